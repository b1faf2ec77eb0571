import { z } from 'zod'
import type { Clock } from '../util/clock.ts'
import { createId } from './identifiers.ts'
import type { Page, Store, Tenant } from './identity-store.ts'
import { displayName, readInput } from './read-input.ts'
import type { Revised } from './revised.ts'

/** The customer organizations. */
export interface Tenants {
  /** @throws WardkitError `ERR_INVALID_INPUT`, `ERR_CONFLICT` when the slug is taken */
  create(input: TenantInput): Promise<Revised<Tenant>>
  find(id: string): Promise<Tenant | undefined>
  findBySlug(slug: string): Promise<Tenant | undefined>
  list(page?: Page): Promise<readonly Tenant[]>
  /** Refuses every request of the tenant's principals from now on, and every login. @throws WardkitError `ERR_NOT_FOUND` */
  suspend(id: string): Promise<{ readonly revision: number }>
  /** @throws WardkitError `ERR_NOT_FOUND` */
  resume(id: string): Promise<{ readonly revision: number }>
}

export interface TenantInput {
  readonly name: string
  /** For URLs: lower-case letters, digits and `-`, at most 63 characters. */
  readonly slug: string
}

const Input = z.strictObject({
  name: displayName,
  slug: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      'needs 1 to 63 lower-case letters, digits or `-`, none at the ends',
    ),
})

/** The tenants of one store. */
export function createTenants({ store, clock }: { readonly store: Store; readonly clock: Clock }): Tenants {
  const setStatus = async (id: string, status: Tenant['status']) => {
    const { revision } = await store.write((writer) => writer.setTenantStatus(id, status))
    return { revision }
  }

  return {
    async create(input) {
      const tenant: Tenant = { id: createId('tnt'), ...readInput(Input, input), status: 'active', createdAt: clock() }
      const { revision } = await store.write((writer) => writer.insertTenant(tenant))
      return { ...tenant, revision }
    },
    find: (id) => store.findTenant(id),
    findBySlug: (slug) => store.findTenantBySlug(slug),
    list: (page) => store.listTenants(page),
    suspend: (id) => setStatus(id, 'suspended'),
    resume: (id) => setStatus(id, 'active'),
  }
}
