import type { IncomingMessage } from 'node:http'
import type { MakeServer, ServerSpec } from '@wardkit/contracts'
import type { AuthorizerEvent } from './authorizer-event.ts'
import type { AuthorizerResult } from './authorizer-result.ts'
import { createLambdaAuthorizer } from './create-lambda-authorizer.ts'

/** How an API hands requests to its authorizer, and reads the answer. */
export type ApiKind = 'REST' | 'HTTP 1.0' | 'HTTP 2.0' | 'HTTP 2.0, simple responses'

const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/prod/'

interface Dispatch {
  readonly route: ServerSpec['routes'][number]
  readonly params: Readonly<Record<string, string>>
}

/**
 * A gateway for tests: it turns requests over a socket into the events of one kind of API, and runs the integration only where the policy
 * answered allows the request's ARN, wildcards included. REST APIs keep paths as they are sent; HTTP APIs decode them first.
 */
export function makeGateway(kind: ApiKind): MakeServer {
  return (spec) => {
    const options = { ...spec.options, wardkit: spec.engine } as Parameters<typeof createLambdaAuthorizer>[0]
    const authorize = createLambdaAuthorizer({ ...options, simpleResponses: kind === 'HTTP 2.0, simple responses' })
    return (request, response) => {
      const answer = (status: number): void => {
        response.statusCode = status
        response.end('{}')
      }
      serve(request, spec, kind, authorize).then(answer, () => answer(401))
    }
  }
}

async function serve(
  request: IncomingMessage,
  spec: ServerSpec,
  kind: ApiKind,
  authorize: (event: AuthorizerEvent) => Promise<AuthorizerResult>,
): Promise<number> {
  const { method = '', url = '' } = request
  const [sent = '', ...queries] = url.split('?')
  const path = kind === 'REST' ? sent : decode(sent)?.split('?')[0]
  if (path === undefined || !path.startsWith('/')) return 400
  const dispatch = findRoute(spec, method, path, kind === 'REST' ? decode : (text) => text)
  if (dispatch === undefined) return 404
  const event = toEvent(kind, request, { path, query: queries.join('?'), dispatch })
  const isAllowed = allows(await authorize(event), `${ARN}${method}${path}`)
  if (!isAllowed) return 403
  spec.handle(dispatch.route, { params: dispatch.params, body: undefined, wardkit: undefined })
  return 200
}

/** Whether the answer lets a request pass, by the rules of IAM for one statement. */
export function allows(result: AuthorizerResult, arn: string): boolean {
  if ('isAuthorized' in result) return result.isAuthorized
  const [{ Effect, Resource }] = result.policyDocument.Statement
  const pattern = Resource.replace(/[^*?\w]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return Effect === 'Allow' && new RegExp(`^${pattern}$`, 's').test(arn)
}

function findRoute(
  { routes }: ServerSpec,
  method: string,
  path: string,
  decodeValue: (text: string) => string | undefined,
): Dispatch | undefined {
  const segments = path.replace(/\/$/, '').split('/')
  const concreteFirst = routes.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)
  for (const route of concreteFirst) {
    const template = route.path.split('/')
    if (route.method !== method || template.length !== segments.length) continue
    const params: Record<string, string> = {}
    const isMatch = template.every((part, index) => {
      const value = decodeValue(segments[index] ?? '')
      if (!part.startsWith('{')) return part === segments[index]
      if (value === undefined || value === '') return false
      params[part.slice(1, -1)] = value
      return true
    })
    if (isMatch) return { route, params }
  }
  return undefined
}

function toEvent(
  kind: ApiKind,
  request: IncomingMessage,
  { path, query, dispatch }: { readonly path: string; readonly query: string; readonly dispatch: Dispatch },
): AuthorizerEvent {
  const { method = '', headers } = request
  const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
  const pathParameters = dispatch.params
  if (kind.startsWith('HTTP 2.0')) {
    return {
      type: 'REQUEST',
      version: '2.0',
      routeArn: `${ARN}${method}${path}`,
      routeKey: `${method} ${dispatch.route.path}`,
      rawPath: `/prod${path}`,
      rawQueryString: query,
      headers: single,
      pathParameters,
      requestContext: { http: { method } },
    }
  }
  const search = new URLSearchParams(query)
  const names = [...new Set(search.keys())]
  return {
    type: 'REQUEST',
    ...(kind === 'HTTP 1.0' ? { version: '1.0' } : {}),
    methodArn: `${ARN}${method}${path}`,
    resource: dispatch.route.path,
    path,
    httpMethod: method,
    headers: single,
    multiValueHeaders: Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]])),
    queryStringParameters: Object.fromEntries(search),
    multiValueQueryStringParameters: Object.fromEntries(names.map((name) => [name, search.getAll(name)])),
    pathParameters,
  }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
