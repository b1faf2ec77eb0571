import type { Tags } from '../model/tags.ts'

/** Who may assume one role of a tenant, and for how long. */
export interface RoleTrust {
  /** The role's. */
  readonly tenant: string
  readonly role: string
  /** Whoever fits one of them may assume it. */
  readonly entries: readonly TrustEntry[]
  /** Keys of tags that whoever assumes the role may add. */
  readonly sessionTags: readonly string[]
  readonly maxDurationSeconds: number
  /** Raised by every change; the first is 1. */
  readonly version: number
  readonly updatedAt: number
}

/** Principals of one tenant who may assume a role. */
export interface TrustEntry {
  readonly id: string
  /** Whose principals they are. */
  readonly tenant: string
  /** One of them: the id of a user, an API key or an assumed role; null: any. */
  readonly principal: string | null
  /** Those who hold, of every key, one of the values. */
  readonly tags: Tags
  /** SHA-256 of what they must name besides, base64url; null: nothing. */
  readonly externalIdHash: string | null
}

/** Reads of trust, of a store. */
export interface TrustLookup {
  /** What trusts principals of a tenant, at most 1,000, by role and tenant. */
  listTrustsIn(trusted: string): Promise<readonly RoleTrust[]>
}

/** Reads of a tenant's trust. */
export interface TrustReader {
  findTrust(role: string): Promise<RoleTrust | undefined>
}

/** Writes of a tenant's trust. */
export interface TrustWriter {
  /**
   * Says who may assume a role. Whoever has assumed it must assume it anew.
   * @throws WardkitError `ERR_NOT_FOUND` for a role or a tenant that is not there; `ERR_CONFLICT` when `expectedVersion` is not its version (0: there is none)
   */
  putTrust(
    trust: Omit<RoleTrust, 'version' | 'updatedAt'>,
    expectedVersion: number | undefined,
    at: number,
  ): Promise<void>
}
