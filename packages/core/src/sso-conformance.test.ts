import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSsoWorld, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
import { startTestProvider, type TestProvider } from './sso/testing/test-provider.test-support.ts'

// The modules of the OpenID Foundation's conformance suite for relying parties, each under the name it has there.

let provider: TestProvider
let world: SsoWorld
let tenant: string
let connection: string

beforeEach(async () => {
  provider = await startTestProvider()
  world = await createSsoWorld()
  tenant = await world.addTenant('acme')
  connection = await world.addConnection(tenant, provider)
})

afterEach(async () => {
  await world.close()
  await provider.close()
})

async function logIn() {
  const browser = world.openBrowser()
  const response = await browser.logIn(connection, provider)
  const session = await browser.send('/wardkit/session')
  return { status: response.status, text: await response.text(), isIn: session.status === 200, browser }
}

async function expectAccepted() {
  expect(await logIn()).toMatchObject({ status: 303, isIn: true })
}

async function expectRefused(status = 400) {
  expect(await logIn()).toMatchObject({ status, isIn: false })
  expect(await world.wardkit.users.findByEmail({ tenant, email: 'ada@acme.example' })).toBeUndefined()
}

describe('O01 the profile of a basic relying party', () => {
  it('OIDCCClientTest: logs in by the code flow', async () => {
    await expectAccepted()
    expect(provider.seen.authorization?.get('response_type')).toBe('code')
    expect(provider.seen.authorization?.get('scope')?.split(' ')).toContain('openid')
    expect(provider.requests).toContain('GET /userinfo')
  })

  it('OIDCCClientTestInvalidIssuerInIdToken: refuses a token of another issuer', async () => {
    provider.breaks = { idToken: (payload) => ({ ...payload, iss: `${provider.issuer}/other` }) }
    await expectRefused()
  })

  it('OIDCCClientTestMissingSubInIdToken: refuses a token of nobody', async () => {
    provider.breaks = { idToken: ({ sub: _, ...payload }) => payload }
    await expectRefused()
  })

  it('OIDCCClientTestInvalidAudInIdToken: refuses a token for another client', async () => {
    provider.breaks = { idToken: (payload) => ({ ...payload, aud: 'another' }) }
    await expectRefused()
  })

  it('OIDCCClientTestMissingIatInIdToken: refuses a token that does not say when it was made', async () => {
    provider.breaks = { idToken: ({ iat: _, ...payload }) => payload }
    await expectRefused()
  })

  it('OIDCCClientTestKidAbsentSingleJwks: takes a token that names no key where there is one', async () => {
    provider.breaks = { header: { kid: undefined }, jwks: (keys) => keys.map(({ kid: _, ...key }) => key) }
    await expectAccepted()
  })

  it('OIDCCClientTestKidAbsentMultipleMatchingKeysInJwks: refuses a token that names no key where there are several', async () => {
    await provider.rotate()
    provider.breaks = { header: { kid: undefined }, jwks: (keys) => keys.map(({ kid: _, ...key }) => key) }
    await expectRefused()
  })

  it('OIDCCClientTestIdTokenSignedUsingRS256: takes a token signed by RS256', async () => {
    let algorithm: unknown
    provider.breaks = {
      sent(token) {
        algorithm = (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { alg: unknown }).alg
        return token
      },
    }
    await expectAccepted()
    expect(algorithm).toBe('RS256')
  })

  it('OIDCCClientTestIdTokenSigAlgNone: refuses a token that nobody signed', async () => {
    provider.breaks = { sent: unsigned }
    await expectRefused()
  })

  it('OIDCCClientTestInvalidIdTokenSignatureWithRS256: refuses a signature that is wrong', async () => {
    provider.breaks = { sent: damaged }
    await expectRefused()
  })

  it('OIDCCClientTestInvalidSubInUserinfoResponse: refuses claims about somebody else', async () => {
    provider.breaks = { userInfo: (claims) => ({ ...claims, sub: 'mallory' }) }
    await expectRefused()
  })

  it('OIDCCClientTestNonceInvalid: refuses the token of another login', async () => {
    provider.breaks = { idToken: (payload) => ({ ...payload, nonce: 'of another login' }) }
    await expectRefused()
    provider.breaks = { idToken: ({ nonce: _, ...payload }) => payload }
    await expectRefused()
  })

  it('J07 refuses a token of another type, and takes one that says what it is', async () => {
    for (const typ of ['at+jwt', 'logout+jwt', 'secevent+jwt']) {
      provider.breaks = { header: { typ } }
      await expectRefused()
    }
    provider.breaks = { header: { typ: 'JWT' } }
    await expectAccepted()
  })

  it('OIDCCClientTestScopeUserInfoClaims: asks for the claims it needs by scopes, and reads them', async () => {
    await expectAccepted()
    expect(provider.seen.authorization?.get('scope')).toBe('openid email profile')
    const user = await world.wardkit.users.findByEmail({ tenant, email: 'ada@acme.example' })
    expect(user?.name).toBe('Ada')
  })

  it('OIDCCClientTestClientSecretBasic: authenticates by `client_secret_basic`', async () => {
    await expectAccepted()
    expect(provider.seen.authenticated).toMatch(/^Basic /)
    expect(provider.seen.token?.has('client_secret')).toBe(false)
  })
})

