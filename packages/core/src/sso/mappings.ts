import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Administration } from '../identity/administration.ts'
import type { FindRolePolicy } from '../identity/assert-statements-granted.ts'
import type { AuditDetails } from '../identity/audit-entry.ts'
import { identifier, readInput, version } from '../identity/read-input.ts'
import type { Revised } from '../identity/revised.ts'
import type { TenantReader } from '../identity/identity-store.ts'
import type { SsoConnection, SsoMapping } from '../identity/sso-store.ts'
import { isJsonObject } from '../model/json.ts'
import { isStorableText, isSystemTag, readTags } from '../model/tags.ts'
import type { Clock } from '../util/clock.ts'
import type { Claims } from './claim-values.ts'
import { getConnection, type ConnectionName } from './connections.ts'
import { mapClaims, rolesOfMapping, type MappedClaims } from './map-claims.ts'

/** How each connection's claims become roles and tags. */
export interface Mappings {
  /** @throws WardkitError `ERR_NOT_FOUND` */
  get(input: ConnectionName): Promise<VersionedMapping>
  /**
   * Replaces a mapping. It counts from everybody's next login on.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for a connection or a role that is not there; `ERR_CONFLICT` when `expectedVersion` is not the
   * connection's; `ERR_FORBIDDEN` for who does not hold `admin`
   */
  set(input: ConnectionName & MappingInput): Promise<Revised<VersionedMapping>>
  /** What claims would yield, by the mapping that is kept or by another; nothing is changed. @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND` */
  dryRun(input: ConnectionName & { readonly claims: Claims; readonly mapping?: SsoMapping }): Promise<MappedClaims>
}

export interface VersionedMapping extends SsoMapping {
  /** Of the connection. */
  readonly version: number
}

export interface MappingInput extends SsoMapping {
  readonly expectedVersion?: number
}

export interface MappingsOptions {
  readonly administration: Administration
  /** Of roles that every tenant may assign. */
  readonly findSharedRolePolicy: FindRolePolicy
  readonly clock: Clock
}

const attribute = z
  .string()
  .min(1)
  .max(255)
  .refine((text) => isStorableText(text) && !/\p{Cc}/u.test(text), 'must be the name of a claim')

const tagKey = z
  .string()
  .refine((key) => readTags({ [key]: ['x'] }).problems.length === 0, 'needs the key of a tag')
  .refine((key) => !isSystemTag(key), 'is reserved: `wardkit:` keys are the system’s')

/** What a mapping may be. */
export const mappingInput = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        attribute,
        match: z.enum(['equals', 'contains']),
        value: z.string().min(1).max(1_000).refine(isStorableText, 'must not hold NUL or half a surrogate pair'),
        role: identifier,
      }),
    )
    .max(500),
  tagRules: z.array(z.strictObject({ attribute, tag: tagKey })).max(50),
  defaultRole: identifier.nullable(),
  mode: z.enum(['authoritative', 'additive']),
})

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = mappingInput.extend({ ...Name.shape, expectedVersion: version.optional() })
const DryRun = Name.extend({
  claims: z.custom<Claims>(isJsonObject, 'needs an object'),
  mapping: mappingInput.optional(),
})

/** The mappings of one store, as one actor reaches them. */
export function createMappings({ administration, findSharedRolePolicy, clock }: MappingsOptions): Mappings {
  async function find(input: ConnectionName): Promise<SsoConnection> {
    const { tenant, id } = readInput(Name, input)
    const connection = await administration.tenant(tenant).findConnection(id)
    if (connection !== undefined) return connection
    throw new WardkitError('ERR_NOT_FOUND', `there is no connection \`${id}\``)
  }

  return {
    async get(input) {
      const { mapping, version } = await find(input)
      return { ...mapping, version }
    },

    async set(input) {
      const { tenant, id, expectedVersion, ...mapping } = readInput(Input, input)
      const details = ({ before, after }: Record<'before' | 'after', SsoMapping>): AuditDetails => ({
        before: describeMapping(before),
        after: describeMapping(after),
      })
      const target = { type: 'connection', id }
      const change = { action: 'connection.map', tenant, target, details } as const
      const { value, revision } = await administration.write(change, async (writer) => {
        const { mapping: before } = await getConnection(writer, { tenant, id })
        const own = writer.tenant(tenant)
        const known = new Set(rolesOfMapping(before))
        const fresh = rolesOfMapping(mapping).filter((role) => !known.has(role))
        const existing = await findExistingRoles(own, fresh, findSharedRolePolicy)
        const missing = fresh.find((role) => !existing.has(role))
        if (missing !== undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no role \`${missing}\``)
        const { version } = await own.updateConnection(id, { mapping }, expectedVersion, clock())
        return { before, after: mapping, version }
      })
      return { ...value.after, version: value.version, revision }
    },

    async dryRun(input) {
      const { tenant, id, claims, mapping } = readInput(DryRun, input)
      const wanted = mapping ?? (await find({ tenant, id })).mapping
      await find({ tenant, id })
      const roles = rolesOfMapping(wanted)
      return mapClaims(
        wanted,
        claims,
        await findExistingRoles(administration.tenant(tenant), roles, findSharedRolePolicy),
      )
    },
  }
}

/** Those of the ids that are roles of the tenant, or ones that every tenant may assign. */
export async function findExistingRoles(
  tenant: Pick<TenantReader, 'findRole'>,
  ids: readonly string[],
  findSharedRolePolicy: FindRolePolicy,
): Promise<ReadonlySet<string>> {
  const existing = new Set<string>()
  for (const id of ids) {
    if ((await tenant.findRole(id)) !== undefined || (await findSharedRolePolicy(id)) !== undefined) existing.add(id)
  }
  return existing
}

function describeMapping({ rules, tagRules, defaultRole, mode }: SsoMapping): AuditDetails {
  return {
    rules: rules.map((rule) => ({ ...rule })),
    tagRules: tagRules.map((rule) => ({ ...rule })),
    defaultRole,
    mode,
  }
}
