import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import { canonicalEmail } from './canonical-email.ts'
import type { Person, Session, Store, Tenant, User } from './identity-store.ts'
import type { Passwords } from './passwords.ts'
import { isStoreFailure } from './store-failure.ts'
import type { Sessions, StartedSession } from './sessions.ts'
import type { Upkeep } from './upkeep.ts'

export interface LoginOptions {
  readonly store: Pick<
    Store,
    'currentRevision' | 'findPersonByEmail' | 'findPasswordHash' | 'listUsersOfPerson' | 'findTenant'
  >
  readonly upkeep: Upkeep
  readonly passwords: Pick<Passwords, 'verify' | 'hash'>
  readonly sessions: Pick<Sessions, 'start'>
  readonly clock: Clock
}

export interface LoginInput {
  readonly email: string
  readonly password: string
  /** Id or slug of the tenant to enter, for a person who is user of several. */
  readonly tenant?: string | undefined
  /** What the login is to begin; `tokens` when absent. */
  readonly kind?: Session['kind'] | undefined
  /** How the program calls itself. */
  readonly agent?: string | undefined
}

export type LoginResult =
  | { readonly status: 'loggedIn'; readonly tenant: Tenant; readonly user: User; readonly session: StartedSession }
  /** The password was right, and the person is user of several tenants: ask which. */
  | { readonly status: 'tenantNeeded'; readonly tenants: readonly Tenant[] }
  /** Wrong e-mail, wrong password, no place in the tenant, a disabled user, a suspended tenant: nobody is told which. */
  | { readonly status: 'refused' }

/** Logs a person in with e-mail and password. @throws WardkitError `ERR_OVERLOADED`, or when the store cannot be had */
export type LogIn = (input: LoginInput, context?: ActorContext) => Promise<LoginResult>

/** Stands for a person who is not there, so that the same reads are made for one. */
const NOBODY = 'per_nobody'

/** Password login. An unknown e-mail costs the reads and the hash that a known one with a wrong password costs. */
export function createLogin({ store, upkeep, passwords, sessions, clock }: LoginOptions): LogIn {
  return async ({ email, password, tenant, kind = 'tokens', agent }, context) => {
    // INVARIANT: the revision comes before everything the token will rest on. A change in between makes the token stale, never fresh.
    const revision = await store.currentRevision()
    const person = await findPerson(email)
    const stored = await store.findPasswordHash(person?.id ?? NOBODY)
    const { matches, outdated } = await passwords.verify(password, stored)
    if (!matches || person === undefined) return { status: 'refused' }
    if (outdated) await rehash(person, password, stored)

    const places = (await listPlaces(person)).filter((place) => tenant === undefined || isNamed(place.tenant, tenant))
    const [place, ...others] = places
    if (place === undefined) return { status: 'refused' }
    if (others.length > 0) return { status: 'tenantNeeded', tenants: places.map(({ tenant }) => tenant) }
    const login = {
      user: place.user,
      person,
      kind,
      revision,
      agent: agent ?? null,
      authenticatedBy: 'password',
    } as const
    const session = await sessions.start(login, context)
    return { status: 'loggedIn', ...place, session }
  }

  async function findPerson(email: string): Promise<Person | undefined> {
    // What is no address is looked up all the same: it finds nobody, in the same time.
    return store.findPersonByEmail(canonicalEmail(email) ?? NOBODY)
  }

  /** The places that can be entered now. */
  async function listPlaces(person: Person): Promise<{ readonly tenant: Tenant; readonly user: User }[]> {
    const users = (await store.listUsersOfPerson(person.id)).filter((user) => user.status === 'active')
    const places = await Promise.all(users.map(async (user) => ({ user, tenant: await store.findTenant(user.tenant) })))
    return places.flatMap(({ user, tenant }) => (tenant?.status === 'active' ? [{ user, tenant }] : []))
  }

  async function rehash(person: Person, password: string, verified: string | undefined): Promise<void> {
    const hash = await passwords.hash(password)
    try {
      await upkeep(async (writer) => {
        // A password changed meanwhile must not be changed back.
        if ((await writer.findPasswordHash(person.id)) === verified)
          await writer.putPasswordHash(person.id, hash, clock())
      })
    } catch (error) {
      // The old hash still verifies, and the next login tries again.
      if (!isStoreFailure(error)) throw error
    }
  }
}

function isNamed(tenant: Tenant, name: string): boolean {
  return tenant.id === name || tenant.slug === name
}