describe('O01 the profile of a relying party that reads configurations', () => {
  it('OIDCCClientTestDiscoveryOpenIDConfiguration: reads the discovery document', async () => {
    const authorize = `${provider.issuer}/authorize?as=the-document-says`
    provider.breaks = { discovery: (document) => ({ ...document, authorization_endpoint: authorize }) }
    const browser = world.openBrowser()
    const url = await browser.begin(connection)
    expect(url).toContain(`${authorize}&`)
    expect(provider.requests).toEqual(['GET /.well-known/openid-configuration'])
    expect((await browser.finish(await provider.visit(url))).status).toBe(303)
  })

  it('OIDCCClientTestDiscoveryJwksUriKeys: takes the keys from where the document says', async () => {
    const keys = await (await fetch(`${provider.issuer}/jwks`)).text()
    provider.requests.length = 0
    provider.breaks = {
      discovery: (document) => ({ ...document, jwks_uri: `${provider.issuer}/elsewhere/keys` }),
      instead: { '/elsewhere/keys': (response) => void response.end(keys) },
    }
    await expectAccepted()
    expect(provider.requests).toContain('GET /elsewhere/keys')
    expect(provider.requests).not.toContain('GET /jwks')
  })

  it('OIDCCClientTestDiscoveryIssuerMismatch: refuses the document of another issuer', async () => {
    provider.breaks = { discovery: (document) => ({ ...document, issuer: 'https://other.example' }) }
    const response = await world.openBrowser().send(`/wardkit/sso/start/${connection}`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('another issuer')
    expect(provider.requests).not.toContain('GET /authorize')
  })

  it('OIDCCClientTestIdTokenSigAlgNone: refuses a token that nobody signed, whatever the document allows', async () => {
    provider.breaks = {
      sent: unsigned,
      discovery: (document) => ({ ...document, id_token_signing_alg_values_supported: ['none', 'RS256'] }),
    }
    await expectRefused()
  })

  it('OIDCCClientTestSigningKeyRotationJustBeforeSigning: fetches a key that was made just now', async () => {
    await expectAccepted()
    const browser = world.openBrowser()
    const back = await provider.visit(await browser.begin(connection))
    // The keys are known from the login before. This one's token is signed when the code is exchanged.
    await provider.rotate({ keep: false })
    expect((await browser.finish(back)).status).toBe(303)
    expect(provider.requests.filter((request) => request === 'GET /jwks')).toHaveLength(2)
  })

  it('OIDCCClientTestSigningKeyRotation: takes what the new key signed after it took what the old one did', async () => {
    await expectAccepted()
    await provider.rotate({ keep: false })
    await expectAccepted()
    expect(provider.requests.filter((request) => request === 'GET /jwks')).toHaveLength(2)
  })
})

/** The same claims, under `alg: none`. */
function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
  return `${header}.${token.split('.')[1] ?? ''}.`
}

function damaged(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  return [header, payload, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.')
}
