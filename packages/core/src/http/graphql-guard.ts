import { performance } from 'node:perf_hooks'
import type { Access } from '../audit/access.ts'
import { safeTarget } from '../audit/safe-target.ts'
import type { Decision } from '../decision/decision.ts'
import { ERROR_CATALOG } from '../errors/index.ts'
import type { RootFieldRequest, RootFieldsRead } from '../graphql/root-field-request.ts'
import type { Principal } from '../model/principal.ts'
import { NO_QUERY } from '../model/request-values.ts'
import type { Operation } from '../model/service.ts'
import type { Considered } from '../tenancy/decisions.ts'
import { withinTime } from '../util/within-time.ts'
import { answerFailure, answerRefusal, codeOfFailure, revisionHeaders } from './answer-refusal.ts'
import { describeExcess } from './body-limits.ts'
import type { Engine } from './engine.ts'
import { EVENT_TEXT_LENGTH, type RefusalEvent } from './events.ts'
import { readGuardOptions, type GuardOptions } from './guard-options.ts'
import { identify, type SentCredentials } from './identified-principal.ts'
import type { ProblemResponse } from './problem.ts'
import { refusalOf, type Refusal } from './refusal.ts'
import { createReportModeReminder } from './report-mode-reminder.ts'
import { createRequestId } from './request-id.ts'
import { readRevision, REVISION_HEADER } from './revision-header.ts'
import { createWardkitRequest, type WardkitRequest } from './wardkit-request.ts'

/** One GraphQL request as a server hands it over. */
export interface GraphQLGuardRequest<Host> extends SentCredentials<Host> {
  /** The HTTP method and target that it came by, for events and the access log. */
  readonly method: string
  readonly target: string
  /** Reads which root fields it asks for. */
  read(): RootFieldsRead
  /** It is decided again as its parts run: nothing is taken down of what passes. */
  readonly isRehearsal?: boolean
  /** Puts a header field on the response, in place of one of the same name, as long as it has not been sent. */
  setHeader(name: string, value: string): void
}

