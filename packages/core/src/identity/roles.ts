import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import { tagsToJson, type TagInput } from '../model/tags.ts'
import type { Diagnostic } from '../policy/diagnostic.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Administration } from './administration.ts'
import { changeTags, tagChangeFields, type TagChange } from './change-tags.ts'
import { assertStatementsGranted, type FindRolePolicy } from './assert-statements-granted.ts'
import type { AuditDetails } from './audit-entry.ts'
import { assertGranted, differenceOf } from './find-ungranted.ts'
import { createId } from './identifiers.ts'
import type { Page, Role, StoreWriter } from './identity-store.ts'
import { assertPolicyValid, type ValidatePolicy } from './policy-invalid-error.ts'
import { description, displayName, identifier, policySource, readInput, tags, version } from './read-input.ts'
import { listRoleHolders, type HolderPosition, type RoleHolder } from './role-holders.ts'
import type { PreviewRole, RolePreview, RolePreviewInput } from './role-preview.ts'
import type { Revised } from './revised.ts'

/** The roles that tenants write. */
export interface Roles {
  /**
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`; `ERR_NOT_GRANTED` for a statement that is not the actor's to give; PolicyInvalidError
   */
  create(input: RoleInput): Promise<Revised<Role> & Warned>
  /**
   * Changes a role for all who hold it, from their next request on.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the role's, `ERR_NOT_GRANTED` for a
   * statement or a tag value that is not the actor's to give or to take away; PolicyInvalidError
   */
  update(input: RoleChange): Promise<{ readonly revision: number } & Warned>
  /** Takes a role from its holders, whose tokens become stale, and deletes it. @throws WardkitError `ERR_NOT_FOUND`, `ERR_NOT_GRANTED` */
  delete(input: RoleName): Promise<{ readonly revision: number }>
  find(input: RoleName): Promise<Role | undefined>
  list(tenant: string, page?: Page): Promise<readonly Role[]>
  /**
   * Who holds a role, a shared one too: users by name, then API keys.
   * @param limit at most this many, 1,000 at most
   */
  listHolders(input: RoleName, after: HolderPosition | undefined, limit: number): Promise<readonly RoleHolder[]>
  /**
   * What a change of a role would do, before it is made: what the role reaches otherwise, and who of its holders gains or loses what.
   * @throws WardkitError `ERR_INVALID_INPUT`; `ERR_NOT_FOUND` for a role that is not the tenant's own
   */
  preview(input: RolePreviewInput): Promise<RolePreview>
}

/** What the checker remarked on the policy. */
export interface Warned {
  readonly warnings: readonly Diagnostic[]
}

export interface RoleName {
  readonly tenant: string
  readonly id: string
}

export interface RoleInput {
  readonly tenant: string
  readonly name: string
  readonly description?: string
  /** YAML or JSON. @see POLICY.md */
  readonly policy: string
  /** For whoever assumes the role. */
  readonly tags?: TagInput
}

export interface RoleChange extends RoleName, TagChange {
  readonly name?: string
  readonly description?: string
  readonly policy?: string
  /** The version that the change was made from. */
  readonly expectedVersion?: number
}

export interface RolesOptions {
  readonly administration: Administration
  /** The policies of global roles and the services'. */
  readonly findSharedRolePolicy: FindRolePolicy
  readonly validatePolicy: ValidatePolicy
  readonly previewRole: PreviewRole
  readonly clock: Clock
}

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = z.strictObject({
  tenant: identifier,
  name: displayName,
  description: description.default(''),
  policy: policySource,
  tags: tags.default(new Map()),
})
const Preview = z
  .strictObject({ tenant: identifier, id: identifier.exactOptional(), policy: policySource.nullable() })
  .refine(({ id, policy }) => id !== undefined || policy !== null, 'needs a role, or a policy for a new one')
const Change = Name.extend({
  name: displayName.optional(),
  description: description.optional(),
  policy: policySource.optional(),
  ...tagChangeFields,
  expectedVersion: version.optional(),
})

