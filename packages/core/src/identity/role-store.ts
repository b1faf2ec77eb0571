import type { Tags } from '../model/tags.ts'
import type { ApiKey } from './key-store.ts'
import type { Page } from './page.ts'
import type { User } from './user-store.ts'

/** Policies under a name, assigned to users and API keys. */
export interface Role {
  readonly id: string
  readonly name: string
  readonly description: string
  /** The policy as its author wrote it. */
  readonly policy: string
  /** What `$principalTags` is for whoever assumes the role; its other holders have their own. */
  readonly tags: Tags
  /** Raised by every change, for conflict detection; the first is 1. */
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
}

/** A tenant's one policy of denies. */
export interface Guardrail {
  readonly policy: string
  readonly version: number
  readonly updatedAt: number
}

/** Reads of a tenant's roles, and of its guardrail. */
export interface RoleReader {
  findRole(id: string): Promise<Role | undefined>
  listRoles(page?: Page): Promise<readonly Role[]>
  /** Users who hold a role, disabled ones too, by id. */
  listUsersWithRole(role: string, page?: Page): Promise<readonly User[]>
  /** API keys that hold a role and were not revoked, by id. */
  listApiKeysWithRole(role: string, page?: Page): Promise<readonly ApiKey[]>
  /** How many these are together. */
  countRoleHolders(role: string): Promise<number>
  findGuardrail(): Promise<Guardrail | undefined>
}

/** Writes of a tenant's roles, and of its guardrail. */
export interface RoleWriter {
  /** At version 1. @throws WardkitError `ERR_CONFLICT` when the id is taken, also by a global role or a service's */
  insertRole(role: Role): Promise<void>
  /** Other tags revoke the tokens of whoever has assumed it. @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the role's version */
  updateRole(
    id: string,
    change: Partial<Pick<Role, 'name' | 'description' | 'policy' | 'tags'>>,
    expectedVersion: number | undefined,
    at: number,
  ): Promise<void>
  /** Deletes a role and takes it from its holders, whose tokens are revoked. @throws WardkitError `ERR_NOT_FOUND` */
  deleteRole(id: string, at: number): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` when `expectedVersion` is not the guardrail's version (0: there is none) */
  putGuardrail(policy: string | null, expectedVersion: number | undefined, at: number): Promise<void>
}
