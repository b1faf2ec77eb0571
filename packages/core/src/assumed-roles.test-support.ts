import type { RoleTrustInput } from './identity/role-trusts.ts'
import { open, P1, question } from './links.test-support.ts'
import type { Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const PASSWORD = 'seven green kettles'
/** When every test begins. */
export const START = Date.UTC(2030, 0, 1)

/** A hospital with a role for laboratories, and a laboratory whose people may assume it. */
export interface Partners {
  readonly wardkit: Wardkit
  readonly clock: { (): number; advance(seconds: number): void }
  /** Tenant ids. */
  readonly hospital: string
  readonly lab: string
  readonly role: string
  readonly eve: string
  readonly eveToken: string
  send(token: string | null, method: string, path: string, body?: unknown): Promise<Answer>
  /** As OAuth has it. */
  token(form: Record<string, string>, headers?: Record<string, string>, query?: string): Promise<Answer>
  trust(...entries: RoleTrustInput['trust']): Promise<unknown>
  assume(token: string, over?: object): Promise<Answer>
  /** The token of the role, which eve assumes. */
  assumed(over?: object): Promise<string>
  /** Why a request with a token is allowed or not: the reason of the decision, or of the refusal of the token. */
  tries(token: string, target: string): Promise<string>
  logIn(name: string): Promise<string>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

/** The partners, where eve of the lab is trusted. */
export async function partners(options: WardkitOptions = {}): Promise<Partners> {
  let now = START
  const clock = Object.assign(() => now, { advance: (seconds: number) => void (now += 1000 * seconds) })
  const wardkit = await open({ clock, rateLimits: { requestsPerAddress: 1_000 }, ...options })
  const { id: hospital } = await wardkit.tenants.create({ slug: 'hospital', name: 'Hospital' })
  const { id: lab } = await wardkit.tenants.create({ slug: 'lab', name: 'Lab' })
  const policy = "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:lab = $principalTags:lab"
  const { id: role } = await wardkit.roles.create({ tenant: hospital, name: 'Reports', policy, tags: { lab: 'north' } })
  await wardkit.resources.register({ tenant: hospital, ...P1, tags: { lab: 'north' } })
  await wardkit.resources.register({ tenant: lab, type: 'patient', id: 'of-the-lab', tags: { lab: 'north' } })
  const user = (name: string, tenant: string, roles: string[]) =>
    wardkit.users.create({
      ...{ tenant, name, roles, email: `${name}@example.com`, password: PASSWORD, emailVerified: true },
      tags: { function: 'analysts' },
    })
  const { id: eve } = await user('eve', lab, ['member'])
  await user('root', hospital, ['admin'])

  async function send(token: string | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
    return read(await wardkit.fetch(new Request(`http://localhost/wardkit${path}`, init)))
  }

  async function logIn(name: string): Promise<string> {
    const { body } = await send(null, 'POST', '/login', { email: `${name}@example.com`, password: PASSWORD })
    return body['accessToken'] as string
  }

  const trust: Partners['trust'] = (...entries) =>
    wardkit.roleTrusts.set({ tenant: hospital, role, trust: entries, sessionTags: ['case'] })
  await trust({ tenant: lab, principal: eve })
  const eveToken = await logIn('eve')
  const assume: Partners['assume'] = (token, over = {}) =>
    send(token, 'POST', '/assume-role', { role, tenant: hospital, ...over })

  return {
    ...{ wardkit, clock, hospital, lab, role, eve, eveToken, send, trust, assume, logIn },
    async token(form, headers = {}, query = '') {
      const init = { method: 'POST', headers, body: new URLSearchParams(form) }
      return read(await wardkit.fetch(new Request(`http://localhost/wardkit/token${query}`, init)))
    },
    async assumed(over) {
      const { body } = await assume(eveToken, over)
      return body['accessToken'] as string
    },
    async tries(token, target) {
      const found = await wardkit.authenticate([`Bearer ${token}`])
      if (found.status !== 'identified') return found.status === 'unidentified' ? found.reason : found.status
      return (await wardkit.decide(question(wardkit, found.principal, target))).reason
    },
  }
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  return { status: response.status, headers: response.headers, body }
}
