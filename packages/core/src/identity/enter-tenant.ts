import type { ActorContext } from './actor.ts'
import type { FactorMethod, Factors } from './factors.ts'
import type { AuthenticatedBy, Person, Session, Store, Tenant, User } from './identity-store.ts'
import type { LoginSoFar, OneTimeCodes } from './one-time-codes.ts'
import type { Sessions, StartedSession } from './sessions.ts'
import type { FindTenantSecurity } from './tenant-security.ts'
import type { Upkeep } from './upkeep.ts'

/** A login, as far as it has come. */
export interface Entry {
  readonly person: Person
  /** Id or slug of the tenant to enter, where one was named. */
  readonly tenant: string | undefined
  readonly kind: Session['kind']
  readonly agent: string | null
  /** The revision that was current before anything that the session rests on was read. */
  readonly revision: number
}

export type LoginResult =
  | {
      readonly status: 'loggedIn'
      readonly person: Person
      readonly tenant: Tenant
      readonly user: User
      readonly session: StartedSession
    }
  /**
   * What was shown is right, and the person is user of several tenants: ask which. With a challenge the login goes on from here; without one the person
   * logs in again.
   */
  | { readonly status: 'tenantNeeded'; readonly tenants: readonly Tenant[]; readonly challenge?: string }
  /** The password was right, and more is needed: a second factor of the person's, or one that they have still to enrol. */
  | {
      readonly status: 'factorNeeded'
      readonly challenge: string
      readonly methods: readonly FactorMethod[]
      readonly enroll: boolean
    }
  /** Wrong e-mail, wrong password, no place in the tenant, a disabled user, a suspended tenant: nobody is told which. */
  | { readonly status: 'refused' }

/** The last part of every login: from who somebody is to their session, by way of everything that is asked for besides. */
export interface EnterTenant {
  /** Goes on after a password was right: who has a second factor is asked for it. */
  afterPassword(entry: Entry, context?: ActorContext): Promise<LoginResult>
  /** Goes on after a second factor, or a passkey that stands for both. */
  afterSecondFactor(entry: Entry, context?: ActorContext): Promise<LoginResult>
}

export interface EnterTenantOptions {
  readonly store: Pick<Store, 'listUsersOfPerson' | 'findTenant'>
  readonly upkeep: Upkeep
  readonly codes: Pick<OneTimeCodes, 'issue'>
  readonly factors: Pick<Factors, 'methodsOf'>
  readonly findSecurity: FindTenantSecurity
  readonly sessions: Pick<Sessions, 'start'>
}

/** How long a login may take from one step to the next, in seconds. */
const STEP_SECONDS = 5 * 60

export function createEnterTenant(options: EnterTenantOptions): EnterTenant {
  const { store, upkeep, codes, factors, findSecurity, sessions } = options

  /** The places that can be entered now. */
  async function listPlaces({ person, tenant: named }: Entry) {
    const users = (await store.listUsersOfPerson(person.id)).filter((user) => user.status === 'active')
    const places = await Promise.all(users.map(async (user) => ({ user, tenant: await store.findTenant(user.tenant) })))
    return places.flatMap(({ user, tenant }) =>
      tenant?.status === 'active' && (named === undefined || tenant.id === named || tenant.slug === named)
        ? [{ user, tenant }]
        : [],
    )
  }

  async function issue(
    purpose: 'second-factor' | 'factor-enrolment' | 'tenant-choice',
    { person, tenant, kind }: Entry,
  ): Promise<string> {
    const data: LoginSoFar = { person: person.id, tenant: tenant ?? null, kind }
    const code = { purpose, subject: person.id, data, lifetimeSeconds: STEP_SECONDS }
    return (await upkeep((writer) => codes.issue(writer, code))).value
  }

  async function enter(
    entry: Entry,
    places: Awaited<ReturnType<typeof listPlaces>>,
    authenticatedBy: AuthenticatedBy,
    context: ActorContext | undefined,
  ): Promise<LoginResult> {
    const [place, ...others] = places
    if (place === undefined) return { status: 'refused' }
    const isComplete = authenticatedBy === 'secondFactor'
    if (others.length > 0) {
      const tenants = places.map(({ tenant }) => tenant)
      if (!isComplete) return { status: 'tenantNeeded', tenants }
      return { status: 'tenantNeeded', tenants, challenge: await issue('tenant-choice', entry) }
    }
    if (!isComplete && (await findSecurity(place.tenant.id)).secondFactor === 'required') {
      const challenge = await issue('factor-enrolment', { ...entry, tenant: place.tenant.id })
      return { status: 'factorNeeded', challenge, methods: ['passkey', 'totp'], enroll: true }
    }
    const { person, kind, agent, revision } = entry
    const session = await sessions.start({ user: place.user, person, kind, agent, revision, authenticatedBy }, context)
    return { status: 'loggedIn', person, ...place, session }
  }

  return {
    async afterPassword(entry, context) {
      const places = await listPlaces(entry)
      if (places.length === 0) return { status: 'refused' }
      const methods = await factors.methodsOf(entry.person.id)
      if (methods.length === 0) return enter(entry, places, 'password', context)
      return { status: 'factorNeeded', challenge: await issue('second-factor', entry), methods, enroll: false }
    },

    async afterSecondFactor(entry, context) {
      return enter(entry, await listPlaces(entry), 'secondFactor', context)
    },
  }
}
