import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import { pageOf, type FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { assertSteppedUp } from './step-up.ts'

type Domain = Schema<'Domain'>

const DAY = 86_400_000

/** A domain that is not proved yet. */
export function createDomain(domain: string, more: Partial<Domain> = {}): Domain {
  return {
    id: `dom_${domain}`,
    domain,
    status: 'pending',
    record: { name: `_wardkit.${domain}`, type: 'TXT', value: 'wardkit-domain=Zq7vB2mXk94TrLhw8cYd' },
    connection: null,
    verifiedAt: null,
    lastCheck: null,
    ...more,
  }
}

export function createDomains(now: number): Domain[] {
  return [
    createDomain('acmehealth.example', { status: 'verified', verifiedAt: now - 59 * DAY, connection: 'c_okta' }),
    createDomain('acme-clinics.example', {
      lastCheck: { at: now - 120_000, problem: 'there is no TXT record `_wardkit.acme-clinics.example` yet' },
    }),
  ]
}

function find(state: FakeState, id: string | undefined): Domain {
  const found = state.domains.find((one) => one.id === id)
  if (found === undefined) throw notFound()
  return found
}

export const domainHandlers: FakeHandlers = {
  'GET /domains': ({ state, query }) => pageOf(state.domains, query),
  'POST /domains': ({ state, body: { domain } }) => {
    assertSteppedUp(state)
    if (state.domains.some((one) => one.domain === domain)) {
      throw new FakeProblem(409, 'ERR_CONFLICT', { detail: `the tenant has \`${domain}\` already` })
    }
    const made = createDomain(domain)
    state.domains.push(made)
    return made
  },
  'POST /domains/{domainId}/verify': ({ state, params }) => {
    assertSteppedUp(state)
    const found = find(state, params['domainId'])
    found.status = 'verified'
    found.verifiedAt = Date.now()
    found.lastCheck = { at: Date.now(), problem: null }
    return found
  },
  'PATCH /domains/{domainId}': ({ state, params, body: { connection } }) => {
    assertSteppedUp(state)
    const found = find(state, params['domainId'])
    found.connection = connection
    return found
  },
  'DELETE /domains/{domainId}': ({ state, params }) => {
    assertSteppedUp(state)
    const found = find(state, params['domainId'])
    state.domains = state.domains.filter((one) => one !== found)
    return undefined
  },
  'GET /sso-settings': ({ state }) => state.ssoSettings,
  'PUT /sso-settings': ({ state, body: { version, ...settings } }) => {
    assertSteppedUp(state)
    const current = state.ssoSettings
    if (version !== undefined && version !== current.version) {
      throw new FakeProblem(409, 'ERR_CONFLICT', { version: current.version })
    }
    state.ssoSettings = { ...settings, version: current.version + 1 }
    return state.ssoSettings
  },
}
