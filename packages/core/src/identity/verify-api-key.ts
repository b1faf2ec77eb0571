import type { Principal } from '../model/principal.ts'
import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import type { Clock } from '../util/clock.ts'
import type { Authentication } from './authentication.ts'
import type { ApiKey, Store } from './identity-store.ts'
import { isCovered } from './key-in-force.ts'
import { isSecretOf, parseKeyText } from './key-text.ts'
import { createLru } from '../util/create-lru.ts'

export interface ApiKeyVerifierOptions {
  readonly store: Pick<Store, 'findApiKey' | 'tenant'>
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

interface KnownKey {
  readonly key: ApiKey
  /** Whether its creator is active and still holds all that the key holds. */
  readonly isCovered: boolean
  readonly principal: Principal
  /** The tenant's revision it was read at or after. Revoking a key and changing its creator raise it. */
  readonly revision: number
}

/** Verifies API keys, reading each from the store once per revision of its tenant. */
export function createApiKeyVerifier({ store, snapshots, clock }: ApiKeyVerifierOptions): VerifyApiKey {
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
    const fresh = { key, isCovered: isCovered(key, creator), principal, revision: snapshot.revision }
    remembered.set(id, fresh)
    return fresh
  }

  return async (text, atLeast) => {
    const parsed = parseKeyText('apiKey', text)
    if (parsed === undefined) return unidentified('malformed')
    const tenant = remembered.get(parsed.id)?.key.tenant ?? (await store.findApiKey(parsed.id))?.tenant
    if (tenant === undefined) return unidentified('invalid')
    const snapshot = await snapshots.find(tenant, atLeast)
    const known = snapshot === undefined ? undefined : await read(parsed.id, snapshot)
    // The secret comes before everything else: who does not know it learns nothing of the key.
    if (known === undefined || !isSecretOf(parsed.secret, known.key.secretHash)) return unidentified('invalid')
    if (snapshot?.status !== 'active' || known.key.revokedAt !== null || !known.isCovered)
      return unidentified('revoked')
    if (known.key.expiresAt !== null && known.key.expiresAt <= clock()) return unidentified('expired')
    return { status: 'identified', principal: known.principal }
  }
}

function unidentified(reason: 'malformed' | 'invalid' | 'expired' | 'revoked'): Authentication {
  return { status: 'unidentified', reason }
}