/** What is to become of a GraphQL request. */
export type GraphQLGuardOutcome =
  | {
      readonly kind: 'pass'
      readonly request: GraphQLWardkitRequest
      /** For the response. */
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refuse'; readonly response: ProblemResponse }

/** What a resolver knows of the request it serves. */
export interface GraphQLWardkitRequest extends Pick<WardkitRequest, 'principal' | 'tenant' | 'requestId' | 'register'> {
  /** One for each root field that is not public, in the order of the document. */
  readonly decisions: readonly Decision[]
}

const admitted = new WeakSet<object>()

/** Whether something is what a guard itself let pass, and not what only looks like it: the `wardkit` of an HTTP request, or a copy. */
export function isAdmittedGraphQLRequest(request: unknown): request is GraphQLWardkitRequest {
  return typeof request === 'object' && request !== null && admitted.has(request)
}

/** Decides each GraphQL request of one application. */
export interface GraphQLGuard<Host> {
  /** Never rejects: whatever fails, the request is refused. */
  check(request: GraphQLGuardRequest<Host>): Promise<GraphQLGuardOutcome>
}

/** How a GraphQL guard treats requests. */
export type GraphQLGuardOptions<Host> = Omit<GuardOptions<Host>, 'unlistedRoutes'>

/** One root field on its way to a decision. */
interface Asked {
  readonly operation: Operation
  readonly request: RootFieldRequest
  considered: Considered | null
  decision: Decision | null
}

/**
 * Creates the guard that stands before the resolvers of a GraphQL server, whichever it is: each root field is a question, and one refusal refuses all.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @see POLICY.md, section 8
 */
export function createGraphQLGuard<Host>(
  engine: Engine,
  options: GraphQLGuardOptions<Host> = {},
  owner = 'createGraphQLGuard()',
): GraphQLGuard<Host> {
  const settings = readGuardOptions(owner, options)
  const remindOfReportMode = createReportModeReminder(engine, settings.report, () => performance.now())
  const operations = new Map(engine.services.flatMap((service) => service.operations).map((each) => [each.id, each]))

  async function check(request: GraphQLGuardRequest<Host>): Promise<GraphQLGuardOutcome> {
    const requestId = createRequestId()
    const asked: Asked[] = []
    try {
      remindOfReportMode()
      const found = await withinTime(examine(request, asked), settings.timeoutMilliseconds, 'the decision')
      if (isRefusal(found)) return await refuse(found, request, requestId, asked)
      if (request.isRehearsal !== true)
        await Promise.all(asked.map((each) => written(accessOf(each, request, requestId, found.principal))))
      return pass(found.principal, request, requestId, asked)
    } catch (cause) {
      return failClosed(cause, request, requestId)
    }
  }

  async function examine(
    request: GraphQLGuardRequest<Host>,
    asked: Asked[],
  ): Promise<Refusal | { readonly principal: Principal | null }> {
    const read = request.read()
    if (!read.ok) return { code: 'ERR_INVALID_INPUT', detail: read.message }
    for (const rootField of read.rootFields) {
      const operation = operations.get(`${rootField.root}:${rootField.field}`)
      if (operation === undefined) return { code: 'ERR_NOT_FOUND' }
      const excess = describeExcess(rootField.arguments, `the arguments of \`${operation.id}\``)
      if (excess !== undefined) return { code: 'ERR_INVALID_INPUT', detail: excess, operation }
      asked.push({ operation, request: rootField, considered: null, decision: null })
    }
    const guarded = asked.filter(({ operation }) => !operation.public)
    const [first] = guarded
    if (first === undefined) return { principal: null }

    const atLeast = readRevision(request.fields(REVISION_HEADER))
    const principal = await identify(engine, settings, request, atLeast === 'malformed' ? undefined : atLeast)
    if ('code' in principal) return { ...principal, operation: first.operation }
    if (atLeast === 'malformed')
      return { code: 'ERR_INVALID_INPUT', detail: 'the `Wardkit-Revision` header is not one whole number', principal }
    const refusals = await Promise.all(guarded.map((each) => decide(each, principal, atLeast)))
    return refusals.find((refusal) => refusal !== undefined) ?? { principal }
  }

  async function decide(asked: Asked, principal: Principal, atLeast: number | undefined): Promise<Refusal | undefined> {
    const { operation, request } = asked
    const decision = await engine.decideSoon({
      principal,
      operation,
      request: {
        path: [],
        query: NO_QUERY,
        body: { status: 'json', value: request.arguments, mediaType: 'application/json' },
        selection: request.selection,
      },
      onConsidered: (considered) => {
        asked.considered = considered
      },
      ...(atLeast === undefined ? {} : { atLeast }),
    })
    asked.decision = decision
    if (!decision.allowed) return refusalOf(decision, principal, operation)
    // A statement that reaches every operation may filter responses; what is no document of one operation cannot be filtered.
    return decision.filters === null ? undefined : { code: 'ERR_RESPONSE_NOT_FILTERED', operation, principal, decision }
  }

  /** Takes down what passes. Only a log that requests depend on is waited for. */
  async function written(access: Access): Promise<void> {
    const writing = engine.record?.(access)
    if (writing !== undefined) await withinTime(writing, settings.timeoutMilliseconds, 'the access log')
  }

  function pass(
    principal: Principal | null,
    request: GraphQLGuardRequest<Host>,
    requestId: string,
    asked: readonly Asked[],
  ): GraphQLGuardOutcome {
    const known = { requestId, operation: null, principal, decision: null }
    const { tenant, register } = createWardkitRequest(engine, known, (revision) => {
      request.setHeader(REVISION_HEADER, String(revision))
    })
    const decisions = asked.flatMap(({ decision }) => decision ?? [])
    const passed = { principal, tenant, requestId, register, decisions }
    if (request.isRehearsal !== true) admitted.add(passed)
    return {
      kind: 'pass',
      request: passed,
      headers: decisions.length === 0 ? {} : revisionHeaders(engine),
    }
  }

  async function refuse(
    refusal: Refusal,
    request: GraphQLGuardRequest<Host>,
    requestId: string,
    asked: readonly Asked[],
  ): Promise<GraphQLGuardOutcome> {
    const { code, operation = null, principal = null, decision = null, cause } = refusal
    const event = eventOf(refusal, request, requestId, settings.report)
    if (cause !== undefined) engine.onEvent({ type: 'failure', requestId, cause })
    engine.onEvent(event)
    const considered = asked.find((each) => each.decision !== null && each.decision === decision)?.considered ?? null
    const { method, target } = request
    const outcome = event.type
    const access = { requestId, method, target, outcome, code, operation, principal, decision, considered }
    if (settings.report) {
      await written(access)
      return pass(principal, request, requestId, asked)
    }
    await withinTime(settings.onRefused?.(event, request.host), settings.timeoutMilliseconds, '`onRefused`')
    void engine.record?.(access)
    return {
      kind: 'refuse',
      response: answerRefusal(engine, refusal, requestId, settings.explain ? { considered } : null),
    }
  }

  /** Whatever went wrong, the request does not pass; even report mode lets pass only what it could examine. */
  function failClosed(cause: unknown, request: GraphQLGuardRequest<Host>, requestId: string): GraphQLGuardOutcome {
    const code = codeOfFailure(cause)
    const { method, target } = request
    try {
      // A revision that does not exist is the caller's mistake, and no failure.
      if (code !== 'ERR_REVISION_AHEAD') engine.onEvent({ type: 'failure', requestId, cause })
      engine.onEvent(eventOf({ code }, request, requestId, false))
      const nothing = { operation: null, principal: null, decision: null, considered: null }
      void engine.record?.({ requestId, method, target, outcome: 'refused', code, ...nothing })
    } catch {
      // A sink that throws has nobody left to tell; the answer below stands.
    }
    return { kind: 'refuse', response: answerFailure(cause, requestId) }
  }

  return { check }
}

function isRefusal(found: Refusal | { readonly principal: Principal | null }): found is Refusal {
  return 'code' in found
}

function accessOf(
  { operation, considered, decision }: Asked,
  { method, target }: GraphQLGuardRequest<unknown>,
  requestId: string,
  principal: Principal | null,
): Access {
  const outcome = operation.public ? 'public' : 'allowed'
  return { requestId, method, target, outcome, code: null, operation, principal, decision, considered }
}

function eventOf(
  { code, operation, principal, decision }: Refusal,
  { method, target }: GraphQLGuardRequest<unknown>,
  requestId: string,
  report: boolean,
): RefusalEvent {
  return {
    type: report ? 'would-refuse' : 'refused',
    requestId,
    code,
    status: ERROR_CATALOG[code].status,
    method: method.slice(0, EVENT_TEXT_LENGTH),
    target: safeTarget(target, null).slice(0, EVENT_TEXT_LENGTH),
    operation: operation?.id ?? null,
    tenant: principal?.tenant ?? null,
    principal: principal?.id ?? null,
    reason: decision?.reason ?? null,
  }
}
