import type { Tags } from './tags.ts'

/**
 * What kind of thing calls: a person's place in a tenant; a key; a role somebody assumed, which is then of the role's tenant and has its id; or
 * somebody whom an upstream issuer vouches for, of whom nothing is kept.
 */
export type PrincipalType = 'user' | 'apiKey' | 'assumedRole' | 'upstream'

/** Who a request is decided for. Everything here was resolved when the principal was authenticated. */
export interface Principal {
  readonly type: PrincipalType
  readonly id: string
  readonly tenant: string
  /** Ids of every role held. */
  readonly roles: readonly string[]
  readonly tags: Tags
  /** Lower-case, and present only when verified. */
  readonly email?: string
  /** Of an assumed role: who assumed it. It is for the record, and decides nothing. */
  readonly assumedBy?: AssumedBy
}

/** Who assumed a role, and in turn through which other one. */
export type AssumedBy = Pick<Principal, 'type' | 'id' | 'tenant' | 'assumedBy'>

/** How many roles were assumed, one through the other, to become a principal. */
export function countAssumed({ assumedBy }: Pick<Principal, 'assumedBy'>): number {
  return assumedBy === undefined ? 0 : 1 + countAssumed(assumedBy)
}
