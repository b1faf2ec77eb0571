import { createTestClock, PASSWORD } from './identity/identity.test-support.ts'
import { createWardkit, type WardkitOptions } from './index.ts'

export const ORIGIN = 'https://app.example'
const SAME = { 'sec-fetch-site': 'same-origin' }
const OPENAPI = {
  openapi: '3.1.0',
  info: { title: 'Ward', version: '1.0.0' },
  security: [{ token: [] }],
  paths: { '/ward': { get: { responses: { 200: { description: 'read' } } } } },
  components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
}

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly address?: string
}

/** An instance at `ORIGIN` with a clock that moves when told, and what a browser on its pages does. */
export async function openAccounts(over: WardkitOptions = {}) {
  const clock = createTestClock()
  const wardkit = await createWardkit({
    openapi: { document: OPENAPI },
    database: 'sqlite::memory:',
    url: ORIGIN,
    accessLog: false,
    onEvent: () => undefined,
    clock,
    ...over,
  })

  async function send(method: string, path: string, body?: unknown, sent: Sent = {}) {
    const { headers = {}, address = '192.0.2.1' } = sent
    const content = body === undefined ? {} : { 'content-type': 'application/json' }
    const init = {
      method,
      headers: { ...SAME, ...content, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }
    const response = await wardkit.fetch(new Request(`${ORIGIN}/wardkit${path}`, init), { remoteAddress: address })
    const text = await response.text()
    const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '')
    const setCookie = response.headers.get('set-cookie')
    return { status: response.status, setCookie, text, json: isJson ? JSON.parse(text) : {} }
  }

  const post = (path: string, body?: unknown, sent?: Sent) => send('POST', path, body, sent)

  /** A browser that keeps the cookie it is given. */
  function createBrowser(address?: string) {
    let cookie = ''
    const from = address === undefined ? {} : { address }
    const browse = async (method: string, path: string, body?: unknown) => {
      const answer = await send(method, path, body, { ...from, ...(cookie === '' ? {} : { headers: { cookie } }) })
      if (answer.setCookie !== null) cookie = /^[^;]*/.exec(answer.setCookie)?.[0] ?? ''
      return answer
    }
    return {
      get: (path: string) => browse('GET', path),
      post: (path: string, body?: unknown) => browse('POST', path, body),
      patch: (path: string, body?: unknown) => browse('PATCH', path, body),
      delete: (path: string, body?: unknown) => browse('DELETE', path, body),
      get cookie() {
        return cookie
      },
      set cookie(value: string) {
        cookie = value
      },
      logIn: (over: object = {}) =>
        browse('POST', '/login', { email: 'ada@example.com', password: PASSWORD, session: 'browser', ...over }),
    }
  }

  /** A tenant with `ada@example.com`, its admin, who has the password `PASSWORD`. */
  async function addTenant(slug = 'acme') {
    const { id: tenant } = await wardkit.tenants.create({ name: slug, slug })
    const known = await wardkit.users.list(tenant)
    const isFirst = known.length === 0 && slug === 'acme'
    const user = { tenant, email: 'ada@example.com', name: 'Ada', emailVerified: true, roles: ['admin'] }
    const ada = await wardkit.users.create({ ...user, ...(isFirst ? { password: PASSWORD } : {}) })
    return { tenant, ada }
  }

  return { wardkit, clock, send, post, createBrowser, addTenant }
}
