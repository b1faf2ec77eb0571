import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRealProvider, type RealProvider } from './sso/testing/real-provider.test-support.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const API = 'https://api.example'
const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname

let provider: RealProvider
let wardkit: Wardkit
let tenant: string

beforeAll(async () => {
  provider = await startRealProvider({ api: API })
  const here = 'http://localhost:3000'
  provider.register({ redirectUri: here, postLogoutRedirectUri: here, backchannelLogoutUri: here })
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    onEvent: () => undefined,
    globalRoles: { reader: { name: 'Reader', policy: "- allow: ['GET:/patient/{patientId}']" } },
    upstreamIssuers: [
      {
        issuer: provider.issuer,
        audience: API,
        tenant: { slugClaim: 'org' },
        rolesClaim: 'roles',
        algorithms: ['RS256'],
      },
    ],
  })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
})

afterAll(async () => {
  await wardkit.close()
  await provider.close()
})

/** A program's own token for the API, by the provider's token endpoint. */
async function tokenOf(): Promise<string> {
  const response = await fetch(`${provider.issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${provider.clientId}:${encodeURIComponent(provider.clientSecret).replaceAll('%20', '+')}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: API }),
  })
  const { access_token: token, ...rest } = (await response.json()) as { readonly access_token?: string }
  if (token === undefined) throw new TypeError(`no token: ${JSON.stringify(rest)}`)
  return token
}

const authenticate = async (token: string) => wardkit.authenticate([`Bearer ${token}`])

describe('the access tokens of a real provider', () => {
  it('are taken as they are, with keys found by its discovery document', async () => {
    provider.apiClaims = { org: 'acme', roles: ['reader'] }
    const token = await tokenOf()
    for (let time = 0; time < 2; time++) {
      expect(await authenticate(token)).toMatchObject({
        status: 'identified',
        principal: { type: 'upstream', id: `${provider.issuer}#${provider.clientId}`, tenant, roles: ['reader'] },
      })
    }
    provider.apiClaims = { org: 'elsewhere', roles: ['reader'] }
    expect(await authenticate(await tokenOf())).toEqual({ status: 'unidentified', reason: 'invalid' })
  })

  it('F14 are good under a new key from its first use on, and under the one before no longer than it is published', async () => {
    provider.apiClaims = { org: 'acme', roles: ['reader'] }
    const before = await tokenOf()
    expect(await authenticate(before)).toMatchObject({ status: 'identified' })
    await provider.rotate()
    const after = await Promise.all(Array.from({ length: 20 }, tokenOf))
    const found = await Promise.all(after.map(authenticate))
    expect(found.every(({ status }) => status === 'identified')).toBe(true)
    expect(await authenticate(before)).toEqual({ status: 'unidentified', reason: 'invalid' })
  })

  it('F15 go on being good while the provider is down', async () => {
    provider.apiClaims = { org: 'acme', roles: ['reader'] }
    const [seen, unseen] = [await tokenOf(), await tokenOf()]
    expect(await authenticate(seen)).toMatchObject({ status: 'identified' })
    provider.setDown(true)
    expect(await authenticate(seen)).toMatchObject({ status: 'identified' })
    expect(await authenticate(unseen)).toMatchObject({ status: 'identified' })
    provider.setDown(false)
  })
})
