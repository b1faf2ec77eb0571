import { WardkitError, type ErrorCode } from '../errors/index.ts'
import { andThen, orElse } from '../util/and-then.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { withinTime } from '../util/within-time.ts'
import { checkRoutes, type RouteReport, type RouteTable } from './check-routes.ts'
import { readDeclaredRoutes, type DeclaredRoute } from './declared-routes.ts'
import type { Engine } from './engine.ts'
import { GUARD_OPTIONS, readGuardOptions, type GuardOptions } from './guard-options.ts'
import { createGuard, type Guard, type GuardOutcome, type GuardRequest } from './guard.ts'
import type { HandlerDeclaration } from './handler-declaration.ts'
import type { ResponseLimit } from './limit-response.ts'
import { createProblem, type ProblemResponse } from './problem.ts'
import { createRequestId } from './request-id.ts'
import type { WardkitRequest } from './wardkit-request.ts'
import { isExpectedRoute, type Watch } from './watch.ts'

/** What `authorize()` takes, whatever the HTTP library. `Host` is the library's own request. */
export interface AuthorizerOptions<Host> extends GuardOptions<Host> {
  /** The instance that decides; by default the process's one default instance. */
  readonly wardkit?: Engine | Promise<Engine>
  /**
   * Routes whose path is a regular expression or a wildcard, which nobody can compare with a document, and the operations each may serve.
   * Such a route is decided by the URL alone.
   */
  readonly declaredRoutes?: readonly DeclaredRoute[]
}

/** The names of `AuthorizerOptions`, for an adapter that adds its own. */
export const AUTHORIZER_OPTIONS = [...GUARD_OPTIONS, 'wardkit', 'declaredRoutes'] as const

/** What stands behind an `authorize()`: it decides about requests, and knows whether the application's routes agree with the documents. */
export interface Authorizer<Host> {
  /**
   * Decides about one request: at once, and no promise, where nothing must be waited for. Never throws and never rejects: whatever fails, the
   * request is refused.
   *
   * @param readRoutes asked at the first request
   */
  admit(request: GuardRequest<Host>, readRoutes: () => RouteTable): Admission | Promise<Admission>
  /** @throws WardkitError where the instance did not start */
  check(table: RouteTable): Promise<RouteReport>
}

/** What is to become of a request, and of what follows it. */
export type Admission =
  | { readonly kind: 'refused'; readonly response: ProblemResponse }
  | {
      readonly kind: 'admitted'
      readonly request: WardkitRequest
      /** For the response. */
      readonly headers: Readonly<Record<string, string>>
      /** What the router may dispatch to; absent where nothing is enforced: report mode. */
      readonly watch?: Watch
      /** What is kept of the response; absent: all of it. */
      readonly limit?: ResponseLimit
    }

/** How long a request waits for the instance to start. */
const START_MILLISECONDS = 10_000

/**
 * Reads the options of an `authorize()` and waits for the instance to start.
 *
 * @param findDefault asked where the options name no instance
 * @param owner whose options they are, as the caller wrote it
 * @throws TypeError on an option that is unknown or wrong
 */
export function createAuthorizer<Host>(
  options: AuthorizerOptions<Host>,
  findDefault: () => Promise<Engine>,
  owner = 'authorize()',
): Authorizer<Host> {
  assertKnownOptions(owner, options, AUTHORIZER_OPTIONS)
  const { wardkit, declaredRoutes = [], ...guardOptions } = options
  const declared = readDeclaredRoutes(owner, declaredRoutes)
  const { allowedPrefixes, report } = readGuardOptions(owner, guardOptions)
  const starting = start(Promise.resolve(wardkit ?? findDefault()), owner, guardOptions)
  // Whoever made the instance hears of its failure; requests are answered 503.
  starting.catch(() => undefined)
  let started: Started<Host> | undefined
  let routesAgree: boolean | undefined

  function examine(
    request: GuardRequest<Host>,
    readRoutes: () => RouteTable,
    { engine, guard }: Started<Host>,
  ): Admission | Promise<Admission> {
    routesAgree ??= tellOfRoutes(engine, checkRoutes(engine, readRoutes(), { declared, allowedPrefixes }))
    if (!routesAgree && !report) return refused('ERR_ROUTES_AMBIGUOUS')
    // All are read before the decision: the router may be shown others.
    const { method, target, handler } = request
    return andThen(guard.check(request), (outcome) => toAdmission(outcome, { method, target, handler }, engine))
  }

  function toAdmission(
    outcome: GuardOutcome,
    decided: Pick<GuardRequest<Host>, 'method' | 'target'> & { readonly handler: HandlerDeclaration | undefined },
    engine: Engine,
  ): Admission {
    if (outcome.kind === 'refuse') return { kind: 'refused', response: outcome.response }
    const { expected, headers } = outcome
    const admitted = { kind: 'admitted', request: outcome.request, headers } as const
    if (expected === null) return admitted
    const limit = limitOf(engine, outcome)
    const watched = { ...decided, expected, declared }
    const watch: Watch = {
      // A handler that named the operation was itself asked.
      isExpected: (route) => decided.handler?.kind === 'operation' || isExpectedRoute(watched, route),
      refuse: (dispatched) => refuseDispatch(engine, outcome.request, dispatched),
    }
    return limit === undefined ? { ...admitted, watch } : { ...admitted, watch, limit }
  }

  async function waitForStart(): Promise<Started<Host>> {
    started = await withinTime(starting, START_MILLISECONDS, 'the start')
    return started
  }

  return {
    admit: (request, readRoutes) =>
      orElse(
        () => andThen(started ?? waitForStart(), (ready) => examine(request, readRoutes, ready)),
        () => refused('ERR_UNAVAILABLE'),
      ),
    async check(table) {
      const { engine } = await starting
      return checkRoutes(engine, table, { declared, allowedPrefixes })
    },
  }
}

