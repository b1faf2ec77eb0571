import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { Administration } from './administration.ts'
import { createId } from './identifiers.ts'
import type { Page, Store, Tenant } from './identity-store.ts'
import { displayName, identifier, readInput } from './read-input.ts'
import type { Revised } from './revised.ts'
import type { TenantSweep } from './tenant-sweep.ts'

/** The customer organizations. */
export interface Tenants {
  /** @throws WardkitError `ERR_INVALID_INPUT`, `ERR_CONFLICT` when the slug is taken */
  create(input: TenantInput): Promise<Revised<Tenant>>
  find(id: string): Promise<Tenant | undefined>
  findBySlug(slug: string): Promise<Tenant | undefined>
  list(page?: Page): Promise<readonly Tenant[]>
  /** Refuses every request of the tenant's principals from now on, and every login. @throws WardkitError `ERR_NOT_FOUND`, `ERR_FORBIDDEN` */
  suspend(id: string): Promise<{ readonly revision: number }>
  /** @throws WardkitError `ERR_NOT_FOUND`, `ERR_FORBIDDEN` */
  resume(id: string): Promise<{ readonly revision: number }>
  /**
   * Takes a tenant away for good, with everything of it: users, roles, tags, links to and from other tenants, keys, sessions, connections, settings, and
   * the persons whom no other tenant has. When it answers nothing of the tenant can be reached, by anybody. Its rows go in the background then, in steps,
   * after a crash too. What was done stays in the audit log. A principal does so to its own, and holds `admin`.
   * @throws WardkitError `ERR_NOT_FOUND`, `ERR_FORBIDDEN`
   */
  delete(id: string): Promise<{ readonly revision: number }>
  /** Answers when no row is left of tenants that were deleted. @throws WardkitError `ERR_FORBIDDEN` for a principal; the store's own */
  finishDeletions(): Promise<void>
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

export interface TenantsOptions {
  readonly store: Store
  readonly administration: Administration
  readonly sweep: Pick<TenantSweep, 'begin' | 'finish'>
  readonly clock: Clock
}

/** The tenants of one store, as one actor reaches them: a principal finds its own and changes none. */
export function createTenants({ store, administration, sweep, clock }: TenantsOptions): Tenants {
  const { principal, write } = administration

  async function setStatus(input: string, action: 'tenant.suspend' | 'tenant.resume') {
    const id = readInput(identifier, input)
    const status = action === 'tenant.suspend' ? 'suspended' : 'active'
    const change = { action, tenant: id, target: { type: 'tenant', id } }
    const { revision } = await write(change, (writer) => writer.setTenantStatus(id, status))
    return { revision }
  }

  function reached(tenant: Tenant | undefined): Tenant | undefined {
    return principal === null || principal.tenant === tenant?.id ? tenant : undefined
  }

  return {
    async create(input) {
      const tenant: Tenant = { id: createId('tnt'), ...readInput(Input, input), status: 'active', createdAt: clock() }
      const { id, name, slug } = tenant
      const change = {
        action: 'tenant.create',
        tenant: id,
        target: { type: 'tenant', id },
        details: { name, slug },
      } as const
      const { revision } = await write(change, (writer) => writer.insertTenant(tenant))
      return { ...tenant, revision }
    },
    find: async (id) => reached(await store.findTenant(id)),
    findBySlug: async (slug) => reached(await store.findTenantBySlug(slug)),
    async list(page) {
      administration.assertUnbound()
      return store.listTenants(page)
    },
    suspend: (id) => setStatus(id, 'tenant.suspend'),
    resume: (id) => setStatus(id, 'tenant.resume'),
    async delete(input) {
      const id = readInput(identifier, input)
      const details = ({ name, slug }: Tenant) => ({ name, slug })
      const change = { action: 'tenant.delete', tenant: id, target: { type: 'tenant', id }, details } as const
      const { revision } = await write(change, async (writer) => {
        const tenant = await writer.findTenant(id)
        if (tenant === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
        await writer.deleteTenant(id, clock())
        return tenant
      })
      sweep.begin()
      return { revision }
    },
    async finishDeletions() {
      administration.assertUnbound()
      await sweep.finish()
    },
  }
}
