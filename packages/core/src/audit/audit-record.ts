import type { AuditDetails, AuditEntry } from '../identity/audit-entry.ts'
import type { Json } from '../model/json.ts'
import { boundText } from './bounded-text.ts'

/** One record of the audit log. Text is cut where it is too long, and then ends in `…(+n)`, `n` being what is missing, in UTF-16 units. */
export interface AuditRecord extends AuditEntry {
  /** Position in the log, from 1, without gaps. This, and not the time, is the order. */
  readonly sequence: number
  /** The revision that the change made. */
  readonly revision: number
}

/** The longest text of details that is kept, in UTF-16 units: more than most policies have. */
const TEXT_LENGTH = 16 * 1024

/** The longest details that are kept, in UTF-16 units of JSON. */
const DETAILS_LENGTH = 64 * 1024

const NAME_LENGTH = 255

/** An entry at its place in the log, everything in it bounded. */
export function placeAuditEntry(entry: AuditEntry, place: Pick<AuditRecord, 'sequence' | 'revision'>): AuditRecord {
  const { time, tenant, actor, action, target, requestId, address, details } = entry
  return {
    sequence: place.sequence,
    revision: place.revision,
    time,
    tenant,
    actor: { type: actor.type, id: actor.id },
    action,
    target:
      target === null ? null : { type: boundText(target.type, NAME_LENGTH), id: boundText(target.id, NAME_LENGTH) },
    requestId: requestId === null ? null : boundText(requestId, NAME_LENGTH),
    address: address === null ? null : boundText(address, NAME_LENGTH),
    details: boundDetails(details),
  }
}

function boundDetails(details: AuditDetails): AuditDetails {
  const bounded = boundJson(details) as AuditDetails
  const { length } = JSON.stringify(bounded)
  return length <= DETAILS_LENGTH ? bounded : { omitted: `details of ${length} characters` }
}

function boundJson(value: Json): Json {
  if (typeof value === 'string') return boundText(value, TEXT_LENGTH)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => boundJson(item))
  // `Object.fromEntries` defines own properties: a tag named `__proto__` stays one.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, boundJson(item)]))
}
