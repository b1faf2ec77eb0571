import { findUngranted } from './find-ungranted.ts'
import type { ApiKey, User } from './identity-store.ts'

/** Whether a key may still be used: neither revoked nor expired, and its creator is active and still holds all that it holds. */
export function isKeyInForce(key: ApiKey, creator: User | undefined, now: number): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now) && isCovered(key, creator)
}

/** Whether a key's creator is active and still holds all that the key holds. */
export function isCovered(key: ApiKey, creator: User | undefined): boolean {
  return creator?.status === 'active' && findUngranted(creator, key) === undefined
}
