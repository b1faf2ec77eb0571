import { createRoute, z } from '@hono/zod-openapi'
import type { AccessLog } from '../../audit/access-log.ts'
import { summarizeAccess } from '../../audit/access-summary.ts'
import { WardkitError } from '../../errors/index.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { Store, Tenant, UserPosition } from '../../identity/identity-store.ts'
import type { Operators } from '../../identity/operators.ts'
import type { RegisteredServices } from '../../identity/registered-services.ts'
import type { Clock } from '../../util/clock.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, Id, PageQuery, pageOf, problems, REVISED } from './api-schemas.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { noteRevision, type ManageAs, type OwnContext, type OwnModule } from './own-module.ts'
import { actorContextOf } from './same-site.ts'

const TenantItem = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    status: z.enum(['active', 'suspended']),
    createdAt: z.int(),
  })
  .openapi('OperatorTenant')

const TenantDetail = TenantItem.extend({
  users: z.int(),
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
    complete: z.boolean().openapi({ description: 'False where there is more than is counted: the newest 100,000' }),
  })
  .openapi('AccessSummary')

const Moment = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,14})$/, 'needs a whole number')
  .transform(Number)
  .openapi({ type: 'integer', minimum: 0, description: 'Milliseconds since 1970' })

// No policy is asked, for an operator is of no tenant: whoever shows no operator's key gets nothing.
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
  readonly operators: Pick<Operators, 'verify'>
  readonly registeredServices: Pick<RegisteredServices, 'list'>
  readonly accessLog: Pick<AccessLog, 'query'>
  readonly manageAs: ManageAs
  readonly limits: Pick<AttemptLimits, 'admitRequest'>
  readonly clock: Clock
}

/** How many tenants are looked through for one page. */
const SCANNED = 5_000
const STEP = 1_000

const WEEK = 7 * 24 * 60 * 60 * 1_000

export function serveOperators(dependencies: OperatorDependencies): OwnModule {
  const { store, operators, registeredServices, accessLog, manageAs, limits, clock } = dependencies

  /** INVARIANT: every handler here asks this first. @throws WardkitError `ERR_UNAUTHENTICATED`, the same for every other caller */
  async function operatorOf(context: OwnContext): Promise<string> {
    const text = /^bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
    const key = text === undefined ? undefined : await operators.verify(text)
    if (key !== undefined) return key.id
    await limits.admitRequest(context.get('address'))
    throw new WardkitError('ERR_UNAUTHENTICATED', "an operator's key is needed")
  }

  async function tenantsOf(context: OwnContext) {
    return manageAs({ type: 'operator', id: await operatorOf(context) }, actorContextOf(context)).tenants
  }

  async function getTenant(id: string): Promise<Tenant> {
    const tenant = await store.findTenant(id)
    if (tenant !== undefined) return tenant
    throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
  }

  return (router) => {
    router.openapi(operatorRoutes.list, async (context) => {
      const tenants = await tenantsOf(context)
      const { cursor, limit, search, status } = context.req.valid('query')
      const part = search?.toLowerCase()
      const matches = (tenant: Tenant): boolean =>
        (status === undefined || tenant.status === status) &&
        (part === undefined || tenant.slug.includes(part) || tenant.name.toLowerCase().includes(part))
      const found: Tenant[] = []
      let after = cursor === undefined ? undefined : readCursor(cursor, isText)
      for (let scanned = 0; scanned < SCANNED; scanned += STEP) {
        const step = await tenants.list({ limit: STEP, ...withoutUndefined({ after }) })
        const left = limit - found.length
        const matching = step.filter(matches)
        found.push(...matching.slice(0, left))
        if (matching.length > left) return context.json({ items: found.map(toItem), next: cursorOf(found.at(-1)) }, 200)
        if (step.length < STEP) return context.json({ items: found.map(toItem), next: null }, 200)
        after = step.at(-1)?.id
      }
      return context.json({ items: found.map(toItem), next: after === undefined ? null : writeCursor(after) }, 200)
    })

    router.openapi(operatorRoutes.find, async (context) => {
      await operatorOf(context)
      const tenant = await getTenant(context.req.valid('param').tenantId)
      return context.json({ ...toItem(tenant), ...(await countUsers(store, tenant.id)) }, 200)
    })

    router.openapi(operatorRoutes.suspend, async (context) => {
      const tenants = await tenantsOf(context)
      const { revision } = await tenants.suspend(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.resume, async (context) => {
      const tenants = await tenantsOf(context)
      const { revision } = await tenants.resume(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.remove, async (context) => {
      const tenants = await tenantsOf(context)
      const { revision } = await tenants.delete(context.req.valid('param').tenantId)
      noteRevision(context, revision)
      return context.body(null, 204)
    })

    router.openapi(operatorRoutes.services, async (context) => {
      await operatorOf(context)
      const services = await registeredServices.list()
      return context.json({ items: services.map((service) => ({ ...service, roles: [...service.roles] })) }, 200)
    })

    router.openapi(operatorRoutes.accessSummary, async (context) => {
      await operatorOf(context)
      const { to = clock() + 1, from = to - WEEK, by, tenant } = context.req.valid('query')
      const asked = { from, to, by, ...withoutUndefined({ tenant }) }
      const { tenants, ...summary } = await summarizeAccess(accessLog, asked)
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

async function countUsers(store: Pick<Store, 'tenant'>, id: string) {
  let users = 0
  let lastLoginAt: number | null = null
  let after: UserPosition | undefined
  do {
    const position = after === undefined ? {} : { after }
    const found = await store.tenant(id).searchUsers({ sort: 'createdAt', limit: STEP, ...position })
    users += found.length
    for (const user of found) lastLoginAt = Math.max(lastLoginAt ?? 0, user.lastLoginAt ?? 0) || null
    after = found.length < STEP ? undefined : found.at(-1)?.position
  } while (after !== undefined)
  return { users, lastLoginAt }
}

function toItem({ id, slug, name, status, createdAt }: Tenant): z.infer<typeof TenantItem> {
  return { id, slug, name, status, createdAt }
}

function cursorOf(tenant: Tenant | undefined): string | null {
  return tenant === undefined ? null : writeCursor(tenant.id)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
