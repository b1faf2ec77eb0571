import type { SsoOptions } from '../../sso-options.ts'
import { createMemoryStore } from '../../store/memory/index.ts'
import type { Store } from '../../identity/identity-store.ts'
import { createWardkit, type Wardkit } from '../../wardkit.ts'
import type { WardkitOptions } from '../../wardkit-options.ts'
import type { TestProvider } from './test-provider.test-support.ts'

const DOCUMENT = new URL('../../decision/testdata/clinic.openapi.json', import.meta.url).pathname

/** A Wardkit whose tenants prove domains and set providers up at once. */
export interface SsoWorld {
  readonly wardkit: Wardkit
  readonly store: Store
  /** A tenant that has verified `SLUG.example`, with an admin who has a password: the id. */
  addTenant(slug: string): Promise<string>
  /** An active connection, to which the tenant's domain leads. */
  addConnection(tenant: string, provider: TestProvider | RealClient, domain?: string): Promise<string>
  verifyDomain(tenant: string, domain: string): Promise<string>
  openBrowser(): Browser
  /** What the audit log says of a tenant, the newest first. */
  readAudit(
    tenant: string,
  ): Promise<readonly { readonly action: string; readonly details: Readonly<Record<string, unknown>> }[]>
  close(): Promise<void>
}

export interface RealClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly scopes?: readonly string[]
}

/** A browser, as far as cookies go. */
export interface Browser {
  readonly cookies: Map<string, string>
  send(
    path: string,
    init?: { readonly method?: string; readonly body?: unknown; readonly site?: string },
  ): Promise<Response>
  /** Begins a login: where the browser is sent, or undefined with a page. */
  begin(connection: string, query?: string): Promise<string>
  /** Brings what the provider answered back. */
  finish(location: string): Promise<Response>
  /** From the first step to the last. */
  logIn(connection: string, provider: TestProvider): Promise<Response>
}

export const PASSWORD = 'seven green kettles'
const URL_OF_APP = 'http://localhost:3000'

export async function createSsoWorld(
  sso: SsoOptions = {},
  over: Pick<WardkitOptions, 'clock'> = {},
): Promise<SsoWorld> {
  const records = new Map<string, string>()
  const store = createMemoryStore()
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    store,
    url: URL_OF_APP,
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    onEvent: () => undefined,
    sso: {
      allowLoopback: true,
      resolveTxt: async (name) => (records.has(name) ? [[records.get(name) ?? '']] : []),
      ...sso,
    },
    ...over,
  })

  async function verifyDomain(tenant: string, domain: string): Promise<string> {
    const { id, proof } = await wardkit.domains.add({ tenant, domain })
    records.set(`_wardkit.${domain}`, `wardkit-domain=${proof}`)
    await wardkit.domains.verify({ tenant, id })
    return id
  }

  return {
    wardkit,
    store,
    verifyDomain,
    async addTenant(slug) {
      const { id } = await wardkit.tenants.create({ slug, name: slug })
      const admin = { email: `admin@${slug}.example`, name: 'Admin', password: PASSWORD, emailVerified: true }
      await wardkit.users.create({ tenant: id, ...admin, roles: ['admin'] })
      await verifyDomain(id, `${slug}.example`)
      return id
    },
    async addConnection(tenant, { issuer, clientId, clientSecret, scopes }: RealClient, domain) {
      const provider = { discoveryUrl: issuer, clientId, clientSecret, ...(scopes && { scopes }) }
      const { id } = await wardkit.connections.create({ tenant, name: 'Provider', ...provider })
      await store.write((writer) =>
        writer.tenant(tenant).updateConnection(id, { testedConfiguration: 1 }, undefined, 0),
      )
      await wardkit.connections.activate({ tenant, id })
      const own = (await wardkit.domains.list(tenant)).find((found) => domain === undefined || found.domain === domain)
      await wardkit.domains.assign({ tenant, id: own?.id ?? '', connection: id })
      return id
    },
    openBrowser: () => openBrowser(wardkit),
    async readAudit(tenant) {
      return (await wardkit.auditLog.query({ tenant, limit: 20, order: 'newest' })).records
    },
    close: () => wardkit.close(),
  }
}

function openBrowser(wardkit: Wardkit): Browser {
  const cookies = new Map<string, string>()

  async function send(
    path: string,
    { method = 'GET', body, site = 'same-origin' } = {} as { method?: string; body?: unknown; site?: string },
  ) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ')
    const response = await wardkit.fetch(
      new Request(URL_OF_APP + path, {
        method,
        headers: {
          'sec-fetch-site': site,
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
    for (const field of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(field) ?? []
      if (field.includes('Max-Age=0')) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  async function finish(location: string) {
    const { pathname, search } = new URL(location)
    return send(pathname + search, { site: 'cross-site' })
  }

  async function begin(connection: string, query = '') {
    const response = await send(`/wardkit/sso/start/${connection}${query}`)
    return response.headers.get('location') ?? ''
  }

  return {
    cookies,
    send,
    begin,
    finish,
    logIn: async (connection, provider) => finish(await provider.visit(await begin(connection))),
  }
}
