import type { Clock } from '../util/clock.ts'
import type { AccessTokens, IssuedToken } from './access-tokens.ts'
import type { ActorContext } from './actor.ts'
import { assertMayEnter } from './assert-may-enter.ts'
import type { Administer } from './administration.ts'
import type { AuthenticatedBy, Person, Session, Store, TenantWriter, User, StoreWriter } from './identity-store.ts'
import { createKeyText, isSecretOf, parseKeyText } from './key-text.ts'
import { privilegesOf } from './privileges.ts'
import { toPrincipal } from './to-principal.ts'
import { readSessionLimits } from './tenant-settings.ts'
import type { Upkeep } from './upkeep.ts'

/** How long logins last. */
export interface SessionLimits {
  /** Unused for so long, a session ends; 30 minutes by default. */
  readonly idleSeconds: number
  /** However much it is used, a session ends; 12 hours by default. */
  readonly absoluteSeconds: number
}

/** The logins of one store. */
export interface Sessions {
  /** Begins a session. Whoever calls has seen that it is them. @throws WardkitError `ERR_FORBIDDEN` for a user or tenant that is not active */
  start(login: Login, context?: ActorContext): Promise<StartedSession>
  /**
   * Begins a browser's session for whom their tenant's identity provider vouches for, in the transaction of everything that rests on that. The
   * caller's record in the audit log tells of it.
   */
  startIn(
    writer: StoreWriter,
    login: Pick<Login, 'user' | 'agent'>,
    context?: ActorContext,
  ): Promise<Extract<StartedSession, { readonly kind: 'browser' }>>
  /** A new access token and a new refresh token for an old one. One that was used before ends the session: somebody else has it too. */
  refresh(text: string, context?: ActorContext): Promise<Refreshed | undefined>
  /**
   * Notes that the person of a session has proved again that it is them. A browser gets a new cookie, and whoever has a copy of the one before is out.
   * Undefined where the session has ended meanwhile.
   */
  renewProof(
    session: Pick<Session, 'id' | 'tenant'>,
    provedBy: AuthenticatedBy,
    context?: ActorContext,
  ): Promise<RenewedProof | undefined>
  /**
   * Gives a browser another cookie where its user's roles or tags are others than when it got the one it shows: whoever had a copy of that from before
   * does not come to hold more by it. The one before is good for some seconds, for requests under way. Undefined where it keeps what it has.
   */
  renewCookie(text: string): Promise<RenewedCookie | undefined>
  /** Ends a session of a user; every token of it is refused from now on. Whether it was there. */
  end(session: Pick<Session, 'id' | 'tenant' | 'user'>, context?: ActorContext): Promise<boolean>
  /** Those of a user that have not ended. */
  list(tenant: string, user: string): Promise<readonly SessionInfo[]>
}

export interface Login {
  readonly user: User
  readonly person: Person
  readonly kind: Session['kind']
  /** How the person has proved that it is them. */
  readonly authenticatedBy: AuthenticatedBy
  /** When they did; now when absent. */
  readonly authenticatedAt?: number
  /** The revision that was current before the user was read. */
  readonly revision: number
  /** How the program calls itself. */
  readonly agent?: string | null
}

/** What may be shown of a session. */
export type SessionInfo = Omit<Session, 'secretHash' | 'previousSecretHash' | 'previousExpiresAt' | 'privileges'>

export type StartedSession = SessionInfo &
  ({ readonly kind: 'browser'; readonly cookie: string } | ({ readonly kind: 'tokens' } & Refreshed))

/** What a browser is to be given, where the session is one's. */
export interface RenewedProof {
  readonly session: SessionInfo
  readonly cookie?: string
}

export interface RenewedCookie {
  readonly cookie: string
  readonly secondsLeft: number
}

export interface Refreshed extends IssuedToken {
  readonly refreshToken: string
}

export interface SessionsOptions {
  readonly store: Pick<Store, 'currentRevision' | 'findSession' | 'findPerson' | 'findTenant' | 'tenant'>
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly accessTokens: Pick<AccessTokens, 'issue'>
  readonly limits: SessionLimits
  /** How many sessions of one user go on at once. */
  readonly most: number
  readonly clock: Clock
}

const AGENT_LENGTH = 200

/** How long the cookie before is good, in milliseconds: what a page asks at once arrives within. */
const OVERLAP = 10_000

const NO_PREVIOUS = { previousSecretHash: null, previousExpiresAt: null } as const

