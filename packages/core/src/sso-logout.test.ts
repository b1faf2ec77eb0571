import { randomUUID } from 'node:crypto'
import type { JWTPayload } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSsoWorld, type Browser, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
import { startTestProvider, type TestProvider } from './sso/testing/test-provider.test-support.ts'

let provider: TestProvider
let world: SsoWorld
let connection: string
let otherConnection: string
let browser: Browser

const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout'

beforeAll(async () => {
  provider = await startTestProvider()
  world = await createSsoWorld()
  const tenant = await world.addTenant('acme')
  connection = await world.addConnection(tenant, provider)
  otherConnection = await world.addConnection(tenant, provider)
})

afterAll(async () => {
  await world.close()
  await provider.close()
})

beforeEach(async () => {
  browser = world.openBrowser()
  expect((await browser.logIn(connection, provider)).status).toBe(303)
})

const isIn = async () => (await browser.send('/wardkit/session')).status === 200

/** Claims of a logout token that is good, with some that differ; null leaves one out. */
function claims(changes: Readonly<Record<string, unknown>> = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1_000)
  const good = { iss: provider.issuer, aud: provider.clientId, iat: now, exp: now + 120, jti: randomUUID(), sub: 'ada' }
  const all = { ...good, events: { [LOGOUT]: {} }, ...changes }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

async function tell(token: string, of = connection): Promise<number> {
  const body = new URLSearchParams({ logout_token: token })
  const url = `http://localhost:3000/wardkit/sso/backchannel-logout/${of}`
  return (await world.wardkit.fetch(new Request(url, { method: 'POST', body }))).status
}

describe('a logout token', () => {
  it('ends the sessions of its subject, once', async () => {
    const token = await provider.sign(claims(), { typ: 'logout+jwt' })
    expect(await tell(token)).toBe(200)
    expect(await isIn()).toBe(false)
    await browser.logIn(connection, provider)
    expect(await tell(token)).toBe(400)
    expect(await isIn()).toBe(true)
  })

  it('ends those of its `sid` alone where it has one, whoever else’s they are not', async () => {
    expect(await tell(await provider.sign(claims({ sub: null, sid: 'sid-other' })))).toBe(200)
    expect(await tell(await provider.sign(claims({ sid: 'sid-other' })))).toBe(200)
    expect(await tell(await provider.sign(claims({ sub: 'bob', sid: 'sid-ada' })))).toBe(200)
    expect(await isIn()).toBe(true)
    expect(await tell(await provider.sign(claims({ sub: null, sid: 'sid-ada' })))).toBe(200)
    expect(await isIn()).toBe(false)
  })

  it('ends no session of another connection, though the provider is the same', async () => {
    expect(await tell(await provider.sign(claims()), otherConnection)).toBe(200)
    expect(await isIn()).toBe(true)
    expect(await tell(await provider.sign(claims()), 'con_nowhere')).toBe(400)
  })

  const now = () => Math.floor(Date.now() / 1_000)
  it.each([
    ['of another issuer', () => ({ iss: 'https://elsewhere.example' })],
    ['for another client', () => ({ aud: 'another' })],
    ['for nobody', () => ({ aud: null })],
    ['about nobody', () => ({ sub: null })],
    ['that says nothing of a logout', () => ({ events: null })],
    ['of another event', () => ({ events: { 'https://other.example/event': {} } })],
    ['whose event is no object', () => ({ events: { [LOGOUT]: true } })],
    ['with a nonce, as ID tokens have', () => ({ nonce: 'n' })],
    ['without a name of its own', () => ({ jti: null })],
    ['with an endless name', () => ({ jti: 'j'.repeat(201) })],
    ['that does not say when it was made', () => ({ iat: null })],
    ['that was made long ago', () => ({ iat: now() - 3_600 })],
    ['that has expired', () => ({ exp: now() - 3_600 })],
  ])('%s is refused, and ends nothing', async (_, changes) => {
    expect(await tell(await provider.sign(claims(changes())))).toBe(400)
    expect(await isIn()).toBe(true)
  })

  it('J07 of another type is refused: an ID token, an access token, one with a signature of nobody’s', async () => {
    expect(await tell(await provider.sign(claims(), { typ: 'at+jwt' }))).toBe(400)
    expect(await tell(await provider.sign(claims({ events: null, nonce: 'n' })))).toBe(400)
    const [header = '', , signature = ''] = (await provider.sign(claims())).split('.')
    const payload = Buffer.from(JSON.stringify(claims())).toString('base64url')
    expect(await tell(`${header}.${payload}.${signature}`)).toBe(400)
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    expect(await tell(`${none}.${payload}.`)).toBe(400)
    expect(await tell('')).toBe(400)
    expect(await isIn()).toBe(true)
  })
})
