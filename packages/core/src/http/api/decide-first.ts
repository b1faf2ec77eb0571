import type { MiddlewareHandler } from 'hono'
import { WardkitError } from '../../errors/index.ts'
import type { ActorContext, Permission } from '../../identity/actor.ts'
import type { Operation, Service } from '../../model/service.ts'
import { createServiceSet } from '../../openapi/service-set.ts'
import { readTarget } from '../canonical-target.ts'
import { clientAddress } from '../client-address.ts'
import type { Engine } from '../engine.ts'
import { createGuard, type GuardOutcome, type GuardRequest } from '../guard.ts'
import { answerProblem } from './answer-problem.ts'
import { readOwnBody } from './own-body.ts'
import type { ManageAs, OwnContext, OwnEnv } from './own-module.ts'

export interface DecideFirstOptions {
  readonly service: Service
  readonly engine: Omit<Engine, 'services' | 'findOperation'>
  readonly manageAs: ManageAs
  /** How many proxies of one's own append to `X-Forwarded-For`; 0 when absent. */
  readonly trustedProxyHops?: number
}

type Passed = Extract<GuardOutcome, { readonly kind: 'pass' }>

/**
 * Decides about every request to Wardkit's own API, as `authorize()` does about the application's; what is refused goes no further. A handler
 * finds who calls, and a management that rests on this very decision.
 */
export function decideFirst(options: DecideFirstOptions): MiddlewareHandler<OwnEnv> {
  const { service, engine, manageAs, trustedProxyHops = 0 } = options
  const own = createServiceSet([service])
  const guard = createGuard<OwnContext>(
    {
      services: own.services,
      findOperation: own.find,
      authenticate: (...sent) => engine.authenticate(...sent),
      decideSoon: (question) => engine.decideSoon(question),
      get revision() {
        return engine.revision
      },
      onEvent: (event) => engine.onEvent(event),
      record: (access) => engine.record?.(access),
    },
    { owner: 'wardkitRoutes()' },
  )

  /** As the guard finds it; where there is none, the guard refuses. */
  function findOperation(method: string, target: string): Operation | null {
    const read = readTarget(target)
    const found = read.ok ? own.find(method, read.segments) : 'unknown-path'
    return typeof found === 'string' ? null : found.operation
  }

  /** Who acts, and by which decision; where the policies change meanwhile, the whole request is decided anew. */
  function actorOf(passed: Passed, request: GuardRequest<OwnContext>, address: string | undefined) {
    const { principal, decision, requestId } = passed.request
    const context: ActorContext = { requestId, ...(address === undefined ? {} : { address }) }
    if (principal === null || decision === null) return { actor: { type: 'nobody' }, context } as const
    const permissionOf = (revision: number): Permission => ({
      revision,
      async renew() {
        const outcome = await guard.check(request)
        const renewed = outcome.kind === 'pass' ? outcome.request.decision : null
        if (renewed !== null) return permissionOf(renewed.revision)
        throw new WardkitError('ERR_FORBIDDEN', 'what allowed this was taken away meanwhile')
      },
    })
    return { actor: principal, context: { ...context, permission: permissionOf(decision.revision) } } as const
  }

  return async (context, next) => {
    const { method, url, headers } = context.req.raw
    const { pathname, search } = new URL(url)
    const target = pathname + search
    const body = await readOwnBody(context, findOperation(method, target))
    if (body instanceof Response) return body
    const request: GuardRequest<OwnContext> = {
      method,
      target,
      fields(name) {
        const field = headers.get(name)
        return field === null ? [] : [field]
      },
      body,
      host: context,
      setHeader: (name, value) => context.header(name, value),
    }
    const outcome = await guard.check(request)
    if (outcome.kind === 'refuse') return new Response(outcome.response.body, outcome.response)
    // Report mode and paths let through unlisted do not exist here.
    if (outcome.expected?.kind !== 'operation') return answerProblem('ERR_NOT_FOUND')
    // Called without a server, as tests do, nothing is known of a connection.
    const remote = (context.env as Partial<OwnEnv['Bindings']> | undefined)?.remoteAddress
    const address = clientAddress(remote, request.fields('x-forwarded-for'), trustedProxyHops)
    const by = actorOf(outcome, request, address)
    context.set('address', address)
    context.set('wardkit', outcome.request)
    context.set('expected', outcome.expected)
    context.set('management', manageAs(by.actor, by.context))
    for (const [name, value] of Object.entries(outcome.headers)) context.header(name, value)
    return next()
  }
}
