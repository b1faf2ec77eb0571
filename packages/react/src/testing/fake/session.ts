import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'

/** Who is logged in. */
export interface FakeSession {
  tenant: Schema<'Tenant'>
  user: Schema<'LoggedInUser'>
  tenants: Schema<'Tenant'>[]
  sessions: Schema<'Session'>[]
}

const ACME = { id: 't_acme', slug: 'acme-health', name: 'Acme Health' }
const HOUR = 3_600_000
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'

export function createSession(now: number): FakeSession {
  const session = (id: string, agent: string, address: string, usedAt: number): Schema<'Session'> => ({
    id,
    kind: 'browser',
    createdAt: usedAt - 5 * HOUR,
    usedAt,
    expiresAt: now + 100 * HOUR,
    address,
    agent,
    current: id === 's_this',
  })
  return {
    tenant: ACME,
    user: { id: 'u_grace', name: 'Grace Okafor', roles: ['admin'], tags: { function: ['management'] } },
    tenants: [ACME, { id: 't_north', slug: 'north-clinic', name: 'North Clinic' }],
    sessions: [
      session('s_this', AGENT, '203.0.113.24', now - 60_000),
      session('s_phone', PHONE, '198.51.100.7', now - 26 * HOUR),
    ],
  }
}

export const sessionHandlers: FakeHandlers = {
  'GET /session': ({ state: { session } }) => {
    const current = session?.sessions.find((one) => one.current)
    if (session === null || current === undefined) throw new FakeProblem(401, 'ERR_UNAUTHENTICATED')
    return { tenant: session.tenant, user: session.user, tenants: session.tenants, session: current }
  },
  'GET /sessions': ({ state: { session } }) => ({ items: session?.sessions ?? [] }),
  'DELETE /sessions/{sessionId}': ({ state: { session }, params }) => {
    if (session === null) throw new FakeProblem(401, 'ERR_UNAUTHENTICATED')
    session.sessions = session.sessions.filter(({ id }) => id !== params['sessionId'])
    return undefined
  },
  'POST /logout': ({ state }) => {
    state.session = null
    return undefined
  },
  'POST /session/tenant': ({ state: { session }, body }) => {
    const tenant = session?.tenants.find(({ id }) => id === body.tenant)
    if (session === null || tenant === undefined) throw notFound()
    session.tenant = tenant
    return { tenant, user: session.user }
  },
}
