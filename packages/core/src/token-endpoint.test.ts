import { describe, expect, it } from 'vitest'
import { partners } from './assumed-roles.test-support.ts'
import { GET } from './links.test-support.ts'

const CLIENT = { grant_type: 'client_credentials' }
const EXCHANGE = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
}
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})
const refusal = (error: string, status = 400) => ({ status, body: { error, error_description: expect.any(String) } })

async function withKey(options = {}, over = {}) {
  const all = await partners(options)
  const { wardkit, lab, eve } = all
  const key = {
    tenant: lab,
    name: 'export',
    createdBy: eve,
    roles: ['member'],
    tags: { function: 'analysts' },
    ...over,
  }
  const { id, text } = await wardkit.apiKeys.create(key)
  await wardkit.resources.register({ tenant: lab, type: 'patient', id: 'p9' })
  const credentials = { client_id: id, client_secret: text }
  const exchange = async () => (await all.token({ ...CLIENT, ...credentials })).body['access_token'] as string
  return { ...all, id, text, credentials, exchange }
}

describe('an API key at the token endpoint', () => {
  it('becomes a token with its roles and tags, by Basic authentication or by the form', async () => {
    const { wardkit, id, text, lab, credentials, token, tries } = await withKey()
    for (const answer of [await token({ ...CLIENT, ...credentials }), await token(CLIENT, basic(id, text))]) {
      expect(answer).toMatchObject({
        status: 200,
        body: { access_token: expect.stringContaining('ey'), token_type: 'Bearer', expires_in: 900, scope: 'member' },
      })
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const accessToken = answer.body['access_token'] as string
      expect(await tries(accessToken, 'GET /patient/p9')).toBe('allowed')
      expect(await wardkit.authenticate([`Bearer ${accessToken}`])).toMatchObject({
        principal: { type: 'apiKey', id, tenant: lab, roles: ['member'] },
      })
    }
    expect((await wardkit.apiKeys.list(lab))[0]?.lastUsedAt).not.toBeNull()
  })

  it.each([
    ['it is revoked', ({ wardkit, lab, id }) => wardkit.apiKeys.revoke({ tenant: lab, id })],
    ['it is rotated', ({ wardkit, lab, id }) => wardkit.apiKeys.rotate({ tenant: lab, id })],
    ['it is changed', ({ wardkit, lab, id }) => wardkit.apiKeys.update({ tenant: lab, id, roles: [] })],
    ['its creator is disabled', ({ wardkit, lab, eve }) => wardkit.users.disable({ tenant: lab, id: eve })],
    ['its creator is removed', ({ wardkit, lab, eve }) => wardkit.users.remove({ tenant: lab, id: eve })],
    ['its creator holds less', ({ wardkit, lab, eve }) => wardkit.users.update({ tenant: lab, id: eve, roles: [] })],
    ['its tenant is suspended', ({ wardkit, lab }) => wardkit.tenants.suspend(lab)],
  ] as const satisfies readonly (readonly [string, (all: Awaited<ReturnType<typeof withKey>>) => Promise<unknown>])[])(
    'T09 whose tokens live on is refused with them at the next decision when %s',
    async (_what, end) => {
      const all = await withKey()
      const token = await all.exchange()
      expect(await all.tries(token, 'GET /patient/p9')).toBe('allowed')
      await end(all)
      expect(['revoked', 'stale']).toContain(await all.tries(token, 'GET /patient/p9'))
    },
  )

  it('T09 gives no token that outlives it', async () => {
    const { token, credentials, clock } = await withKey({}, { expiresInSeconds: 100 })
    clock.advance(40)
    expect(await token({ ...CLIENT, ...credentials })).toMatchObject({ body: { expires_in: 60 } })
    clock.advance(60)
    expect(await token({ ...CLIENT, ...credentials })).toMatchObject(refusal('invalid_client', 401))
  })

  it('is refused with another id, another secret, both ways at once, and as anything else', async () => {
    const { id, text, token, eveToken } = await withKey()
    const other = await withKey()
    for (const client of [
      {},
      { client_id: id },
      { client_secret: text },
      { client_id: 'key_other', client_secret: text },
      { client_id: id, client_secret: other.text },
      { client_id: id, client_secret: text.slice(-52) },
      { client_id: id, client_secret: `${text} ` },
      { client_id: id, client_secret: eveToken },
    ]) {
      const answer = await token({ ...CLIENT, ...client })
      expect(answer).toMatchObject(refusal('invalid_client', 401))
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="wardkit"')
      expect(JSON.stringify(answer.body)).not.toContain(text)
    }
    expect(await token({ ...CLIENT, client_id: id, client_secret: text }, basic(id, text))).toMatchObject(
      refusal('invalid_request'),
    )
    expect(await token({ ...CLIENT, client_id: 'key_other' }, basic(id, text))).toMatchObject(
      refusal('invalid_client', 401),
    )
    for (const authorization of ['Basic', 'Basic ???', 'Basic YQ==', `Bearer ${text}`, 'Basic JTol'])
      expect(await token(CLIENT, { authorization })).toMatchObject(refusal('invalid_client', 401))
  })

  it('T09 is refused in the URL, at the token endpoint and everywhere', async () => {
    const { id, text, wardkit, token, send } = await withKey()
    const query = `?client_id=${id}&client_secret=${text}`
    expect(await token(CLIENT, {}, query)).toMatchObject(refusal('invalid_request'))
    expect(await token({ ...CLIENT, client_id: id, client_secret: text }, {}, '?x=1')).toMatchObject(
      refusal('invalid_request'),
    )
    for (const name of ['access_token', 'api_key', 'key', 'token'])
      expect(await send(null, 'GET', `/profile?${name}=${text}`)).toMatchObject({ status: 401 })
    const browser = { method: 'GET', fields: () => [] }
    expect(await wardkit.authenticate([], undefined, browser)).toMatchObject({ status: 'unidentified' })
  })

  it('is refused a grant that is unknown, missing, or said twice, and a body that is no form', async () => {
    const { credentials, token, wardkit } = await withKey()
    expect(await token({ ...credentials, grant_type: 'password' })).toMatchObject(refusal('unsupported_grant_type'))
    expect(await token(credentials)).toMatchObject(refusal('invalid_request'))
    const post = async (body: string, type: string) => {
      const request = new Request('http://localhost/wardkit/token', {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      })
      const response = await wardkit.fetch(request)
      return { status: response.status, body: await response.json() }
    }
    const form = 'application/x-www-form-urlencoded'
    const text = new URLSearchParams({ ...CLIENT, ...credentials }).toString()
    expect(await post(text, form)).toMatchObject({ status: 200 })
    expect(await post(`${text}&client_id=${credentials.client_id}`, form)).toMatchObject(refusal('invalid_request'))
    for (const type of ['application/json', 'text/plain', 'multipart/form-data', `${form}; charset=utf-16`, ''])
      expect(await post(type === 'application/json' ? '{}' : text, type)).toMatchObject(refusal('invalid_request'))
  })

  it('gives no part of what the key holds, and says so', async () => {
    const { credentials, token } = await withKey()
    expect(await token({ ...CLIENT, ...credentials, scope: 'member' })).toMatchObject({ status: 200 })
    expect(await token({ ...CLIENT, ...credentials, scope: 'admin' })).toMatchObject(refusal('invalid_scope'))
    expect(await token({ ...CLIENT, ...credentials, scope: 'member admin' })).toMatchObject(refusal('invalid_scope'))
  })

  it('A02 counts what fails by address, and never what succeeds', async () => {
    const { credentials, wardkit } = await withKey({ rateLimits: { requestsPerAddress: 3 } })
    const post = async (form: Record<string, string>) => {
      const request = new Request('http://localhost/wardkit/token', { method: 'POST', body: new URLSearchParams(form) })
      return (await wardkit.fetch(request, { remoteAddress: '192.0.2.1' })).status
    }
    for (let time = 0; time < 5; time++) expect(await post({ ...CLIENT, ...credentials })).toBe(200)
    const wrong = { ...CLIENT, ...credentials, client_id: 'key_other' }
    const answers: number[] = []
    for (let time = 0; time < 5; time++) answers.push(await post(wrong))
    expect(answers).toEqual([401, 401, 401, 429, 429])
    expect(await post({ ...CLIENT, ...credentials })).toBe(200)
  })
})

