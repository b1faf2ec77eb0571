import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { assertSteppedUp } from './step-up.ts'

type Connection = Schema<'Connection'>
type TestRun = Schema<'ConnectionTestRun'>

const DAY = 86_400_000

export const FAKE_CLAIMS = {
  sub: '00u1x9dora',
  email: 'dora@acmehealth.example',
  email_verified: true,
  name: 'Dora Doctor',
  department: 'Cardiology',
  groups: ['Everyone', 'EHR Doctors', 'East Ward'],
}

const STEPS = ['discovery', 'authorization', 'tokens', 'claims', 'account'] as const

const DETAILS: Readonly<Record<(typeof STEPS)[number], string>> = {
  discovery: 'the discovery document and all endpoints are in order',
  authorization: 'the provider sent the browser back to this login',
  tokens: 'the ID token is signed by the provider, for this client and this login',
  claims: 'the claims were read',
  account: 'somebody with these claims can log in',
}

const BAD_SECRET = {
  code: 'client-refused',
  message: 'the identity provider does not take the client id and secret',
  remedy: 'copy client id and secret anew; a secret may have expired at the provider',
}

/** A connection to Okta, as a tenant has it. */
export function createConnection(now: number, more: Partial<Connection> = {}): Connection {
  const id = more.id ?? 'c_okta'
  return {
    id,
    type: 'oidc',
    name: 'Okta',
    status: 'active',
    version: 3,
    issuer: 'https://acmehealth.okta.com',
    discoveryUrl: 'https://acmehealth.okta.com/.well-known/openid-configuration',
    clientId: '0oa4hx8w2pQvT1zKd697',
    hasSecret: true,
    scopes: ['openid', 'email', 'profile', 'groups'],
    defaultRole: null,
    mode: 'authoritative',
    createdAt: now - 60 * DAY,
    updatedAt: now - 2 * DAY,
    lastTest: null,
    redirectUri: `https://ehr.example/wardkit/sso/callback/${id}`,
    postLogoutRedirectUri: 'https://ehr.example/wardkit/sso/logged-out',
    backchannelLogoutUri: `https://ehr.example/wardkit/sso/backchannel-logout/${id}`,
    ...more,
  }
}

/** A test login that went through. */
export function passedRun(id: string, at: number): TestRun {
  const steps = STEPS.map((name) => ({ name, status: 'passed' as const, detail: DETAILS[name] }))
  const mapped = { roles: ['doctor'], tags: { ward: ['east'] }, usedDefault: false }
  return { id, at, status: 'passed', error: null, claims: FAKE_CLAIMS, mapped, steps }
}

/** A test login that the provider's token endpoint ended. */
export function failedRun(id: string, at: number): TestRun {
  const steps: TestRun['steps'] = [
    { name: 'discovery', status: 'passed', detail: DETAILS.discovery },
    { name: 'authorization', status: 'passed', detail: DETAILS.authorization },
    { name: 'tokens', status: 'failed', detail: 'the token endpoint answered invalid_client' },
  ]
  return { id, at, status: 'failed', error: BAD_SECRET, claims: NO_CLAIMS, mapped: null, steps }
}

// The document says `Claims` where the answer is null.
const NO_CLAIMS = null as unknown as Schema<'Claims'>

export function createConnections(now: number): Connection[] {
  return [createConnection(now)]
}

export function createTestRuns(now: number): Record<string, TestRun[]> {
  return { c_okta: [passedRun('tst_2', now - 2 * DAY), failedRun('tst_1', now - 2 * DAY - 600_000)] }
}

/** A test login ends in another window: here it has ended when it is asked about again. */
function finishRuns(runs: TestRun[], outcome: FakeState['testLogins']): TestRun[] {
  if (outcome === 'unfinished') return runs
  return runs.map((run) =>
    run.status !== 'running' ? run : outcome === 'passed' ? passedRun(run.id, run.at) : failedRun(run.id, run.at),
  )
}

function find(state: FakeState, id: string | undefined): Connection {
  const found = state.connections.find((one) => one.id === id)
  if (found === undefined) throw notFound()
  return found
}

function withLastTest(state: FakeState, connection: Connection): Connection {
  const [last] = state.testRuns[connection.id] ?? []
  if (last === undefined) return connection
  const { id, at, status, error } = last
  return { ...connection, lastTest: { id, at, status, error } }
}

export const connectionHandlers: FakeHandlers = {
  'GET /connections': ({ state, query }) =>
    pageOf(
      state.connections.map((one) => withLastTest(state, one)),
      query,
    ),
  'GET /connections/{connectionId}': ({ state, params }) => withLastTest(state, find(state, params['connectionId'])),
  'POST /connections': ({ state, body }) => {
    assertSteppedUp(state)
    const id = `c_new${String(state.connections.length)}`
    const { clientSecret: _, discoveryUrl, scopes = ['openid', 'email', 'profile'], ...fields } = body
    const issuer = discoveryUrl.replace(/\/\.well-known\/openid-configuration$/, '')
    const draft = { id, ...fields, issuer, discoveryUrl, scopes, status: 'draft' as const, version: 1 }
    const made = createConnection(Date.now(), draft)
    state.connections.push(made)
    return made
  },
  'PATCH /connections/{connectionId}': ({ state, params, body: { version, clientSecret, ...change } }) => {
    assertSteppedUp(state)
    const found = find(state, params['connectionId'])
    if (version !== undefined && found.version !== version) {
      throw new FakeProblem(409, 'ERR_CONFLICT', { version: found.version })
    }
    const isSame = clientSecret === undefined && Object.keys(change).every((name) => name === 'name')
    Object.assign(found, change, { version: found.version + 1 }, isSame ? {} : { status: 'draft' })
    return found
  },
  'DELETE /connections/{connectionId}': ({ state, params }) => {
    assertSteppedUp(state)
    const found = find(state, params['connectionId'])
    state.connections = state.connections.filter((one) => one !== found)
    return undefined
  },
  'POST /connections/{connectionId}/activate': ({ state, params }) => {
    assertSteppedUp(state)
    const found = find(state, params['connectionId'])
    if (found.status === 'draft') throw new FakeProblem(409, 'ERR_CONFLICT', { detail: 'test the connection first' })
    found.status = 'active'
    return found
  },
  'POST /connections/{connectionId}/deactivate': ({ state, params }) => {
    assertSteppedUp(state)
    const found = find(state, params['connectionId'])
    found.status = 'disabled'
    return found
  },
  'POST /connections/{connectionId}/test': ({ state, params }) => {
    const { id } = find(state, params['connectionId'])
    const runs = (state.testRuns[id] ??= [])
    const run = `tst_new${String(runs.length)}`
    runs.unshift({
      id: run,
      at: Date.now(),
      status: 'running',
      error: null,
      claims: NO_CLAIMS,
      mapped: null,
      steps: [],
    })
    return { url: `https://ehr.example/wardkit/sso/start/${id}?test=${run}`, run }
  },
  'GET /connections/{connectionId}/test-runs': ({ state, params, query }) => {
    const found = find(state, params['connectionId'])
    const runs = state.testRuns[found.id] ?? []
    const answer = pageOf(structuredClone(runs), query)
    state.testRuns[found.id] = finishRuns(runs, state.testLogins)
    if (found.status === 'draft' && state.testRuns[found.id]?.[0]?.status === 'passed') found.status = 'tested'
    return answer
  },
}
