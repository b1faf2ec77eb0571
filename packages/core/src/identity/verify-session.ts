import type { Principal } from '../model/principal.ts'
import type { Snapshot, Snapshots } from '../tenancy/snapshot.ts'
import type { Clock } from '../util/clock.ts'
import type { Authentication } from './authentication.ts'
import type { Session, Store } from './identity-store.ts'
import { isSecretOf, parseKeyText } from './key-text.ts'
import { isSessionLive, type SessionLimits } from './sessions.ts'
import { readSessionLimits } from './tenant-settings.ts'
import { toPrincipal } from './to-principal.ts'
import type { Upkeep } from './upkeep.ts'
import { createLru } from '../util/create-lru.ts'

export interface SessionVerifierOptions {
  readonly store: Pick<Store, 'findSession' | 'findPerson' | 'tenant'>
  readonly upkeep: Upkeep
  readonly snapshots: Pick<Snapshots, 'find'>
  readonly limits: SessionLimits
  readonly clock: Clock
}

/** Finds out whose a browser's session is. @throws WardkitError when the store or the snapshot cannot be had */
export type VerifySession = (text: string, atLeast?: number) => Promise<Authentication>

/** Sessions remembered between requests. */
const REMEMBERED_SESSIONS = 100_000

/** How often a session's use is written down, in milliseconds. */
const USE_INTERVAL = 60_000

interface KnownSession {
  readonly session: Session
  readonly principal: Principal | undefined
  /** Of its tenant. */
  readonly limits: SessionLimits
  /** The tenant's revision it was read at or after. Ending a session and changing its user raise it. */
  readonly revision: number
  usedAt: number
}

/** Verifies sessions of browsers, reading each from the store once per revision of its tenant. */
export function createSessionVerifier(options: SessionVerifierOptions): VerifySession {
  const { store, upkeep, snapshots, limits, clock } = options
  // Keyed by the public id: the secret is hashed and compared on every request.
  const remembered = createLru<string, KnownSession>(REMEMBERED_SESSIONS)

  async function read(id: string, snapshot: Snapshot): Promise<KnownSession | undefined> {
    const known = remembered.get(id)
    if (known?.revision === snapshot.revision) return known
    // INVARIANT: the snapshot came first, so what is read now is at its revision or later.
    const session = await store.findSession(id)
    if (session?.tenant !== snapshot.tenant) return undefined
    const user = await store.tenant(session.tenant).findUser(session.user)
    const person = user === undefined ? undefined : await store.findPerson(user.person)
    const principal = user?.status === 'active' && person !== undefined ? toPrincipal(user, person) : undefined
    const usedAt = Math.max(session.usedAt, known?.usedAt ?? 0)
    const own = await readSessionLimits(store.tenant(session.tenant), limits)
    const fresh = { session, principal, limits: own, revision: snapshot.revision, usedAt }
    remembered.set(id, fresh)
    return fresh
  }

  function noteUse({ session }: KnownSession, usedAt: number): void {
    const written = upkeep(async (writer) => {
      // It may have been ended meanwhile.
      if ((await writer.findSession(session.id)) !== undefined)
        await writer.tenant(session.tenant).updateSession(session.id, { usedAt })
    })
    // Unwritten, the session merely seems to have been idle for longer, to other processes.
    written.catch(() => undefined)
  }

  return async (text, atLeast) => {
    const parsed = parseKeyText('session', text)
    if (parsed === undefined) return unidentified('malformed')
    const tenant = remembered.get(parsed.id)?.session.tenant ?? (await store.findSession(parsed.id))?.tenant
    if (tenant === undefined) return unidentified('invalid')
    const snapshot = await snapshots.find(tenant, atLeast)
    const known = snapshot === undefined ? undefined : await read(parsed.id, snapshot)
    // The secret comes before everything else: who does not know it learns nothing of the session.
    if (known?.session.kind !== 'browser' || !isCurrentSecret(parsed.secret, known.session, clock()))
      return unidentified('invalid')
    if (snapshot?.status !== 'active' || known.principal === undefined) return unidentified('revoked')
    const now = clock()
    if (!isSessionLive({ ...known.session, usedAt: known.usedAt }, known.limits, now)) return unidentified('expired')
    if (now - known.usedAt >= USE_INTERVAL) {
      known.usedAt = now
      noteUse(known, now)
    }
    const { expiresAt } = known.session
    return { status: 'identified', principal: known.principal, session: parsed.id, expiresAt }
  }
}

/** Whether a secret is the session's, or the one before it and not for too long. */
function isCurrentSecret(secret: string, session: Session, now: number): boolean {
  if (isSecretOf(secret, session.secretHash)) return true
  const { previousSecretHash: previous, previousExpiresAt: until } = session
  return previous !== null && until !== null && now < until && isSecretOf(secret, previous)
}

function unidentified(reason: 'malformed' | 'invalid' | 'expired' | 'revoked'): Authentication {
  return { status: 'unidentified', reason }
}