/** The roles of one store, as one actor reaches them. */
export function createRoles({
  administration,
  findSharedRolePolicy,
  validatePolicy,
  previewRole,
  clock,
}: RolesOptions): Roles {
  const { write } = administration

  /** The policies of all roles that somebody of the tenant may hold, as the transaction sees them. */
  function policiesIn(writer: StoreWriter, tenant: string): FindRolePolicy {
    return async (id) => (await writer.tenant(tenant).findRole(id))?.policy ?? findSharedRolePolicy(id)
  }

  return {
    async create(input) {
      const { tenant, ...fields } = readInput(Input, input)
      const warnings = await assertPolicyValid(validatePolicy, fields.policy, 'role')
      const now = clock()
      const role: Role = { id: createId('rol'), ...fields, version: 1, createdAt: now, updatedAt: now }
      const { id, policy } = role
      const change = { ...changeOf('role.create', tenant, id), details: describe(role) }
      const { revision } = await write(change, async (writer, grantor) => {
        assertGranted(grantor, { roles: [], tags: role.tags })
        await assertStatementsGranted(grantor, { before: null, after: policy }, policiesIn(writer, tenant))
        await writer.tenant(tenant).insertRole(role)
      })
      return { ...role, revision, warnings }
    },

    async update(input) {
      const { tenant, id, expectedVersion, tags, setTags, removeTags, ...fields } = readInput(Change, input)
      const { policy } = fields
      const warnings = policy === undefined ? [] : await assertPolicyValid(validatePolicy, policy, 'role')
      const change = { ...changeOf('role.update', tenant, id), details: (change: AuditDetails) => change }
      const { revision } = await write(change, async (writer, grantor) => {
        const before = await getRole(writer, { tenant, id })
        const given = withoutUndefined({ ...fields, tags: changeTags(before.tags, { tags, setTags, removeTags }) })
        const after = { ...before, ...given }
        assertGranted(grantor, differenceOf({ roles: [], tags: before.tags }, { roles: [], tags: after.tags }))
        const policies = { before: before.policy, after: after.policy }
        await assertStatementsGranted(grantor, policies, policiesIn(writer, tenant))
        await writer.tenant(tenant).updateRole(id, given, expectedVersion, clock())
        return describeChange(before, after)
      })
      return { revision, warnings }
    },

    async delete(input) {
      const { tenant, id } = readInput(Name, input)
      const change = { ...changeOf('role.delete', tenant, id), details: ({ name, policy }: Role) => ({ name, policy }) }
      const { revision } = await write(change, async (writer, grantor) => {
        const role = await getRole(writer, { tenant, id })
        await assertStatementsGranted(grantor, { before: role.policy, after: null }, policiesIn(writer, tenant))
        await writer.tenant(tenant).deleteRole(id, clock())
        return role
      })
      return { revision }
    },

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      return administration.tenant(tenant).findRole(id)
    },

    list: async (tenant, page) => administration.tenant(tenant).listRoles(page),

    async listHolders(input, after, limit) {
      const { tenant, id } = readInput(Name, input)
      const reader = administration.tenant(tenant)
      if ((await reader.findRole(id)) === undefined && (await findSharedRolePolicy(id)) === undefined) throw noRole(id)
      return listRoleHolders(reader, id, after, limit)
    },

    async preview(input) {
      const wanted = readInput(Preview, input)
      const reader = administration.tenant(wanted.tenant)
      const role = wanted.id === undefined ? undefined : await reader.findRole(wanted.id)
      if (wanted.id !== undefined && role === undefined) throw noRole(wanted.id)
      return previewRole({ ...wanted, name: role?.name ?? '' })
    },
  }
}

function changeOf(action: 'role.create' | 'role.update' | 'role.delete', tenant: string, id: string) {
  return { action, tenant, target: { type: 'role', id } }
}

async function getRole(writer: StoreWriter, { tenant, id }: RoleName): Promise<Role> {
  const role = await writer.tenant(tenant).findRole(id)
  if (role === undefined) throw noRole(id)
  return role
}

function noRole(id: string): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', `there is no role \`${id}\``)
}

/** What was changed of a role, before and after. */
function describeChange(before: Role, after: Role): AuditDetails {
  return { before: describe(before), after: describe(after) }
}

function describe({ name, description, policy, tags }: Role): AuditDetails {
  return { name, description, policy, ...(tags.size === 0 ? {} : { tags: tagsToJson(tags) }) }
}
