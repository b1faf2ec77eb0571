import type { AccessLogEvent } from '../audit/access-recorder.ts'
import type { MailEvent } from '../identity/outbox.ts'
import type { ErrorCode } from '../errors/index.ts'
import { UPSTREAM_REFUSALS, type UpstreamRefusal } from '../sso/upstream-refusal.ts'
import { assertNever } from '../util/assert-never.ts'

/** Something the guard saw that its operator may want to know. Values that came from a caller are cut to 200 characters, not escaped. */
export type WardkitEvent =
  | RefusalEvent
  /** Worth knowing, and no failure: about a document, a secret made for development, a stored policy that cannot be read. */
  | { readonly type: 'warning'; readonly message: string }
  /** Report mode is on: said at start and every hour. */
  | { readonly type: 'report-mode' }
  /** A route's own path is not in any document; said once for each method and path. */
  | { readonly type: 'unlisted-route'; readonly method: string; readonly path: string }
  /** The router was about to run a route that is not the operation decided. */
  | {
      readonly type: 'dispatch-mismatch'
      readonly requestId: string
      readonly decided: string
      readonly dispatched: string
    }
  /** A JSON body had not been parsed when the decision fell; said once. */
  | { readonly type: 'body-not-parsed'; readonly operation: string; readonly help: string }
  /** A response had to be limited to some of its fields and could not be. */
  | { readonly type: 'response-not-filtered'; readonly operation: string; readonly cause: string }
  /** Routes and document do not agree: every request is refused. */
  | { readonly type: 'routes-ambiguous'; readonly problems: readonly string[] }
  /** A token of an upstream issuer identified nobody; said once a minute for each reason. The caller is told nothing but 401. */
  | { readonly type: 'upstream-refused'; readonly issuer: string; readonly reason: UpstreamRefusal }
  /** A function of the application failed, or something the decision needs did. */
  | { readonly type: 'failure'; readonly requestId: string; readonly cause: unknown }
  | AccessLogEvent
  | MailEvent

/** A request was refused, or would have been in report mode. */
export interface RefusalEvent {
  readonly type: 'refused' | 'would-refuse'
  readonly requestId: string
  readonly code: ErrorCode
  readonly status: number
  readonly method: string
  /** The path, without the query; what looks like credentials is masked. */
  readonly target: string
  readonly operation: string | null
  readonly tenant: string | null
  readonly principal: string | null
  /** The decision's reason, where there was a decision. */
  readonly reason: string | null
}

/** The longest text of a caller's that an event repeats, in UTF-16 units. */
export const EVENT_TEXT_LENGTH = 200

/** What an instance does with events where the application takes none: refusals are an everyday thing, the rest is said on the console. */
export function logEvent(event: WardkitEvent): void {
  const line = describeEvent(event)
  if (line === undefined) return
  if (event.type === 'failure' || event.type === 'access-log-failing' || event.type === 'mail-failing')
    console.error(line, event.cause)
  else console.warn(line)
}

function describeEvent(event: WardkitEvent): string | undefined {
  switch (event.type) {
    case 'refused':
    case 'would-refuse':
      return undefined
    case 'warning':
      return `wardkit: ${event.message}`
    case 'report-mode':
      return 'wardkit: report mode is on: NOTHING IS ENFORCED'
    case 'unlisted-route':
      return `wardkit: \`${event.method} ${event.path}\` is in no OpenAPI document, so every request to it is refused`
    case 'dispatch-mismatch':
      return `wardkit: refused, as \`${event.decided}\` was decided and \`${event.dispatched}\` was about to run (request ${event.requestId})`
    case 'body-not-parsed':
      return `wardkit: the body of \`${event.operation}\` was not parsed before the decision: ${event.help}`
    case 'response-not-filtered':
      return `wardkit: the response of \`${event.operation}\` could not be limited to the fields allowed: ${event.cause}`
    case 'routes-ambiguous':
      return ['wardkit: every request is refused until routes and OpenAPI document agree:', ...event.problems].join(
        '\n  ',
      )
    case 'upstream-refused':
      return `wardkit: a token of \`${event.issuer}\` was refused (${event.reason}): ${UPSTREAM_REFUSALS[event.reason]}`
    case 'failure':
      return `wardkit: request ${event.requestId} was refused because something failed:`
    case 'access-log-failing':
      return 'wardkit: the access log cannot be written:'
    case 'mail-failing':
      return `wardkit: mail \`${event.mail}\` could not be sent and is tried again (${event.attempts} so far):`
    case 'mail-dropped':
      return `wardkit: mail \`${event.mail}\` was given up after ${event.attempts} attempts`
    case 'mail-held':
      return 'wardkit: there is no `mail` transport, so a mail waits for you at /wardkit/outbox'
    case 'access-log-dropped':
      return `wardkit: ${event.dropped} decisions are missing from the access log`
    default:
      return assertNever(event)
  }
}