describe('a token exchange', () => {
  it('gives a token of a role that trusts the subject', async () => {
    const { eveToken, hospital, role, token, tries } = await partners()
    const form = { ...EXCHANGE, subject_token: eveToken, audience: hospital, scope: role }
    const answer = await token({ ...form, duration_seconds: '120', session_tags: '{"case":"17"}', session_name: 'x' })
    expect(answer).toMatchObject({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 120,
        scope: role,
        issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      },
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await tries(answer.body['access_token'] as string, GET)).toBe('allowed')
  })

  it('takes the token of an API key, whose end is its own', async () => {
    const { wardkit, lab, hospital, role, id, exchange, trust, token, tries } = await withKey()
    await trust({ tenant: lab, principal: id })
    const form = { ...EXCHANGE, subject_token: await exchange(), audience: hospital, scope: role }
    const assumed = (await token(form)).body['access_token'] as string
    expect(await tries(assumed, GET)).toBe('allowed')
    await wardkit.apiKeys.revoke({ tenant: lab, id })
    expect(await tries(assumed, GET)).toBe('stale')
    expect(await token(form)).toMatchObject(refusal('invalid_request'))
  })

  it.each([
    ['without a subject', { subject_token: '' }, 'invalid_request'],
    ['of another type', { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }, 'invalid_request'],
    ['of a forged subject', { subject_token: 'a.b.c' }, 'invalid_request'],
    ['for another type', { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' }, 'invalid_request'],
    ['with an actor', { actor_token: 'x' }, 'invalid_request'],
    ['with a resource', { resource: 'https://x.example' }, 'invalid_target'],
    ['beside client credentials', { client_secret: 'x' }, 'invalid_request'],
    ['for no role', { scope: '' }, 'invalid_request'],
    ['for a role that is not there', { scope: 'rol_none' }, 'invalid_target'],
    ['for the own tenant, which has no such role', { audience: '' }, 'invalid_target'],
    ['for a time that is none', { duration_seconds: '1e3' }, 'invalid_request'],
    ['for a longer time', { duration_seconds: '901' }, 'invalid_target'],
    ['with tags that are none', { session_tags: '[1]' }, 'invalid_request'],
    ['with tags that are no JSON', { session_tags: '{' }, 'invalid_request'],
    ["with a tag of the role's", { session_tags: '{"lab":"south"}' }, 'invalid_target'],
    ['with a tag said twice', { session_tags: '{"case":"1","case":"2"}' }, 'invalid_request'],
  ])('T10 is refused %s', async (_what, over, error) => {
    const { eveToken, hospital, role, token } = await partners()
    const form = { ...EXCHANGE, subject_token: eveToken, audience: hospital, scope: role, ...over }
    expect(await token(form)).toMatchObject(refusal(error))
  })

  it('J07 takes no refresh token, session cookie, operator key or code as a subject', async () => {
    const { wardkit, hospital, role, token, send } = await partners()
    const login = { email: 'eve@example.com', password: 'seven green kettles' }
    const { refreshToken } = (await send(null, 'POST', '/login', login)).body
    const browser = await wardkit.fetch(
      new Request('http://localhost/wardkit/login', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          origin: 'http://localhost:3000',
          'sec-fetch-site': 'same-origin',
        },
        body: JSON.stringify({ ...login, session: 'browser' }),
      }),
    )
    const cookie = /=(wks_\w+);/.exec(browser.headers.get('set-cookie') ?? '')?.[1]
    const { text } = await wardkit.operators.create({ name: 'On call' })
    for (const subject of [refreshToken, cookie, text]) {
      expect(subject).toMatch(/^wk[a-z]_/)
      const form = { ...EXCHANGE, subject_token: subject as string, audience: hospital, scope: role }
      expect(await token(form)).toMatchObject(refusal('invalid_request'))
    }
  })
})