/** Whether a session has not been used for too long, and has not lasted for too long. */
export function isSessionLive({ createdAt, usedAt, expiresAt }: Session, limits: SessionLimits, now: number): boolean {
  // A tenant may shorten what was promised when the session began.
  const endsAt = Math.min(expiresAt, createdAt + 1000 * limits.absoluteSeconds, usedAt + 1000 * limits.idleSeconds)
  return endsAt > now
}

/** Ends every session of a user, in the transaction of what ends them. */
export async function endSessions(writer: TenantWriter, user: string, at: number): Promise<void> {
  for (const { id } of await writer.listSessions(user)) await writer.deleteSession(id, at)
}

export function createSessions(options: SessionsOptions): Sessions {
  const { store, administer, upkeep, accessTokens, limits, most, clock } = options

  function issueToken(user: User, person: Person, session: string, revision: number): Promise<IssuedToken> {
    return accessTokens.issue({ principal: toPrincipal(user, person), session, revision })
  }

  async function end(
    { id, tenant, user }: Pick<Session, 'id' | 'tenant' | 'user'>,
    action: 'session.end' | 'session.reuse',
    context?: ActorContext,
  ) {
    const target = { type: 'session', id }
    const change = { action, tenant, target, details: (ended: boolean) => ({ user, ended }) } as const
    // Ended by who holds it, also when they may do nothing else any more.
    const { value } = await administer({ type: 'nobody' }, context).write(change, async (writer) => {
      const own = (await writer.findSession(id))?.user === user
      return own && writer.tenant(tenant).deleteSession(id, clock())
    })
    return value
  }

  /** Ends the sessions that were not used for longest, so that one more is not one too many. Answers how many. */
  async function makeRoom(writer: StoreWriter, { id, tenant }: Pick<User, 'id' | 'tenant'>): Promise<number> {
    const own = writer.tenant(tenant)
    const sessions = [...(await own.listSessions(id))].sort((a, b) => b.usedAt - a.usedAt)
    const displaced = sessions.slice(most - 1)
    for (const session of displaced) await own.deleteSession(session.id, clock())
    return displaced.length
  }

  function prepare(
    user: User,
    kind: Session['kind'],
    { authenticatedBy, authenticatedAt, agent = null }: Pick<Login, 'authenticatedBy' | 'authenticatedAt' | 'agent'>,
    { absoluteSeconds }: Pick<SessionLimits, 'absoluteSeconds'>,
    context?: ActorContext,
  ) {
    const now = clock()
    const { id, secretHash, text } = createKeyText(kind === 'browser' ? 'session' : 'refresh')
    const info: SessionInfo = {
      id,
      tenant: user.tenant,
      user: user.id,
      kind,
      createdAt: now,
      usedAt: now,
      expiresAt: now + 1000 * absoluteSeconds,
      authenticatedAt: authenticatedAt ?? now,
      authenticatedBy,
      provedBy: authenticatedBy,
      address: context?.address ?? null,
      agent: agent === null ? null : readAgent(agent),
    }
    return { info, secretHash, text }
  }

  return {
    async start({ user, person, kind, revision, ...login }, context) {
      const own = await readSessionLimits(store.tenant(user.tenant), limits)
      const { info, secretHash, text } = prepare(user, kind, login, own, context)
      const { id, authenticatedBy } = info
      const change = {
        action: 'session.start',
        tenant: user.tenant,
        target: { type: 'session', id },
        details: (displaced: number) => ({ kind, authenticatedBy, ...(displaced === 0 ? {} : { displaced }) }),
      } as const
      const actor = { type: 'user', id: user.id, tenant: user.tenant } as const
      await administer(actor, context).write(change, async (writer) => {
        await assertMayEnter(writer, user, authenticatedBy)
        const displaced = await makeRoom(writer, user)
        await writer.tenant(user.tenant).insertSession({ ...info, ...secretsOf(user, secretHash) })
        return displaced
      })
      if (kind === 'browser') return { ...info, kind, cookie: text }
      return { ...info, kind, ...(await issueToken(user, person, id, revision)), refreshToken: text }
    },

    async startIn(writer, { user, agent = null }, context) {
      const login = { authenticatedBy: 'connection', agent } as const
      const own = await readSessionLimits(writer.tenant(user.tenant), limits)
      const { info, secretHash, text } = prepare(user, 'browser', login, own, context)
      await makeRoom(writer, user)
      await writer.tenant(user.tenant).insertSession({ ...info, ...secretsOf(user, secretHash) })
      return { ...info, kind: 'browser', cookie: text }
    },

    async refresh(text, context) {
      const parsed = parseKeyText('refresh', text)
      const session = parsed === undefined ? undefined : await store.findSession(parsed.id)
      if (parsed === undefined || session?.kind !== 'tokens') return undefined
      const revision = await store.currentRevision()
      const user = await store.tenant(session.tenant).findUser(session.user)
      const person = user === undefined ? undefined : await store.findPerson(user.person)
      const tenant = await store.findTenant(session.tenant)
      if (user?.status !== 'active' || person === undefined || tenant?.status !== 'active') return undefined
      const now = clock()
      const next = createKeyText('refresh', session.id)
      const { value: outcome } = await upkeep(async (writer) => {
        const current = await writer.findSession(session.id)
        const own = await readSessionLimits(writer.tenant(session.tenant), limits)
        if (current === undefined || !isSessionLive(current, own, now)) return 'gone'
        if (!isSecretOf(parsed.secret, current.secretHash)) return 'reused'
        await writer.tenant(session.tenant).updateSession(session.id, { secretHash: next.secretHash, usedAt: now })
        return 'rotated'
      })
      if (outcome === 'reused') await end(session, 'session.reuse', context)
      if (outcome !== 'rotated') return undefined
      return { ...(await issueToken(user, person, session.id, revision)), refreshToken: next.text }
    },

    async renewProof({ id, tenant }, provedBy, context) {
      const now = clock()
      const target = { type: 'session', id }
      const change = { action: 'session.step-up', tenant, target, details: { authenticatedBy: provedBy } } as const
      const fresh = createKeyText('session', id)
      const { value } = await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        const current = await writer.findSession(id)
        const own = await readSessionLimits(writer.tenant(tenant), limits)
        if (current === undefined || !isSessionLive(current, own, now)) return undefined
        const isBrowser = current.kind === 'browser'
        // Whom an identity provider vouches for in one tenant goes no further by what they show besides, and ends with its session.
        const authenticatedBy = current.authenticatedBy === 'connection' ? 'connection' : provedBy
        const proof = { authenticatedAt: now, authenticatedBy, provedBy, usedAt: now }
        const user = await writer.tenant(tenant).findUser(current.user)
        const secrets = isBrowser && user !== undefined ? secretsOf(user, fresh.secretHash) : {}
        await writer.tenant(tenant).updateSession(id, { ...proof, ...secrets })
        // Whoever remembers the session reads it anew.
        if (isBrowser) await writer.tenant(tenant).revokePrincipal(id, now)
        return { ...current, ...proof }
      })
      if (value === undefined) return undefined
      const session = toInfo(value)
      return session.kind === 'browser' ? { session, cookie: fresh.text } : { session }
    },

    async renewCookie(text) {
      const parsed = parseKeyText('session', text)
      const session = parsed === undefined ? undefined : await store.findSession(parsed.id)
      if (parsed === undefined || session?.kind !== 'browser') return undefined
      const { id, tenant } = session
      const user = await store.tenant(tenant).findUser(session.user)
      if (user?.status !== 'active' || privilegesOf(user) === session.privileges) return undefined
      const now = clock()
      const fresh = createKeyText('session', id)
      const { value } = await upkeep(async (writer) => {
        const current = await writer.findSession(id)
        const own = await readSessionLimits(writer.tenant(tenant), limits)
        if (current === undefined || !isSessionLive(current, own, now)) return undefined
        // Of requests at once, one gets the new cookie; a copy that is itself about to end gets none.
        if (!isSecretOf(parsed.secret, current.secretHash)) return undefined
        const previous = { previousSecretHash: current.secretHash, previousExpiresAt: now + OVERLAP }
        await writer.tenant(tenant).updateSession(id, { ...secretsOf(user, fresh.secretHash), ...previous })
        // Whoever remembers the session reads it anew.
        await writer.tenant(tenant).revokePrincipal(id, now)
        return current
      })
      if (value === undefined) return undefined
      return { cookie: fresh.text, secondsLeft: Math.max(0, Math.floor((value.expiresAt - now) / 1000)) }
    },

    end: (session, context) => end(session, 'session.end', context),

    async list(tenant, user) {
      const now = clock()
      const sessions = await store.tenant(tenant).listSessions(user)
      const own = await readSessionLimits(store.tenant(tenant), limits)
      return sessions.filter((session) => isSessionLive(session, own, now)).map(toInfo)
    },
  }
}

function secretsOf(user: User, secretHash: string) {
  return { secretHash, ...NO_PREVIOUS, privileges: privilegesOf(user) }
}

function toInfo({ secretHash: _, previousSecretHash: __, previousExpiresAt: ___, privileges: ____, ...info }: Session) {
  return info satisfies SessionInfo
}

/** One line that every store can keep. */
function readAgent(agent: string): string {
  return agent
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, AGENT_LENGTH)
    .toWellFormed()
}
