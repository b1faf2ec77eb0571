import type { Principal } from '../model/principal.ts'
import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import type { Clock } from '../util/clock.ts'
import type { Authentication } from './authentication.ts'
import type { ApiKey, Store } from './identity-store.ts'
import { isCovered } from './key-in-force.ts'
import { isSecretOf, parseKeyText } from './key-text.ts'
import type { Upkeep } from './upkeep.ts'
import { createLru } from '../util/create-lru.ts'

export interface ApiKeyVerifierOptions {
  readonly store: Pick<Store, 'findApiKey' | 'tenant'>
  readonly upkeep: Upkeep
  readonly snapshots: Pick<Snapshots, 'find'>
  readonly clock: Clock
}

/**
 * Finds out whose an API key is, at a revision of the store or later.
 *
 * @throws WardkitError when the store or the snapshot cannot be had
 */
export type VerifyApiKey = (text: string, atLeast?: number) => Promise<Authentication>

/** Keys remembered between requests. */
const REMEMBERED_KEYS = 10_000

/** How often a key's use is written down, in milliseconds. */
const USE_INTERVAL = 60_000

interface KnownKey {
  readonly key: ApiKey
  /** Whether its creator is active and still holds all that the key holds. */
  readonly isCovered: boolean
  readonly principal: Principal
  /** The tenant's revision it was read at or after. Revoking a key and changing its creator raise it. */
  readonly revision: number
  /** Null: never. */
  usedAt: number | null
}

/** Verifies API keys, reading each from the store once per revision of its tenant. */
export function createApiKeyVerifier({ store, upkeep, snapshots, clock }: ApiKeyVerifierOptions): VerifyApiKey {
  // Keyed by the public id: the secret is hashed and compared on every request.
  const remembered = createLru<string, KnownKey>(REMEMBERED_KEYS)

  async function read(id: string, snapshot: Snapshot): Promise<KnownKey | undefined> {
    const known = remembered.get(id)
    if (known?.revision === snapshot.revision) return known
    // INVARIANT: the snapshot came first, so what is read now is at its revision or later.
    const key = await store.findApiKey(id)
    if (key?.tenant !== snapshot.tenant) return undefined
    const creator = await store.tenant(key.tenant).findUser(key.createdBy)
    const principal: Principal = { type: 'apiKey', id: key.id, tenant: key.tenant, roles: key.roles, tags: key.tags }
    const usedAt = Math.max(key.lastUsedAt ?? 0, known?.usedAt ?? 0) || null
    const fresh = { key, isCovered: isCovered(key, creator), principal, revision: snapshot.revision, usedAt }
    remembered.set(id, fresh)
    return fresh
  }

  /** Beside the request, which does not wait. */
  function noteUse({ tenant, id }: ApiKey, usedAt: number): void {
    // Unwritten, it merely seems to have been used less lately.
    upkeep((writer) => writer.tenant(tenant).noteApiKeyUse(id, usedAt)).catch(() => undefined)
  }

  return async (text, atLeast) => {
    const parsed = parseKeyText('apiKey', text)
    if (parsed === undefined) return unidentified('malformed')
    const tenant = remembered.get(parsed.id)?.key.tenant ?? (await store.findApiKey(parsed.id))?.tenant
    if (tenant === undefined) return unidentified('invalid')
    const snapshot = await snapshots.find(tenant, atLeast)
    const known = snapshot === undefined ? undefined : await read(parsed.id, snapshot)
    const now = clock()
    // The secret comes before everything else: who does not know it learns nothing of the key.
    if (known === undefined || !isSecretOfKey(parsed.secret, known.key, now)) return unidentified('invalid')
    if (snapshot?.status !== 'active' || known.key.revokedAt !== null || !known.isCovered)
      return unidentified('revoked')
    if (known.key.expiresAt !== null && known.key.expiresAt <= now) return unidentified('expired')
    if (known.usedAt === null || now - known.usedAt >= USE_INTERVAL) {
      known.usedAt = now
      noteUse(known.key, now)
    }
    const standsOn = [{ tenant: known.key.tenant, names: [known.key.createdBy] }]
    const ends = known.key.expiresAt === null ? {} : { expiresAt: known.key.expiresAt }
    return { status: 'identified', principal: known.principal, standsOn, ...ends }
  }
}

/** Whether it is the key's secret or, for as long as that is still good, the one before. Both are compared, whichever fits. */
function isSecretOfKey(secret: string, key: ApiKey, now: number): boolean {
  const { secretHash, previousSecretHash, previousExpiresAt } = key
  const isCurrent = isSecretOf(secret, secretHash)
  const isPrevious = previousSecretHash !== null && isSecretOf(secret, previousSecretHash)
  return isCurrent || (isPrevious && previousExpiresAt !== null && now < previousExpiresAt)
}

function unidentified(reason: 'malformed' | 'invalid' | 'expired' | 'revoked'): Authentication {
  return { status: 'unidentified', reason }
}
