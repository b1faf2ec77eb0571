import { performance } from 'node:perf_hooks'
import type { Access } from '../audit/access.ts'
import { safeTarget } from '../audit/safe-target.ts'
import { ERROR_CATALOG } from '../errors/index.ts'
import type { Principal } from '../model/principal.ts'
import type { Operation, Service } from '../model/service.ts'
import type { FoundOperation } from '../openapi/operation-index.ts'
import type { ResponseFilter } from '../policy/compiled.ts'
import type { Considered } from '../tenancy/decisions.ts'
import { andThen, orElse } from '../util/and-then.ts'
import { withinTime } from '../util/within-time.ts'
import { answerFailure, answerRefusal, codeOfFailure, revisionHeaders } from './answer-refusal.ts'
import { describeExcess } from './body-limits.ts'
import { readTarget } from './canonical-target.ts'
import type { SentBody } from './classify-body.ts'
import type { Engine } from './engine.ts'
import { EVENT_TEXT_LENGTH, type RefusalEvent } from './events.ts'
import { readGuardOptions, type GuardOptions } from './guard-options.ts'
import { matchDeclared, type DeclaredMatch, type HandlerDeclaration } from './handler-declaration.ts'
import { identify } from './identified-principal.ts'
import type { ProblemResponse } from './problem.ts'
import { refusalOf, type Refusal } from './refusal.ts'
import { createRequestId } from './request-id.ts'
import { readRequestValues } from './request-values.ts'
import { createReportModeReminder } from './report-mode-reminder.ts'
import { readRevision, REVISION_HEADER } from './revision-header.ts'
import { createWardkitRequest, type WardkitRequest } from './wardkit-request.ts'

/** One request as an adapter hands it over: raw, read once. */
export interface GuardRequest<Host> {
  readonly method: string
  /** The request target that the router dispatches by, as sent. */
  readonly target: string
  /** The target as the client sent it, where mounts or middleware may have changed it since: where a login leads back to. */
  readonly originalTarget?: string
  /** Every header field of a name (in lower case), as sent. */
  fields(name: string): readonly string[]
  readonly body: SentBody
  /** Whether whoever decides is not shown the query: then only what holds for every query is allowed. */
  readonly queryWithheld?: true
  readonly host: Host
  /** What the handler that the router turned to says of itself; absent where it says nothing, or is not known yet. */
  readonly handler?: HandlerDeclaration
  /** Puts a header field on the response, in place of one of the same name, as long as it has not been sent. */
  setHeader(name: string, value: string): void
}

