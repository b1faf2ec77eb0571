import type { Schema } from '../../client/wardkit-client.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'
import { notFound } from '../fake-problem.ts'
import type { FakeState } from '../fake-state.ts'

/** What the application's operators see. */
export interface FakeOperator {
  tenants: Schema<'OperatorTenantDetail'>[]
  services: Schema<'OperatorService'>[]
  /** Requests by the hour, the oldest first. */
  requests: (FakeCounts & { at: number })[]
  operations: Schema<'AccessSummary'>['operations']
  reasons: Schema<'AccessSummary'>['reasons']
  dropped: number
  complete: boolean
}

interface FakeCounts {
  allowed: number
  denied: number
  failed: number
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const HOURS = 31 * 24

export function createOperator(now: number): FakeOperator {
  const tenant = (id: string, name: string, users: number, more: Partial<Schema<'OperatorTenantDetail'>> = {}) => ({
    id,
    slug: name.toLowerCase().replace(/\W+/g, '-'),
    name,
    status: 'active' as const,
    createdAt: now - users * 2 * DAY,
    users,
    lastLoginAt: now - users * 60_000,
    lastActivityAt: now - users * 20_000,
    ...more,
  })
  const service = (id: string, title: string, operations: number, roles: string[]) => ({
    id,
    title,
    version: '1.4.0',
    operations,
    roles,
  })
  const newest = now - (now % HOUR)
  return {
    tenants: [
      tenant('t_acme', 'Acme Health', 212),
      tenant('t_north', 'North Clinic', 18),
      tenant('t_east', 'Eastside Imaging', 7, { status: 'suspended' }),
      tenant('t_lab', 'Meridian Laboratory', 64),
      tenant('t_trial', 'Trial of June', 1, { lastLoginAt: null, lastActivityAt: null }),
    ],
    services: [
      service('patient', 'Patient service', 14, []),
      service('diagnostic', 'Diagnostic service', 9, ['diagnostic.reader', 'diagnostic.writer']),
    ],
    // Busy by day and quiet by night, and some days worse than others.
    requests: Array.from({ length: HOURS }, (_, index) => {
      const at = newest - (HOURS - 1 - index) * HOUR
      const hour = (at / HOUR) % 24
      const load = hour > 6 && hour < 19 ? 120 + ((index * 37) % 90) : 8 + ((index * 13) % 17)
      return {
        at,
        allowed: load,
        denied: Math.round(load / (index % 29 === 0 ? 2 : 14)),
        failed: index % 61 === 0 ? 9 : 0,
      }
    }),
    operations: [
      { operation: 'GET:/patient/{patientId}', allowed: 18_244, denied: 212, failed: 3 },
      { operation: 'PUT:/patient/{patientId}', allowed: 2_310, denied: 641, failed: 0 },
      { operation: 'POST:/diagnostic', allowed: 840, denied: 12, failed: 9 },
      { operation: 'GET:/wardkit/users', allowed: 412, denied: 88, failed: 0 },
      { operation: 'GET:/appointment', allowed: 9_120, denied: 0, failed: 0 },
    ],
    reasons: [
      { reason: 'condition-not-met', count: 702 },
      { reason: 'no-statement', count: 196 },
      { reason: 'other-tenant', count: 41 },
      { reason: 'denied', count: 14 },
    ],
    dropped: 0,
    complete: true,
  }
}

export const operatorHandlers: FakeHandlers = {
  'GET /operator/tenants': ({ state: { operator }, query }) => {
    const part = (query.get('search') ?? '').toLowerCase()
    const status = query.get('status')
    const found = operator.tenants
      .filter(({ name, slug }) => `${name} ${slug}`.toLowerCase().includes(part))
      .filter((tenant) => status === null || tenant.status === status)
      .map(({ lastLoginAt: _, ...item }) => item)
    return pageOf(found, query)
  },
  'GET /operator/tenants/{tenantId}': ({ state, params }) => find(state, params['tenantId']),
  'POST /operator/tenants/{tenantId}/suspend': ({ state, params }) => {
    find(state, params['tenantId']).status = 'suspended'
    return undefined
  },
  'POST /operator/tenants/{tenantId}/resume': ({ state, params }) => {
    find(state, params['tenantId']).status = 'active'
    return undefined
  },
  'DELETE /operator/tenants/{tenantId}': ({ state, params }) => {
    const gone = find(state, params['tenantId'])
    state.operator.tenants = state.operator.tenants.filter((tenant) => tenant !== gone)
    return undefined
  },
  'GET /operator/services': ({ state: { operator } }) => ({ items: operator.services }),
  'GET /operator/access-summary': ({ state: { operator }, query }) => {
    const tenant = query.get('tenant')
    // One tenant has as much of it as it has users.
    const users = operator.tenants.reduce((sum, one) => sum + one.users, 0)
    const own = operator.tenants.find(({ id }) => id === tenant)
    const part = tenant === null ? 1 : (own?.users ?? 0) / users
    const scale = ({ allowed, denied, failed }: FakeCounts): FakeCounts => ({
      allowed: Math.round(allowed * part),
      denied: Math.round(denied * part),
      failed: Math.round(failed * part),
    })
    const step = query.get('by') === 'hour' ? HOUR : DAY
    const [from, to] = [Number(query.get('from')), Number(query.get('to'))]
    const buckets = new Map<number, FakeCounts>()
    for (const { at, ...counts } of operator.requests) {
      if (at < from || at >= to) continue
      const bucket = at - (at % step)
      const { allowed, denied, failed } = buckets.get(bucket) ?? { allowed: 0, denied: 0, failed: 0 }
      buckets.set(bucket, {
        allowed: allowed + counts.allowed,
        denied: denied + counts.denied,
        failed: failed + counts.failed,
      })
    }
    const ofTenant = (one: Schema<'OperatorTenantDetail'>) => ({
      tenant: one.id,
      name: one.name,
      allowed: one.users * 90,
      denied: one.users * 4,
      failed: one.id === 't_lab' ? 12 : 0,
    })
    const isQuiet = operator.requests.length === 0
    return {
      buckets: [...buckets].map(([at, counts]) => ({ at, ...scale(counts) })),
      tenants: isQuiet
        ? []
        : [
            ...operator.tenants.filter(({ id }) => tenant === null || id === tenant).map(ofTenant),
            ...(tenant === null ? [{ tenant: null, name: null, allowed: 310, denied: 25, failed: 0 }] : []),
          ],
      operations: isQuiet ? [] : operator.operations.map((one) => ({ ...one, ...scale(one) })),
      reasons: isQuiet ? [] : operator.reasons.map(({ reason, count }) => ({ reason, count: Math.ceil(count * part) })),
      dropped: operator.dropped,
      complete: operator.complete,
    }
  },
}

function find({ operator }: FakeState, id: string | undefined): Schema<'OperatorTenantDetail'> {
  const found = operator.tenants.find((tenant) => tenant.id === id)
  if (found === undefined) throw notFound()
  return found
}
