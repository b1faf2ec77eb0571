import type { GuardRequest } from '@wardkit/core/http'
import type { AuthorizerEvent, HttpApiRequestEvent, RequestEvent, TokenEvent } from './authorizer-event.ts'
import { readMethodArn } from './method-arn.ts'

/** A request before a gateway, as one reading of its event. */
export interface GatewayRequest extends Pick<
  GuardRequest<AuthorizerEvent>,
  'method' | 'target' | 'fields' | 'body' | 'queryWithheld'
> {
  /** What the gateway dispatches to; undefined where the event does not say. */
  readonly route: GatewayRoute | undefined
}

/** The route that a gateway has chosen. */
export interface GatewayRoute {
  /** As the API has it: `/patient/{patientId}`, `/{proxy+}`, `$default`. */
  readonly path: string
  readonly params: Readonly<Record<string, unknown>>
}

/**
 * Reads the event of a request, or says why it cannot be decided: parts of the event tell different paths, or a WebSocket is opened.
 *
 * The path is the ARN's, as that is what the answer's policy is about; the path that the integration receives must be the same text, behind
 * the stage or the base path of a custom domain.
 */
export function readEvent(event: AuthorizerEvent): GatewayRequest | string {
  if (event.type === 'TOKEN') return readToken(event)
  return event.version === '2.0' ? readHttpApi(event) : readRequest(event)
}

const UNREADABLE_ARN = 'the ARN of the request is not readable, or a policy for it would allow other requests too'
const OTHER_PATH = 'the path of the request is not the path of its ARN'
const OTHER_METHOD = 'the method of the request is not the method of its ARN'

function readToken({ methodArn, authorizationToken }: TokenEvent): GatewayRequest | string {
  const arn = readMethodArn(methodArn)
  if (arn === undefined) return UNREADABLE_ARN
  // Nothing tells whether an escape has been decoded, and what the gateway dispatched to.
  if (arn.path.includes('%')) return 'the path holds an escape, which a TOKEN authorizer cannot check: use REQUEST'
  return {
    method: arn.method,
    target: arn.path,
    fields: (name) => (name === 'authorization' ? [authorizationToken] : []),
    body: { present: false, withheld: true },
    queryWithheld: true,
    route: undefined,
  }
}

function readRequest(event: RequestEvent): GatewayRequest | string {
  const { requestContext = {}, path, resource, httpMethod, pathParameters } = event
  if (requestContext.eventType !== undefined || requestContext.connectionId !== undefined) return WEBSOCKET
  const arn = readMethodArn(event.methodArn)
  if (arn === undefined) return UNREADABLE_ARN
  if (arn.method !== httpMethod) return OTHER_METHOD
  if (!isBehindPrefix(path, arn.path)) return OTHER_PATH
  const search = readSearch(event)
  if (search === null) return 'the query holds an escape that may have been decoded already, or not'
  const fields = fieldsOf(event.multiValueHeaders ?? event.headers ?? {})
  return {
    method: httpMethod,
    target: search === undefined || search === '' ? arn.path : `${arn.path}?${search}`,
    fields,
    body: bodyOf(fields),
    ...(search === undefined ? { queryWithheld: true } : {}),
    route: { path: resource, params: pathParameters ?? {} },
  }
}

const WEBSOCKET = 'a WebSocket is no operation of an OpenAPI document'

function readHttpApi(event: HttpApiRequestEvent): GatewayRequest | string {
  const { routeKey, rawPath, rawQueryString, pathParameters, requestContext } = event
  const arn = readMethodArn(event.routeArn)
  if (arn === undefined) return UNREADABLE_ARN
  if (arn.method !== requestContext.http.method) return OTHER_METHOD
  if (!isBehindPrefix(rawPath, arn.path)) return OTHER_PATH
  const fields = fieldsOf(event.headers)
  return {
    method: arn.method,
    target: rawQueryString === '' ? arn.path : `${arn.path}?${rawQueryString}`,
    fields,
    body: bodyOf(fields),
    route: { path: routeKey.replace(/^[A-Z]+ /, ''), params: pathParameters ?? {} },
  }
}

/** Whether a path is another behind segments of its own, as a stage and a custom domain's base path stand before it. */
function isBehindPrefix(path: string, inner: string): boolean {
  return path.endsWith(inner) && /^(?:\/[\w.~-]+)*$/.test(path.slice(0, path.length - inner.length))
}

/** The query, written anew from what the gateway decoded: undefined where repeated values may be missing, null where it has two readings. */
function readSearch(event: RequestEvent): string | null | undefined {
  const { queryStringParameters, multiValueQueryStringParameters } = event
  if (multiValueQueryStringParameters === undefined || multiValueQueryStringParameters === null)
    return Object.keys(queryStringParameters ?? {}).length === 0 ? '' : undefined
  const pairs = Object.entries(multiValueQueryStringParameters).flatMap(([name, values = []]) =>
    values.map((value) => [name, value] as const),
  )
  if (pairs.flat().some((text) => /%[0-9a-f]{2}/i.test(text))) return null
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** Every field of a name, in whatever case the gateway passes names on. */
function fieldsOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): (name: string) => readonly string[] {
  return (name) =>
    Object.entries(headers).flatMap(([key, value = []]) => (key.toLowerCase() === name ? [value].flat() : []))
}

/** An authorizer is shown no body, and one without a length may come. */
function bodyOf(fields: (name: string) => readonly string[]): GatewayRequest['body'] {
  const isAnnounced =
    fields('transfer-encoding').length > 0 || fields('content-length').some((length) => !/^0+$/.test(length))
  return { present: isAnnounced, withheld: true }
}
