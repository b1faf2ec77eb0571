import { createRoute, z } from '@hono/zod-openapi'
import type { AccessLog } from '../../audit/access-log.ts'
import { WardkitError } from '../../errors/index.ts'
import type { Store, Tenant } from '../../identity/identity-store.ts'
import type { RegisteredServices } from '../../identity/registered-services.ts'
import type { Clock } from '../../util/clock.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, Id, PageQuery, pageOf, problems, REVISED } from './api-schemas.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { noteRevision, type OwnModule } from './own-module.ts'

const TenantItem = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    status: z.enum(['active', 'suspended']),
    createdAt: z.int(),
    users: z.int(),
    lastActivityAt: z.int().nullable().openapi({
      description: 'When anybody there last logged in, or used a session or an API key, by up to a minute',
    }),
  })
  .openapi('OperatorTenant')

const TenantDetail = TenantItem.extend({
  lastLoginAt: z.int().nullable().openapi({ description: 'When a session of anybody there last began' }),
}).openapi('OperatorTenantDetail')

const ServiceItem = z
  .object({
    id: z.string(),
    title: z.string(),
    version: z.string(),
    operations: z.int(),
    roles: z.array(z.string()),
  })
  .openapi('OperatorService')

const Counts = z.object({ allowed: z.int(), denied: z.int(), failed: z.int() })

const Summary = z
  .object({
    buckets: z.array(Counts.extend({ at: z.int() })),
    tenants: z.array(Counts.extend({ tenant: z.string().nullable(), name: z.string().nullable() })),
    operations: z.array(Counts.extend({ operation: z.string() })),
    reasons: z.array(z.object({ reason: z.string(), count: z.int() })),
    dropped: z.int().openapi({ description: 'Decisions that could not be kept' }),
    complete: z
      .boolean()
      .openapi({ description: 'False where records of that time have been removed since, to make room' }),
  })
  .openapi('AccessSummary')

const Moment = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/, 'needs a whole number')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })

// No policy is asked, for an operator is of no tenant. What begins `/operator` is let through by an operator's key alone: see `assertOperator`.
const forOperators = {
  security: [],
  description: "For the application's own operators: `Authorization: Bearer` with an operator's key.",
}
const refusals = problems(401, 429, 503)
const params = z.strictObject({ tenantId: Id })

/** The developer's own view of every tenant. */
export const operatorRoutes = {
  list: createRoute({
    method: 'get',
    path: '/operator/tenants',
    summary: 'Every tenant',
    ...forOperators,
    request: {
      query: PageQuery.extend({
        search: z.string().min(1).max(200).optional().openapi({ description: 'Part of the name or slug' }),
        status: z.enum(['active', 'suspended']).optional(),
      }),
    },
    responses: {
      200: answers('By id; a page may be empty and have a next one', pageOf(TenantItem)),
      ...refusals,
      ...problems(400),
    },
  }),
  find: createRoute({
    method: 'get',
    path: '/operator/tenants/{tenantId}',
    summary: 'One tenant',
    ...forOperators,
    request: { params },
    responses: { 200: answers('The tenant', TenantDetail), ...refusals, ...problems(404) },
  }),
  suspend: createRoute({
    method: 'post',
    path: '/operator/tenants/{tenantId}/suspend',
    summary: 'Refuse every request and login of a tenant from now on',
    ...forOperators,
    request: { params },
    responses: { 204: REVISED, ...refusals, ...problems(404) },
  }),
  resume: createRoute({
    method: 'post',
    path: '/operator/tenants/{tenantId}/resume',
    summary: 'Let a suspended tenant go on',
    ...forOperators,
    request: { params },
    responses: { 204: REVISED, ...refusals, ...problems(404) },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/operator/tenants/{tenantId}',
    summary: 'Delete a tenant with everything of theirs',
    ...forOperators,
    request: { params },
    responses: { 204: REVISED, ...refusals, ...problems(404) },
  }),
  services: createRoute({
    method: 'get',
    path: '/operator/services',
    summary: 'The services that servers have registered',
    ...forOperators,
    responses: { 200: answers('By id', z.object({ items: z.array(ServiceItem) })), ...refusals },
  }),
  accessSummary: createRoute({
    method: 'get',
    path: '/operator/access-summary',
    summary: 'The access log in numbers, over one tenant or all',
    ...forOperators,
    request: {
      query: z.strictObject({
        from: Moment.optional().openapi({ description: 'Inclusive; a week before `to` when absent' }),
        to: Moment.optional().openapi({ description: 'Exclusive; now when absent' }),
        tenant: Id.optional(),
        by: z.enum(['hour', 'day']).default('day'),
      }),
    },
    responses: { 200: answers('The busiest first', Summary), ...refusals, ...problems(400) },
  }),
}

