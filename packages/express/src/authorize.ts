import { randomUUID } from 'node:crypto'
import { defaultWardkit } from '@wardkit/core'
import {
  assertKnownOptions,
  createGuard,
  createProblem,
  GUARD_OPTIONS,
  headerFields,
  limitResponse,
  readGuardOptions,
  sendProblem,
  sentBody,
  withinTime,
  type Engine,
  type Guard,
  type GuardOptions,
  type GuardOutcome,
  type GuardRequest,
} from '@wardkit/core/http'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { registerAuthorizer } from './authorizer.ts'
import { readDeclaredRoutes, type DeclaredRoute, type DeclaredRoutes } from './declared-routes.ts'
import { inspectRoutes } from './inspect-routes.ts'
import { targetOf, watchDispatch } from './watch-dispatch.ts'

/** What `authorize()` takes. */
export interface AuthorizeOptions extends GuardOptions<Request> {
  /** The instance that decides; by default the process's one default instance. */
  readonly wardkit?: Engine | Promise<Engine>
  /**
   * Routes whose path is a regular expression or a wildcard, which nobody can compare with a document, and the operations each may serve.
   * Such a route is decided by the URL alone.
   */
  readonly declaredRoutes?: readonly DeclaredRoute[]
}

/** How long a request waits for the instance to start. */
const START_MILLISECONDS = 10_000

/**
 * Middleware after which every operation of the OpenAPI document needs a policy that allows it, and nothing else is reached.
 *
 * Mount it after `express.json()`, compression and CORS, and before the routes. A route runs only if it is the operation that was decided.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * app.use(express.json())
 * app.use(authorize())
 */
export function authorize(options: AuthorizeOptions = {}): RequestHandler {
  assertKnownOptions('authorize()', options, [...GUARD_OPTIONS, 'wardkit', 'declaredRoutes'])
  const { wardkit, declaredRoutes = [], ...guardOptions } = options
  const declared = readDeclaredRoutes(declaredRoutes)
  const { allowedPrefixes, report } = readGuardOptions('authorize()', guardOptions)
  const starting = start(Promise.resolve(wardkit ?? defaultWardkit().ready), guardOptions)
  const authorizer = { started: starting.then(({ engine }) => engine), declared, allowedPrefixes }
  // Whoever made the instance hears of its failure; requests are answered 503.
  authorizer.started.catch(() => undefined)
  let started: Started | undefined
  let routesAgree: boolean | undefined

  async function examine(request: Request, response: Response): Promise<boolean> {
    const { engine, guard } = (started ??= await withinTime(starting, START_MILLISECONDS, 'the start'))
    routesAgree ??= reportRoutes(engine, inspectRoutes(request.app, handle, engine, authorizer))
    if (!routesAgree && !report) {
      sendProblem(response, createProblem('ERR_ROUTES_AMBIGUOUS', { requestId: randomUUID() }))
      return false
    }
    const { method } = request
    const outcome = await guard.check(toGuardRequest(request, response))
    if (outcome.kind === 'refuse') {
      sendProblem(response, outcome.response)
      return false
    }
    admit(engine, request, response, method, outcome, declared)
    return true
  }

  const handle: RequestHandler = (request, response, next: NextFunction) => {
    examine(request, response).then(
      (admitted) => {
        if (admitted) next()
      },
      () => {
        sendProblem(response, createProblem('ERR_UNAVAILABLE', { requestId: randomUUID() }))
      },
    )
  }
  registerAuthorizer(handle, authorizer)
  return handle
}

interface Started {
  readonly engine: Engine
  readonly guard: Guard<Request>
}

async function start(instance: Promise<Engine>, options: GuardOptions<Request>): Promise<Started> {
  const engine = await instance
  return { engine, guard: createGuard(engine, { owner: 'authorize()', options }) }
}

function toGuardRequest(request: Request, response: Response): GuardRequest<Request> {
  return {
    method: request.method,
    target: targetOf(request),
    fields: (name) => headerFields(request, name),
    body: sentBody(request, request.body),
    host: request,
    setHeader(name, value) {
      if (!response.headersSent) response.setHeader(name, value)
    },
  }
}

/** Prepares what follows the decision: what the handler knows, which route may run, what of its response is kept. */
function admit(
  engine: Engine,
  request: Request,
  response: Response,
  method: string,
  outcome: Extract<GuardOutcome, { readonly kind: 'pass' }>,
  declared: DeclaredRoutes,
): void {
  const { expected, filters, headers } = outcome
  const { requestId, operation } = outcome.request
  request.wardkit = outcome.request
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (expected === null) return
  let release = (): void => undefined
  if (filters !== null && expected.kind === 'operation') {
    // A tag of the whole body would tell, one guess at a time, what was taken out of it.
    delete request.headers['if-none-match']
    release = limitResponse(response, method, {
      filters,
      mask: expected.service.mask,
      replacement(cause) {
        engine.onEvent({ type: 'response-not-filtered', operation: operation?.id ?? '', cause })
        return createProblem('ERR_RESPONSE_NOT_FILTERED', { requestId })
      },
    })
  }
  watchDispatch(request, {
    expected,
    method,
    target: targetOf(request),
    declared,
    refuse(dispatched) {
      release()
      engine.onEvent({ type: 'dispatch-mismatch', requestId, decided: operation?.id ?? 'unlisted', dispatched })
      sendProblem(response, createProblem('ERR_DISPATCH_MISMATCH', { requestId }))
    },
  })
}

function reportRoutes(engine: Engine, { problems, unlisted }: ReturnType<typeof inspectRoutes>): boolean {
  for (const route of unlisted) engine.onEvent({ type: 'unlisted-route', ...route })
  if (problems.length > 0) engine.onEvent({ type: 'routes-ambiguous', problems })
  return problems.length === 0
}
