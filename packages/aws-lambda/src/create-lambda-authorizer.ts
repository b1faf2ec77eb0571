import { defaultWardkit } from '@wardkit/core'
import { createAuthorizer, type AuthorizerOptions, type RouteTable } from '@wardkit/core/http'
import type { AuthorizerEvent } from './authorizer-event.ts'
import { allow, deny, toIamResult, type AuthorizerResult, type Verdict } from './authorizer-result.ts'
import { readEvent, type GatewayRequest } from './read-event.ts'
import { toReachedRoute } from './reached-route.ts'

/** What `createLambdaAuthorizer()` takes. */
export interface LambdaAuthorizerOptions extends Omit<AuthorizerOptions<AuthorizerEvent>, 'login'> {
  /** Whether HTTP APIs with payload format 2.0 are answered `{ isAuthorized }`, as their authorizer must then be set up for. */
  readonly simpleResponses?: boolean
}

/** A handler for API Gateway. */
export type LambdaAuthorizer = (event: AuthorizerEvent) => Promise<AuthorizerResult>

/**
 * A Lambda authorizer after which every operation of the OpenAPI document needs a policy that allows it, and nothing else is reached.
 *
 * It answers REST APIs (TOKEN and REQUEST) and HTTP APIs (payload formats 1.0 and 2.0) with a policy for the one request it was asked about, and with tenant
 * and principal as context. Turn the gateway's result cache off: what is cached outlives every revocation.
 *
 * The handler throws `Unauthorized`, which is API Gateway's word for a 401, where nobody is identified; HTTP APIs with payload format 2.0 have no such word
 * and are answered with a refusal. Whatever fails, the answer is a refusal.
 *
 * @throws TypeError on an option that is unknown or wrong; the handler, on an event that is none of an authorizer's
 * @example
 * export const handler = createLambdaAuthorizer({ wardkit })
 */
export function createLambdaAuthorizer(options: LambdaAuthorizerOptions = {}): LambdaAuthorizer {
  const { simpleResponses = false, ...others } = options
  if (typeof simpleResponses !== 'boolean')
    throw new TypeError('createLambdaAuthorizer(): `simpleResponses` is true or false')
  if ('login' in others)
    throw new TypeError('createLambdaAuthorizer(): an authorizer cannot redirect: `login` is for the gateway to answer')
  const authorizer = createAuthorizer(others, () => defaultWardkit().ready, 'createLambdaAuthorizer()')

  async function judge(event: AuthorizerEvent, request: GatewayRequest): Promise<Verdict> {
    const { route, ...asked } = request
    const admission = await authorizer.admit({ ...asked, host: event, setHeader: () => undefined }, () => NO_ROUTES)
    if (admission.kind === 'refused') return deny(JSON.parse(admission.response.body) as object)
    const { watch, limit } = admission
    if (watch !== undefined && route !== undefined) {
      const reached = toReachedRoute(route, request)
      if (!watch.isExpected(reached))
        return deny(JSON.parse(watch.refuse(`${request.method} ${route.path}`).body) as object)
    }
    if (limit !== undefined) {
      // The response is the integration's, which nobody here can limit.
      const { body } = limit.replacement('an authorizer sees no responses')
      return deny(JSON.parse(body) as object)
    }
    return allow(admission.request)
  }

  return async (event) => {
    const arn = arnOf(event)
    const request = readEvent(event)
    const verdict = await judge(event, typeof request === 'string' ? UNREADABLE : request)
    const { allowed } = verdict
    const context = typeof request === 'string' ? { ...verdict.context, detail: request } : verdict.context
    const isHttpApi = event.type === 'REQUEST' && event.version === '2.0'
    if (isHttpApi && simpleResponses) return { isAuthorized: allowed, context }
    if (!isHttpApi && context['status'] === 401) throw new Error('Unauthorized')
    return toIamResult(arn, { ...verdict, context })
  }
}

/** @throws TypeError on what is no authorizer's event */
function arnOf(event: AuthorizerEvent): string {
  const { type, methodArn, routeArn } = event as { type?: unknown; methodArn?: unknown; routeArn?: unknown }
  const arn = methodArn ?? routeArn
  if ((type === 'TOKEN' || type === 'REQUEST') && typeof arn === 'string') return arn
  throw new TypeError('this is no event of a Lambda authorizer: it has no `type` and `methodArn` or `routeArn`')
}

/** Stands for a request that has no one reading. Its target is none, so that the guard refuses it and takes that down as of every other. */
const UNREADABLE: GatewayRequest = {
  method: 'UNKNOWN',
  target: '',
  fields: () => [],
  body: { present: false, withheld: true },
  route: undefined,
}

/** A gateway's routes are known one at a time, from each event. */
const NO_ROUTES: RouteTable = { routes: [], opaque: [], find: () => undefined }