/** What is to become of a request. */
export type GuardOutcome =
  | {
      readonly kind: 'pass'
      readonly request: WardkitRequest
      /** What the router must dispatch to; null where nothing is enforced: report mode. */
      readonly expected: Expected | null
      /** Which fields of the response are kept; null keeps all. */
      readonly filters: readonly ResponseFilter[] | null
      /** For the response. */
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refuse'; readonly response: ProblemResponse }

type Passed = Extract<GuardOutcome, { readonly kind: 'pass' }>

/** What was decided: an operation with its values, or a path let through undecided. */
export type Expected =
  | {
      readonly kind: 'operation'
      readonly service: Service
      readonly operation: Operation
      /** Decoded values of the path parameters, in order. */
      readonly values: readonly string[]
    }
  | { readonly kind: 'unlisted' }

/** Decides each request of one application. */
export interface Guard<Host> {
  /**
   * Decides at once, and answers no promise, where nothing must be waited for. Never throws and never rejects: whatever fails, the request is
   * refused.
   */
  check(request: GuardRequest<Host>): GuardOutcome | Promise<GuardOutcome>
}

interface GuardSetup<Host> {
  /** Whose options they are, as the caller wrote it. */
  readonly owner?: string
  readonly options?: GuardOptions<Host>
  /** Milliseconds that only go forward; for tests. */
  readonly monotonicNow?: () => number
}

/**
 * Creates the guard that stands before an application's handlers, whatever HTTP library they use.
 *
 * A request is read in this order, and refused at the first step that fails: canonical target, operation, public, authentication, values,
 * decision.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @see POLICY.md, section 10
 */
export function createGuard<Host>(engine: Engine, setup: GuardSetup<Host> = {}): Guard<Host> {
  const { owner = 'createGuard()', options = {}, monotonicNow = () => performance.now() } = setup
  const settings = readGuardOptions(owner, options)
  const remindOfReportMode = createReportModeReminder(engine, settings.report, monotonicNow)
  let unparsedReported = false

  function check(request: GuardRequest<Host>): GuardOutcome | Promise<GuardOutcome> {
    const requestId = createRequestId()
    const seen: Seen = { operation: null, principal: null, considered: null }
    return orElse(
      () => {
        remindOfReportMode()
        const examined = withinTime(examine(request, requestId, seen), settings.timeoutMilliseconds, 'the decision')
        return andThen(examined, (found) => conclude(found, request, requestId, seen))
      },
      (cause) => failClosed(cause, request, requestId, seen),
    )
  }

  function conclude(
    found: Refusal | Passed,
    request: GuardRequest<Host>,
    requestId: string,
    seen: Seen,
  ): GuardOutcome | Promise<GuardOutcome> {
    if (!('kind' in found)) return refuse(found, request, requestId, seen)
    const writing = written({
      ...accessOf(requestId, request, seen),
      outcome: outcomeOf(found.request),
      decision: found.request.decision,
    })
    return andThen(writing, () => found)
  }

  /** Takes down what passes. Only a log that requests depend on is waited for. */
  function written(access: Access): void | Promise<void> {
    return withinTime(engine.record?.(access), settings.timeoutMilliseconds, 'the access log')
  }

  function examine(
    request: GuardRequest<Host>,
    requestId: string,
    seen: Seen,
  ): Refusal | Passed | Promise<Refusal | Passed> {
    const target = readTarget(request.target)
    if (!target.ok) return { code: 'ERR_TARGET_NOT_CANONICAL', detail: target.problem.message }
    const match = matchOf(request, target.segments)
    if (typeof match === 'string') {
      if (match === 'contradicted') return { code: 'ERR_DISPATCH_MISMATCH' }
      if (match === 'open' || (match === 'unknown-path' && isBelow(settings.allowedPrefixes, target.segments))) {
        return pass(request, { requestId, operation: null, principal: null, decision: null }, { kind: 'unlisted' })
      }
      return { code: 'ERR_NOT_FOUND' }
    }
    const { operation } = match
    seen.operation = operation
    if (operation.public) {
      const known = { requestId, operation, principal: null, decision: null }
      return pass(request, known, expectedOf(match))
    }
    const revision = readRevision(request.fields(REVISION_HEADER))
    return andThen(
      identify(engine, settings, request, revision === 'malformed' ? undefined : revision),
      (principal) => {
        if ('code' in principal) return { ...principal, operation }
        seen.principal = principal
        return ask(request, requestId, seen, { match, search: target.search, principal, revision })
      },
    )
  }

  /** Asks the policies about a request whose operation and principal are known. */
  function ask(
    request: GuardRequest<Host>,
    requestId: string,
    seen: Seen,
    { match, search, principal, revision }: Identified,
  ): Refusal | Passed | Promise<Refusal | Passed> {
    const { operation, service, path } = match
    if (revision === 'malformed') {
      return {
        code: 'ERR_INVALID_INPUT',
        detail: 'the `Wardkit-Revision` header is not one whole number',
        operation,
        principal,
      }
    }
    const { fields, body } = request
    const asked = request.queryWithheld === true ? null : search
    const values = readRequestValues({ service, operation, path, search: asked, fields, body })
    if (!values.ok) return { code: values.code, detail: values.message, operation, principal }
    // Whose tenant could not be checked, another tenant's resource might be.
    if (values.request.query === null && operation.resource?.from === 'query')
      return { code: 'ERR_UNAVAILABLE', operation, principal }
    const excess = values.request.body.status === 'json' ? describeExcess(values.request.body.value) : undefined
    if (excess !== undefined) return { code: 'ERR_INVALID_INPUT', detail: excess, operation, principal }
    const question = {
      principal,
      operation,
      request: values.request,
      onConsidered: (considered: Considered) => {
        seen.considered = considered
      },
    }
    return andThen(
      engine.decideSoon(revision === undefined ? question : { ...question, atLeast: revision }),
      (decision) => {
        if (decision.allowed) return pass(request, { requestId, operation, principal, decision }, expectedOf(match))
        const refusal = refusalOf(decision, principal, operation)
        const isUnread = values.request.body.status === 'unavailable' && body.withheld !== true
        if (refusal.code !== 'ERR_UNAVAILABLE' || !isUnread) return refusal
        reportUnparsedBody(operation)
        return { ...refusal, code: 'ERR_BODY_NOT_PARSED' }
      },
    )
  }

  function matchOf({ handler, method }: GuardRequest<Host>, segments: readonly string[]): DeclaredMatch {
    return handler === undefined
      ? engine.findOperation(method, segments)
      : matchDeclared(engine, handler, method, segments)
  }

  function pass(
    request: GuardRequest<Host>,
    known: Parameters<typeof createWardkitRequest>[1],
    expected: Expected,
  ): Passed {
    return {
      kind: 'pass',
      request: createWardkitRequest(engine, known, (revision) => request.setHeader(REVISION_HEADER, String(revision))),
      expected: settings.report ? null : expected,
      filters: settings.report ? null : (known.decision?.filters ?? null),
      headers: known.decision === null ? {} : revisionHeaders(engine),
    }
  }

  async function refuse(
    refusal: Refusal,
    request: GuardRequest<Host>,
    requestId: string,
    seen: Seen,
  ): Promise<GuardOutcome> {
    const event = eventOf(refusal, request, requestId, settings.report)
    if (refusal.cause !== undefined) engine.onEvent({ type: 'failure', requestId, cause: refusal.cause })
    engine.onEvent(event)
    const access = {
      ...accessOf(requestId, request, seen),
      outcome: event.type,
      code: refusal.code,
      decision: refusal.decision ?? null,
    }
    if (settings.report) {
      await written(access)
      const { operation = null, principal = null, decision = null } = refusal
      return pass(request, { requestId, operation, principal, decision }, { kind: 'unlisted' })
    }
    await withinTime(settings.onRefused?.(event, request.host), settings.timeoutMilliseconds, '`onRefused`')
    void engine.record?.(access)
    const response = answerRefusal(engine, refusal, requestId, settings.explain ? seen : null)
    const isRedirectable = refusal.code === 'ERR_UNAUTHENTICATED' && settings.redirectToLogin !== undefined
    return { kind: 'refuse', response: isRedirectable ? settings.redirectToLogin(request, response) : response }
  }

  /** Whatever went wrong, the request does not pass; even report mode lets pass only what it could examine. */
  async function failClosed(
    cause: unknown,
    request: GuardRequest<Host>,
    requestId: string,
    seen: Seen,
  ): Promise<GuardOutcome> {
    const code = codeOfFailure(cause)
    const event = eventOf({ code }, request, requestId, false)
    try {
      // A revision that does not exist is the caller's mistake, and no failure.
      if (code !== 'ERR_REVISION_AHEAD') engine.onEvent({ type: 'failure', requestId, cause })
      engine.onEvent(event)
      void engine.record?.({ ...accessOf(requestId, request, seen), outcome: 'refused', code })
    } catch {
      // A sink that throws has nobody left to tell; the answer below stands.
    }
    return { kind: 'refuse', response: answerFailure(cause, requestId) }
  }

  function reportUnparsedBody(operation: Operation): void {
    if (unparsedReported) return
    unparsedReported = true
    const help = 'mount the JSON body parser, with a type that covers the media type sent, before authorize()'
    engine.onEvent({ type: 'body-not-parsed', operation: operation.id, help })
  }

  return { check }
}

/** A request whose operation and principal are known. */
interface Identified {
  readonly match: FoundOperation
  /** The query as sent, without its `?`. */
  readonly search: string
  readonly principal: Principal
  /** What it presents as `Wardkit-Revision`. */
  readonly revision: number | 'malformed' | undefined
}

function expectedOf({ service, operation, path }: FoundOperation): Expected {
  return { kind: 'operation', service, operation, values: path }
}

function eventOf(refusal: Refusal, request: GuardRequest<unknown>, requestId: string, report: boolean): RefusalEvent {
  return {
    type: report ? 'would-refuse' : 'refused',
    requestId,
    code: refusal.code,
    status: ERROR_CATALOG[refusal.code].status,
    method: request.method.slice(0, EVENT_TEXT_LENGTH),
    target: safeTarget(request.target, refusal.operation ?? null).slice(0, EVENT_TEXT_LENGTH),
    operation: refusal.operation?.id ?? null,
    tenant: refusal.principal?.tenant ?? null,
    principal: refusal.principal?.id ?? null,
    reason: refusal.decision?.reason ?? null,
  }
}

/** What is known of a request as far as it has been examined. */
interface Seen {
  operation: Operation | null
  principal: Principal | null
  considered: Considered | null
}

function accessOf(
  requestId: string,
  { method, target }: GuardRequest<unknown>,
  { operation, principal, considered }: Seen,
): Omit<Access, 'outcome'> {
  return { requestId, method, target, code: null, operation, principal, decision: null, considered }
}

function outcomeOf({ operation }: WardkitRequest): Access['outcome'] {
  if (operation === null) return 'unlisted'
  return operation.public ? 'public' : 'allowed'
}

function isBelow(prefixes: readonly (readonly string[])[], segments: readonly string[]): boolean {
  return prefixes.some((prefix) => prefix.every((segment, index) => segments[index] === segment))
}
