import { createMemoryStore } from '../store/memory/index.ts'
import { readTags, type TagInput } from '../model/tags.ts'
import type { Snapshots } from '../tenancy/snapshot.ts'
import type { Store, User } from './identity-store.ts'
import { createSecret } from './secret.ts'
import { createSigningKeys, type SigningKeysOptions } from './signing-keys.ts'
import { createAccessTokens, type AccessTokens, type AccessTokensOptions } from './access-tokens.ts'
import { createAdministration } from './administration.ts'
import { createEnterTenant } from './enter-tenant.ts'
import { createFactors } from './factors.ts'
import { createOneTimeCodes } from './one-time-codes.ts'
import { createPasskeyCeremonies } from './passkey-ceremonies.ts'
import { createFindPasswordRules } from './password-rules.ts'
import { createFindTenantSecurity } from './tenant-security.ts'
import { createPasswords } from './passwords.ts'
import { createApiKeys } from './api-keys.ts'
import type { VerifyUpstream } from './authentication.ts'
import { createAuthenticator } from './authenticator.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createUpkeep } from './upkeep.ts'
import { createSessionVerifier } from './verify-session.ts'
import { createUsers } from './users.ts'
import { createApiKeyVerifier } from './verify-api-key.ts'

export const ISSUER = 'https://app.example/wardkit'
export const AUDIENCE = 'ehr'
export const START = Date.UTC(2030, 0, 1)
export const DAY = 24 * 60 * 60 * 1000
export const SECRET = createSecret('a secret for tests that is long enough')
export const PASSWORD = 'seven green kettles'

/** A clock that moves when told. */
export function createTestClock(start = START): { (): number; advance(milliseconds: number): void } {
  let now = start
  return Object.assign(() => now, { advance: (milliseconds: number) => void (now += milliseconds) })
}

/** The administration that the application's own code has. */
export const byApplication = (store: Store, clock: () => number) =>
  createAdministration({ store, clock })({ type: 'application' })

/** Real argon2id, at a price a test can pay. */
export const cheapPasswords = () => createPasswords({ parameters: { memoryKib: 64, passes: 1, lanes: 1 } })

/** What `Snapshots` says of tenants, straight from the store: no policies, nothing remembered. */
export function snapshotsOf(store: Store): Snapshots {
  return {
    revision: 0,
    async find(id) {
      const record = await store.findTenantRecord(id)
      if (record === undefined) return undefined
      return {
        tenant: id,
        status: record.status,
        revision: record.revisions.policies,
        resourcesRevision: record.revisions.resources,
        linksRevision: record.revisions.links,
        policies: {
          shared: [],
          findRole: () => undefined,
          roleIds: () => [],
          serviceOf: () => undefined,
          templates: new Map(),
        },
        revocations: new Map(record.revocations.map(({ principal, revision }) => [principal, revision])),
      }
    },
  }
}

/** A store with tenants `tnt_a` (slug `acme`) and `tnt_b` (slug `bolt`). */
export async function createTenants(): Promise<Store> {
  const store = createMemoryStore()
  await store.write(async (writer) => {
    for (const [id, slug] of [
      ['tnt_a', 'acme'],
      ['tnt_b', 'bolt'],
    ] as const) {
      await writer.insertTenant({ id, slug, name: slug, status: 'active', createdAt: START })
    }
  })
  return store
}

/** A person and a user in `tenant`, both named after `name`. */
export async function addUser(store: Store, tenant: string, name: string, over: Partial<User> = {}): Promise<User> {
  const email = `${name}@example.com`
  const known = await store.findPersonByEmail(email)
  const person = known ?? { id: `per_${name}`, email, emailVerifiedAt: START, createdAt: START }
  const user: User = {
    id: `usr_${name}_${tenant.slice(-1)}`,
    tenant,
    person: person.id,
    name,
    status: 'active',
    roles: ['member'],
    tags: tags({ function: 'doctors' }),
    createdAt: START,
    ...over,
  }
  await store.write(async (writer) => {
    if (known === undefined) await writer.insertPerson(person)
    await writer.tenant(tenant).insertUser(user)
  })
  return user
}

export const tags = (input: TagInput) => readTags(input).tags

export function createKeysAndTokens(
  store: Store,
  clock: () => number,
  over: Partial<SigningKeysOptions> & Partial<AccessTokensOptions> = {},
) {
  const administration = byApplication(store, clock)
  const keys = createSigningKeys({ store, administration, secret: SECRET, clock, monotonicNow: clock, ...over })
  return { keys, accessTokens: createAccessTokens({ keys, issuer: ISSUER, audience: AUDIENCE, clock, ...over }) }
}

export const LIMITS = { idleSeconds: 30 * 60, absoluteSeconds: 12 * 60 * 60 }

/** The sessions of a store, whose tokens the authenticator takes. */
export function createSessionsOver(store: Store, clock: () => number, accessTokens: Pick<AccessTokens, 'issue'>) {
  const administer = createAdministration({ store, clock })
  return createSessions({
    store,
    administer,
    upkeep: createUpkeep(store),
    accessTokens,
    limits: LIMITS,
    most: 100,
    clock,
  })
}

/** The rules of passwords in a store whose application leaves them as they are. */
export function passwordRulesOver(store: Store) {
  return createFindPasswordRules({ store, policy: {}, findSecurity: createFindTenantSecurity(store) })
}

/** The way into tenants that ask for nothing besides a password, of persons without second factors but for those that the store has. */
export function createEnterOver(store: Store, clock: () => number, sessions: Pick<Sessions, 'start'>) {
  const codes = createOneTimeCodes({ store, clock })
  const ceremonies = createPasskeyCeremonies({ id: 'app.example', name: 'EHR', origins: ['https://app.example'] })
  const factors = createFactors({ store, ceremonies, secret: SECRET, clock })
  const findSecurity = createFindTenantSecurity(store)
  return createEnterTenant({ store, upkeep: createUpkeep(store), codes, factors, findSecurity, sessions })
}

/** Everything that authenticates, over two tenants and the user `ada` of the first. */
export async function createIdentity() {
  const clock = createTestClock()
  const store = await createTenants()
  const { keys, accessTokens } = createKeysAndTokens(store, clock)
  const administration = byApplication(store, clock)
  const users = createUsers({
    store,
    administration,
    clock,
    passwords: cheapPasswords(),
    passwordRules: passwordRulesOver(store),
  })
  const apiKeys = createApiKeys({ administration, clock })

  const authenticatorOver = (store: Store, verifyUpstream?: VerifyUpstream) => {
    const snapshots = snapshotsOf(store)
    const verifyApiKey = createApiKeyVerifier({ store, upkeep: createUpkeep(store), snapshots, clock })
    const verifySession = createSessionVerifier({
      store,
      upkeep: createUpkeep(store),
      snapshots,
      limits: LIMITS,
      clock,
    })
    const { origin } = new URL(ISSUER)
    return createAuthenticator({ accessTokens, verifyApiKey, verifySession, verifyUpstream, snapshots, origin })
  }
  const authenticator = authenticatorOver(store)
  const authenticate = (...credentials: string[]) =>
    authenticator.authenticate(credentials.map((text) => `Bearer ${text}`))

  return {
    clock,
    store,
    keys,
    accessTokens,
    users,
    apiKeys,
    sessions: createSessionsOver(store, clock, accessTokens),
    authenticator,
    authenticatorOver,
    authenticate,
    ada: await addUser(store, 'tnt_a', 'ada'),
  }
}

export const refused = (reason: string) => ({ status: 'unidentified', reason })
