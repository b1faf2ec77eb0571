import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { readSessionCookie, setSessionCookie } from '../../identity/session-cookie.ts'
import type { Sessions } from '../../identity/sessions.ts'
import { describeIssues } from '../../identity/read-input.ts'
import type { Service } from '../../model/service.ts'
import type { Engine } from '../engine.ts'
import { OWN_BASE_PATH, type FetchTarget } from '../fetch-mount.ts'
import type { WardkitRequest } from '../wardkit-request.ts'
import { isForOperators, type AssertOperator } from './assert-operator.ts'
import { stepUpScopeOf, type AssertSteppedUp } from './assert-stepped-up.ts'
import { answerError, answerProblem, type OnFailure } from './answer-problem.ts'
import { decideFirst } from './decide-first.ts'
import { fieldsOf } from './same-site.ts'
import { boundedBody } from './own-body.ts'
import type { ManageAs, OwnEnv, OwnModule, OwnRouter } from './own-module.ts'

export interface OwnApiOptions {
  /** The API as a service: `loadOwnService`. */
  readonly service: Service
  /** Every operation, as declared. */
  readonly routes: readonly RouteConfig[]
  readonly modules: readonly OwnModule[]
  readonly engine: Omit<Engine, 'services' | 'findOperation'>
  readonly manageAs: ManageAs
  readonly assertSteppedUp: AssertSteppedUp
  readonly assertOperator: AssertOperator
  readonly renewCookie: Sessions['renewCookie']
  readonly trustedProxyHops?: number
}

/**
 * Wardkit's own HTTP API. It is a service like any other: the guard that stands before an application's handlers stands before these, and
 * each handler runs only for the operation that was decided. Nothing it answers is ever cached.
 *
 * @throws TypeError for a handler whose operation is not declared, and for an operation that nothing handles
 */
export function createOwnApi(options: OwnApiOptions): FetchTarget {
  const { routes, modules, engine, assertSteppedUp, assertOperator } = options
  const onFailure: OnFailure = (cause, requestId) => engine.onEvent({ type: 'failure', requestId, cause })
  const app = new OpenAPIHono<OwnEnv>({
    defaultHook: (result, context) =>
      result.success
        ? undefined
        : answerProblem('ERR_INVALID_INPUT', { detail: describeIssues(result.error), ...requestOf(context) }),
  })
  app.use(neverCached, boundedBody, decideFirst(options), renewedCookie(options.renewCookie))

  const unhandled = new Set<RouteConfig>(routes)
  const router: OwnRouter = {
    openapi(route, handler, hook) {
      if (!unhandled.delete(route)) {
        throw new TypeError(`\`${nameOf(route)}\` has a handler and is no declared operation, or has two handlers`)
      }
      const { middleware = [] } = route as RouteConfig
      return app.openapi(
        {
          ...route,
          path: OWN_BASE_PATH + route.path,
          middleware: [
            dispatchedAsDecided(route, engine),
            forOperators(route, assertOperator),
            steppedUp(route, assertSteppedUp),
            middleware,
          ].flat(),
        },
        handler,
        hook,
      )
    },
  }
  for (const module of modules) module(router)
  const [forgotten] = unhandled
  if (forgotten !== undefined) throw new TypeError(`nothing handles \`${nameOf(forgotten)}\``)

  app.notFound((context) => answerProblem('ERR_NOT_FOUND', requestOf(context)))
  app.onError((error, context) => answerError(error, onFailure, requestOf(context).requestId))
  return { fetch: (request, connection = { remoteAddress: undefined }) => app.fetch(request, connection) }
}

const neverCached: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('cache-control', 'no-store')
  context.header('vary', 'authorization, cookie', { append: true })
  context.header('x-content-type-options', 'nosniff')
}

/** Runs after a handler: a browser whose user came to hold something else meanwhile gets another cookie. */
function renewedCookie(renew: Sessions['renewCookie']): MiddlewareHandler<OwnEnv> {
  return async (context, next) => {
    await next()
    const fields = fieldsOf(context)
    const text = fields('authorization').length === 0 ? readSessionCookie(fields('cookie')) : undefined
    // Nobody is known of a public operation; a handler that gave or took a cookie knows better.
    if (typeof text !== 'string' || context.get('wardkit').principal === null) return
    if (context.res.headers.has('set-cookie')) return
    const renewed = await renew(text)
    if (renewed !== undefined) context.header('set-cookie', setSessionCookie(renewed.cookie, renewed.secondsLeft))
  }
}

/** Runs before a handler: the operation and the values that the router found are those that were decided on, or nothing runs. */
function dispatchedAsDecided(route: Named, engine: Pick<Engine, 'onEvent'>): MiddlewareHandler<OwnEnv> {
  const dispatched = nameOf(route)
  return async (context, next) => {
    const { operation, values } = context.get('expected')
    const isDecided =
      operation.id === dispatched &&
      operation.pathParameters.every(({ name }, index) => context.req.param(name) === values[index])
    if (isDecided) return next()
    const { requestId } = context.get('wardkit')
    engine.onEvent({ type: 'dispatch-mismatch', requestId, decided: operation.id, dispatched })
    return answerProblem('ERR_DISPATCH_MISMATCH', { requestId })
  }
}

/** Runs before a handler, and before anything is read of the request: what is for operators is for nobody else. */
function forOperators(route: RouteConfig, assertOperator: AssertOperator): MiddlewareHandler<OwnEnv> {
  return async (context, next) => {
    if (isForOperators(route)) await assertOperator(context)
    return next()
  }
}

/** Runs before a handler: the caller of a sensitive operation has proved lately that it is them. */
function steppedUp(route: RouteConfig, assertSteppedUp: AssertSteppedUp): MiddlewareHandler<OwnEnv> {
  const declared = stepUpScopeOf(route)
  return async (context, next) => {
    context.set('assertSteppedUp', (scope) => assertSteppedUp(context, scope))
    if (declared !== undefined) await assertSteppedUp(context, declared)
    return next()
  }
}

/** Absent where the request was not decided about. */
function requestOf(context: Context): { readonly requestId?: string } {
  const request = context.get('wardkit') as WardkitRequest | undefined
  return request === undefined ? {} : { requestId: request.requestId }
}

type Named = Pick<RouteConfig, 'method' | 'path'>

function nameOf({ method, path }: Named): string {
  return `${method.toUpperCase()}:${OWN_BASE_PATH}${path}`
}
