import type { Snapshot } from '../tenancy/snapshot.ts'

/**
 * What credentials stand on besides the principal itself: they are good only while the tenant is active, and none of what is named in it was
 * revoked after they were issued.
 */
export interface Footing {
  readonly tenant: string
  /** Ids of principals, roles and sessions. */
  readonly names: readonly string[]
}

/**
 * Whether it still holds.
 * @param snapshot of its tenant; undefined where there is none
 * @param revision at which what stands on it was resolved
 */
export function isFirm({ names }: Footing, snapshot: Snapshot | undefined, revision: number): boolean {
  return snapshot?.status === 'active' && names.every((name) => (snapshot.revocations.get(name) ?? 0) <= revision)
}
