import { z } from 'zod'
import type { Diagnostic } from '../policy/diagnostic.ts'
import type { Clock } from '../util/clock.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import { createId } from './identifiers.ts'
import type { Page, Role, Store } from './identity-store.ts'
import { assertPolicyValid, type ValidatePolicy } from './policy-invalid-error.ts'
import { description, displayName, identifier, policySource, readInput, version } from './read-input.ts'
import type { Revised } from './revised.ts'

/** The roles that tenants write. */
export interface Roles {
  /** @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`; PolicyInvalidError */
  create(input: RoleInput): Promise<Revised<Role> & Warned>
  /**
   * Changes a role for all who hold it, from their next request on.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the role's; PolicyInvalidError
   */
  update(input: RoleChange): Promise<{ readonly revision: number } & Warned>
  /** Takes a role from its holders, whose tokens become stale, and deletes it. @throws WardkitError `ERR_NOT_FOUND` */
  delete(input: RoleName): Promise<{ readonly revision: number }>
  find(input: RoleName): Promise<Role | undefined>
  list(tenant: string, page?: Page): Promise<readonly Role[]>
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
}

export interface RoleChange extends RoleName {
  readonly name?: string
  readonly description?: string
  readonly policy?: string
  /** The version that the change was made from. */
  readonly expectedVersion?: number
}

export interface RolesOptions {
  readonly store: Store
  readonly validatePolicy: ValidatePolicy
  readonly clock: Clock
}

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Input = z.strictObject({
  tenant: identifier,
  name: displayName,
  description: description.default(''),
  policy: policySource,
})
const Change = Name.extend({
  name: displayName.optional(),
  description: description.optional(),
  policy: policySource.optional(),
  expectedVersion: version.optional(),
})

/** The roles of one store. */
export function createRoles({ store, validatePolicy, clock }: RolesOptions): Roles {
  return {
    async create(input) {
      const { tenant, ...fields } = readInput(Input, input)
      const warnings = await assertPolicyValid(validatePolicy, fields.policy, 'role')
      const now = clock()
      const role: Role = { id: createId('rol'), ...fields, version: 1, createdAt: now, updatedAt: now }
      const { revision } = await store.write((writer) => writer.tenant(tenant).insertRole(role))
      return { ...role, revision, warnings }
    },

    async update(input) {
      const { tenant, id, expectedVersion, ...given } = readInput(Change, input)
      const warnings = given.policy === undefined ? [] : await assertPolicyValid(validatePolicy, given.policy, 'role')
      const { revision } = await store.write((writer) =>
        writer.tenant(tenant).updateRole(id, withoutUndefined(given), expectedVersion, clock()),
      )
      return { revision, warnings }
    },

    async delete(input) {
      const { tenant, id } = readInput(Name, input)
      const { revision } = await store.write((writer) => writer.tenant(tenant).deleteRole(id, clock()))
      return { revision }
    },

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      return store.tenant(tenant).findRole(id)
    },

    list: async (tenant, page) => store.tenant(tenant).listRoles(page),
  }
}