export interface OperatorDependencies {
  readonly store: Pick<Store, 'findTenant' | 'listTenants' | 'tenant'>
  readonly registeredServices: Pick<RegisteredServices, 'list'>
  readonly accessLog: Pick<AccessLog, 'summarize'>
  readonly clock: Clock
}

/** How many tenants are looked through for one page. */
const SCANNED = 5_000
const STEP = 1_000

const WEEK = 7 * 24 * 60 * 60 * 1_000

export function serveOperators(dependencies: OperatorDependencies): OwnModule {
  const { store, registeredServices, accessLog, clock } = dependencies

  async function getTenant(id: string): Promise<Tenant> {
    const tenant = await store.findTenant(id)
    if (tenant !== undefined) return tenant
    throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
  }

  return (router) => {
    router.openapi(operatorRoutes.list, async (context) => {
      const { tenants } = context.get('management')
      const { cursor, limit, search, status } = context.req.valid('query')
      const part = search?.toLowerCase()
      const matches = (tenant: Tenant): boolean =>
        (status === undefined || tenant.status === status) &&
        (part === undefined || tenant.slug.includes(part) || tenant.name.toLowerCase().includes(part))
      const found: Tenant[] = []
      let after = cursor === undefined ? undefined : readCursor(cursor, isText)
      let next: string | null = null
      for (let scanned = 0; scanned < SCANNED; scanned += STEP) {
        const step = await tenants.list({ limit: STEP, ...withoutUndefined({ after }) })
        const left = limit - found.length
        const matching = step.filter(matches)
        found.push(...matching.slice(0, left))
        after = matching.length > left ? found.at(-1)?.id : step.at(-1)?.id
        next = after === undefined || (matching.length <= left && step.length < STEP) ? null : writeCursor(after)
        if (next === null || matching.length > left) break
      }
      return context.json({ items: await toItems(store, found), next }, 200)
    })

    router.openapi(operatorRoutes.find, async (context) => {
      const tenant = await getTenant(context.req.valid('param').tenantId)
      return context.json({ ...toItem(tenant), ...(await store.tenant(tenant.id).findActivity()) }, 200)
    })

    router.openapi(operatorRoutes.suspend, async (context) => {
      const { tenants } = context.get('management')
      const { revision } = await tenants.suspend(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.resume, async (context) => {
      const { tenants } = context.get('management')
      const { revision } = await tenants.resume(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.remove, async (context) => {
      const { tenants } = context.get('management')
      const { revision } = await tenants.delete(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.services, async (context) => {
      const services = await registeredServices.list()
      return context.json({ items: services.map((service) => ({ ...service, roles: [...service.roles] })) }, 200)
    })

    router.openapi(operatorRoutes.accessSummary, async (context) => {
      const { to = clock() + 1, from = to - WEEK, by, tenant } = context.req.valid('query')
      const whose = tenant === undefined ? ({ everyTenant: true } as const) : { tenant }
      const { tenants, ...summary } = await accessLog.summarize({ ...whose, from, to, by })
      const named = tenants.map(async (counts) => {
        const tenant = counts.tenant === null ? undefined : await store.findTenant(counts.tenant)
        return { ...counts, name: tenant?.name ?? null }
      })
      const lists = {
        buckets: [...summary.buckets],
        operations: [...summary.operations],
        reasons: [...summary.reasons],
      }
      return context.json({ ...summary, ...lists, tenants: await Promise.all(named) }, 200)
    })
  }
}

/** Tenants as the list shows them, with how much each is used. */
async function toItems(store: Pick<Store, 'tenant'>, tenants: readonly Tenant[]) {
  return Promise.all(
    tenants.map(async (tenant) => {
      const { users, lastActivityAt } = await store.tenant(tenant.id).findActivity()
      return { ...toItem(tenant), users, lastActivityAt }
    }),
  )
}

function toItem({ id, slug, name, status, createdAt }: Tenant) {
  return { id, slug, name, status, createdAt }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
