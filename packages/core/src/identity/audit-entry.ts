import type { Json } from '../model/json.ts'
import type { PrincipalType } from '../model/principal.ts'
import type { AuditAction } from './audit-action.ts'

/** One change, as it is handed to the store in the transaction that makes it. */
export interface AuditEntry {
  /** Milliseconds since 1970, by the clock of the process that made the change. */
  readonly time: number
  /** Whose change it is; null for what is of no tenant. */
  readonly tenant: string | null
  readonly actor: AuditActor
  readonly action: AuditAction
  readonly target: AuditTarget | null
  /** Of the request that asked for it, where one did. */
  readonly requestId: string | null
  /** The network address it was asked from. */
  readonly address: string | null
  /** What changed, without passwords, tokens, codes and keys. */
  readonly details: AuditDetails
}

/** Who made a change. */
export interface AuditActor {
  /** `application`: the host's own code; `nobody`: a caller who was not known yet. */
  readonly type: PrincipalType | 'application' | 'operator' | 'nobody'
  readonly id: string | null
}

/** What a change was about. */
export interface AuditTarget {
  readonly type: string
  readonly id: string
}

export type AuditDetails = Readonly<Record<string, Json>>

/** One record of the audit log as a store keeps it. */
export interface AuditRow {
  /** Position in the log, from 1, without gaps. */
  readonly sequence: number
  /** SHA-256 over the hash before and the record, in hex. */
  readonly hash: string
  /** One line of JSON. */
  readonly record: string
}

/** Where the audit log begins and ends. */
export interface AuditEnds {
  /** What the first record follows. */
  readonly base: Omit<AuditRow, 'record'>
  /** The last record; the base while there is none. */
  readonly head: Omit<AuditRow, 'record'>
}

/** Which records are meant; what is absent narrows nothing. */
export interface AuditFilter {
  readonly tenant?: string
  /** Milliseconds since 1970, inclusive. */
  readonly from?: number
  /** Milliseconds since 1970, exclusive. */
  readonly to?: number
  /** An actor's id. */
  readonly actor?: string
  readonly action?: AuditAction
  /** A target, or all of a type. */
  readonly target?: { readonly type: string; readonly id?: string }
}

/** A run of sequences, both ends included, and how many records of it at most. */
export interface AuditWindow {
  readonly first: number
  readonly last: number
  readonly order: 'oldest' | 'newest'
  readonly limit: number
}
