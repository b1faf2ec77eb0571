import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson, type TagInput, type Tags } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import { assertGranted, grantsEverything } from './find-ungranted.ts'
import { createId } from './identifiers.ts'
import type { RoleTrust, TrustEntry } from './identity-store.ts'
import { secretHashOf } from './key-text.ts'
import { identifier, readInput, tags, version } from './read-input.ts'
import type { Revised } from './revised.ts'
import { MAX_TOKEN_LIFETIME_SECONDS } from './token-limits.ts'

/** Who may assume the roles that tenants write. A role that says nothing is assumed by nobody. */
export interface RoleTrusts {
  /**
   * Says who may assume a role, in place of what was said before. Whoever has assumed it must assume it anew.
   * @throws WardkitError `ERR_INVALID_INPUT`, also for an entry that names nobody in particular; `ERR_NOT_FOUND` for an unknown role or tenant; `ERR_CONFLICT`
   * when `expectedVersion` is not its version; `ERR_NOT_GRANTED` for a role or tags that are not the actor's to give
   */
  set(input: RoleTrustInput): Promise<Revised<RoleTrustInfo>>
  find(input: { readonly tenant: string; readonly role: string }): Promise<RoleTrustInfo | undefined>
}

/** What may be shown of who may assume a role. */
export type RoleTrustInfo = Omit<RoleTrust, 'entries'> & { readonly entries: readonly TrustEntryInfo[] }

/** `externalId`: whether one must be named. */
export type TrustEntryInfo = Omit<TrustEntry, 'externalIdHash'> & { readonly externalId: boolean }

export interface RoleTrustInput {
  readonly tenant: string
  readonly role: string
  readonly trust: readonly TrustEntryInput[]
  /** Keys of tags that whoever assumes the role may add, with values of their own choice; none by default. Only who holds `admin` may name any. */
  readonly sessionTags?: readonly string[]
  /** At most, and by default, 15 minutes. */
  readonly maxDurationSeconds?: number
  /** The version that the change was made from; 0 where there was none. */
  readonly expectedVersion?: number
}

/** Principals who may assume a role. What is absent narrows nothing; all of it absent is an error. */
export interface TrustEntryInput {
  /** Of an entry that is there already: it keeps its external id where none is given. */
  readonly id?: string
  /** Whose principals they are; the role's own tenant when absent. */
  readonly tenant?: string
  /** One of them: the id of a user, an API key or an assumed role. */
  readonly principal?: string
  /** Those who hold, of every key, one of the values. */
  readonly tags?: TagInput
  /** What they must name besides, so that a third party is not led to use the role for somebody else. It is kept as a hash; null takes it away. */
  readonly externalId?: string | null
}

const notWild = (value: string): boolean => !value.includes('*')
const name = identifier.refine(notWild, 'must name one: there are no wildcards')
const externalId = z.string().min(8).max(255)

const Entry = z
  .strictObject({
    id: identifier.optional(),
    tenant: name.optional(),
    principal: name.optional(),
    tags: tags.default(new Map()),
    externalId: externalId.nullable().optional(),
  })
  .refine(
    (entry) => entry.tenant !== undefined || entry.principal !== undefined || entry.tags.size > 0,
    'names nobody: give a tenant, a principal or tags',
  )
const Input = z.strictObject({
  tenant: identifier,
  role: identifier,
  trust: z.array(Entry).max(50),
  sessionTags: z
    .array(z.string())
    .max(50)
    .refine((keys) => tags.safeParse(Object.fromEntries(keys.map((key) => [key, 'x']))).success, 'needs keys of tags')
    .default([]),
  maxDurationSeconds: z.int().min(60).max(MAX_TOKEN_LIFETIME_SECONDS).default(MAX_TOKEN_LIFETIME_SECONDS),
  expectedVersion: version.optional(),
})
const Name = z.strictObject({ tenant: identifier, role: identifier })

export interface RoleTrustsOptions {
  readonly administration: Administration
  readonly clock: Clock
}

/** The trust of one store, as one actor reaches it. */
export function createRoleTrusts({ administration, clock }: RoleTrustsOptions): RoleTrusts {
  return {
    async set(input) {
      const { tenant, role, trust, expectedVersion, ...limits } = readInput(Input, input)
      const target = { type: 'role', id: role }
      const change = { action: 'role.trust', tenant, target, details: ({ details }: Told) => details } as const
      const { value, revision } = await administration.write(change, async (writer, grantor) => {
        const own = writer.tenant(tenant)
        const found = await own.findRole(role)
        if (found === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no role \`${role}\``)
        // To let others assume a role is to give it to them, with its tags.
        assertGranted(grantor, { roles: [role], tags: found.tags })
        if (limits.sessionTags.length > 0 && !grantsEverything(grantor)) {
          throw new WardkitError('ERR_NOT_GRANTED', 'session tags take any value, which is not yours to give')
        }
        const before = await own.findTrust(role)
        const entries = trust.map((entry) => toEntry(entry, tenant, before))
        await own.putTrust({ tenant, role, entries, ...limits }, expectedVersion, clock())
        const after = await own.findTrust(role)
        if (after === undefined) throw new TypeError('what was put must be there')
        return { after, details: { before: before === undefined ? null : describe(before), after: describe(after) } }
      })
      return { ...toInfo(value.after), revision }
    },

    async find(input) {
      const { tenant, role } = readInput(Name, input)
      const trust = await administration.tenant(tenant).findTrust(role)
      return trust && toInfo(trust)
    },
  }
}

interface Told {
  readonly after: RoleTrust
  readonly details: AuditDetails
}

function toEntry(
  { id, tenant, principal, tags, externalId }: z.output<typeof Entry>,
  own: string,
  before: RoleTrust | undefined,
): TrustEntry {
  const kept = id === undefined ? undefined : before?.entries.find((entry) => entry.id === id)
  if (id !== undefined && kept === undefined) {
    throw new WardkitError('ERR_NOT_FOUND', `the trust of the role has no entry \`${id}\``)
  }
  const externalIdHash =
    externalId === undefined ? (kept?.externalIdHash ?? null) : externalId === null ? null : secretHashOf(externalId)
  return { id: id ?? createId('tru'), tenant: tenant ?? own, principal: principal ?? null, tags, externalIdHash }
}

/** Without hashes: they are of what people made up. */
function describe({ entries, sessionTags, maxDurationSeconds }: RoleTrust) {
  return {
    trust: entries.map(({ tags, externalIdHash, ...entry }) => ({
      ...entry,
      ...describeTags(tags),
      externalId: externalIdHash !== null,
    })),
    sessionTags,
    maxDurationSeconds,
  }
}

function describeTags(tags: Tags) {
  return tags.size === 0 ? {} : { tags: tagsToJson(tags) }
}

function toInfo({ entries, ...trust }: RoleTrust): RoleTrustInfo {
  return {
    ...trust,
    entries: entries.map(({ externalIdHash, ...entry }) => ({ ...entry, externalId: externalIdHash !== null })),
  }
}
