import type { Tags } from './tags.ts'

/** What kind of thing calls: a person's place in a tenant, a key, or a role somebody assumed. */
export type PrincipalType = 'user' | 'apiKey' | 'assumedRole'

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
}
