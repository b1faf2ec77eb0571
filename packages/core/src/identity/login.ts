import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import { canonicalEmail } from './canonical-email.ts'
import type { EnterTenant, LoginResult } from './enter-tenant.ts'
import type { Person, Session, Store } from './identity-store.ts'
import type { Passwords } from './passwords.ts'
import { isStoreFailure } from '../errors/store-failure.ts'
import type { Upkeep } from './upkeep.ts'

export interface LoginOptions {
  readonly store: Pick<Store, 'currentRevision' | 'findPersonByEmail' | 'findPasswordHash'>
  readonly upkeep: Upkeep
  readonly passwords: Pick<Passwords, 'verify' | 'hash'>
  readonly enter: Pick<EnterTenant, 'afterPassword'>
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

/** Logs a person in with e-mail and password. @throws WardkitError `ERR_OVERLOADED`, or when the store cannot be had */
export type LogIn = (input: LoginInput, context?: ActorContext) => Promise<LoginResult>

/** Stands for a person who is not there, so that the same reads are made for one. */
const NOBODY = 'per_nobody'

/** Password login. An unknown e-mail costs the reads and the hash that a known one with a wrong password costs. */
export function createLogin({ store, upkeep, passwords, enter, clock }: LoginOptions): LogIn {
  return async ({ email, password, tenant, kind = 'tokens', agent }, context) => {
    // INVARIANT: the revision comes before everything the token will rest on. A change in between makes the token stale, never fresh.
    const revision = await store.currentRevision()
    const person = await findPerson(email)
    const stored = await store.findPasswordHash(person?.id ?? NOBODY)
    const { matches, outdated } = await passwords.verify(password, stored)
    if (!matches || person === undefined) return { status: 'refused' }
    if (outdated) await rehash(person, password, stored)

    return enter.afterPassword({ person, tenant, kind, agent: agent ?? null, revision }, context)
  }

  async function findPerson(email: string): Promise<Person | undefined> {
    // What is no address is looked up all the same: it finds nobody, in the same time.
    return store.findPersonByEmail(canonicalEmail(email) ?? NOBODY)
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