const authorizers = new WeakMap<object, Pick<Authorizer<never>, 'check'>>()

/** Remembers what stands behind a middleware. */
export function registerAuthorizer(middleware: object, authorizer: Pick<Authorizer<never>, 'check'>): void {
  authorizers.set(middleware, authorizer)
}

/** Whether a function is the middleware that an `authorize()` answered. */
export function isAuthorizer(middleware: unknown): middleware is object {
  return typeof middleware === 'function' && authorizers.has(middleware)
}

/**
 * Checks the routes after every `authorize()` of an application.
 *
 * @param middleware what each `authorize()` answered
 * @returns the handlers that are decided by URL
 * @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that is ambiguous, shadows another, or is in no document
 * @throws TypeError where there is no `authorize()`
 */
export async function verifyRouteTables(
  middleware: readonly object[],
  readRoutes: (handler: object) => RouteTable,
): Promise<readonly string[]> {
  if (middleware.length === 0)
    throw new TypeError('verifyRoutes() found no authorize() in the application: mount it first')
  const faults: string[] = []
  const opaque: string[] = []
  for (const handler of middleware) {
    const report = await authorizers.get(handler)?.check(readRoutes(handler))
    if (report === undefined) continue
    opaque.push(...report.opaque)
    faults.push(...report.problems)
    for (const { method, path } of report.unlisted) faults.push(`the route \`${method} ${path}\` is in no document`)
  }
  if (faults.length === 0) return opaque
  throw new WardkitError(
    'ERR_ROUTES_AMBIGUOUS',
    `the routes do not agree with the OpenAPI document: ${faults.join('; ')}`,
    {
      help: 'register concrete paths before templated ones, document every route after authorize(), or allow its path in `unlistedRoutes`',
    },
  )
}

interface Started<Host> {
  readonly engine: Engine
  readonly guard: Guard<Host>
}

async function start<Host>(
  instance: Promise<Engine>,
  owner: string,
  options: GuardOptions<Host>,
): Promise<Started<Host>> {
  const engine = await instance
  return { engine, guard: createGuard(engine, { owner, options }) }
}

function tellOfRoutes(engine: Engine, { problems, unlisted }: RouteReport): boolean {
  for (const route of unlisted) engine.onEvent({ type: 'unlisted-route', ...route })
  if (problems.length > 0) engine.onEvent({ type: 'routes-ambiguous', problems })
  return problems.length === 0
}

type Passed = Extract<GuardOutcome, { readonly kind: 'pass' }>

function limitOf(engine: Engine, { filters, expected, request }: Passed): ResponseLimit | undefined {
  if (filters === null || expected?.kind !== 'operation') return undefined
  return {
    filters,
    mask: expected.service.mask,
    replacement(cause) {
      engine.onEvent({ type: 'response-not-filtered', operation: expected.operation.id, cause })
      return createProblem('ERR_RESPONSE_NOT_FILTERED', { requestId: request.requestId })
    },
  }
}

function refuseDispatch(engine: Engine, request: WardkitRequest, dispatched: string): ProblemResponse {
  const { requestId, operation } = request
  engine.onEvent({ type: 'dispatch-mismatch', requestId, decided: operation?.id ?? 'unlisted', dispatched })
  return createProblem('ERR_DISPATCH_MISMATCH', { requestId })
}

function refused(code: ErrorCode): Admission {
  return { kind: 'refused', response: createProblem(code, { requestId: createRequestId() }) }
}
