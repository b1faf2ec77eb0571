import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  openProviderBrowser,
  startRealProvider,
  type ProviderBrowser,
  type RealProvider,
} from './sso/testing/real-provider.test-support.ts'
import { createSsoWorld, type Browser, type SsoWorld } from './sso/testing/sso-world.test-support.ts'

let provider: RealProvider
let world: SsoWorld
let tenant: string
let connection: string
let doctorAccess: string
let byHand: string

const ADA = { sub: 'ada', email: 'ada@acme.example', email_verified: true, name: 'Ada', groups: ['Doctors', 'Staff'] }
const BOB = { sub: 'bob', email: 'bob@acme.example', email_verified: true, name: 'Bob', groups: ['Staff'] }

const POLICY = "- allow: ['GET:/patient/{patientId}']"

beforeAll(async () => {
  provider = await startRealProvider()
  world = await createSsoWorld()
  tenant = await world.addTenant('acme')
  doctorAccess = (await world.wardkit.roles.create({ tenant, name: 'doctor access', policy: POLICY })).id
  byHand = (await world.wardkit.roles.create({ tenant, name: 'by hand', policy: POLICY })).id
  connection = await world.addConnection(tenant, provider)
  await world.wardkit.mappings.set({ tenant, id: connection, ...mappingTo(doctorAccess) })
  provider.register({
    redirectUri: `http://localhost:3000/wardkit/sso/callback/${connection}`,
    postLogoutRedirectUri: 'http://localhost:3000/wardkit/sso/logged-out',
    backchannelLogoutUri: `http://localhost:3000/wardkit/sso/backchannel-logout/${connection}`,
  })
})

afterAll(async () => {
  await world.close()
  await provider.close()
})

beforeEach(() => {
  provider.user = ADA
  provider.onBackchannel = async (request) => world.wardkit.fetch(request)
})

function mappingTo(role: string) {
  return {
    rules: [{ attribute: 'groups', match: 'contains', value: 'Doctors', role }],
    tagRules: [{ attribute: 'groups', tag: 'group' }],
    defaultRole: 'member',
    mode: 'authoritative',
  } as const
}

/** A browser that is logged in, and the same person's cookies at the provider. */
interface Person {
  readonly browser: Browser
  readonly there: ProviderBrowser
}

async function logIn(user: RealProvider['user'] = ADA, there = openProviderBrowser(provider)): Promise<Person> {
  provider.user = user
  const browser = world.openBrowser()
  const response = await browser.finish(await there.visit(await browser.begin(connection)))
  expect(response.status).toBe(303)
  return { browser, there }
}

const isIn = async ({ browser }: Pick<Person, 'browser'>) => (await browser.send('/wardkit/session')).status === 200

/** Logs out here: where to do so at the provider. */
async function logOutHere({ browser }: Pick<Person, 'browser'>): Promise<string> {
  const answer: unknown = await (await browser.send('/wardkit/logout?sso=true', { method: 'POST' })).json()
  return (answer as { readonly url: string }).url
}

const findUser = (email: string) => world.wardkit.users.findByEmail({ tenant, email })

describe('groups of a real provider', () => {
  it('become roles and tags at each login, and take back only what they gave', async () => {
    await logIn()
    const ada = (await findUser(ADA.email))!
    expect(ada).toMatchObject({ name: 'Ada', roles: [doctorAccess] })
    expect(ada.tags.get('group')?.values).toEqual(['Doctors', 'Staff'])
    await world.wardkit.users.update({ tenant, id: ada.id, roles: [doctorAccess, byHand] })

    await logIn({ ...ADA, groups: ['Staff'] })
    expect([...(await findUser(ADA.email))!.roles].sort()).toEqual([byHand, 'member'].sort())
    expect((await findUser(ADA.email))!.tags.get('group')?.values).toEqual(['Staff'])

    // Letter case counts: this is another group.
    await logIn({ ...ADA, groups: ['doctors'] })
    expect((await findUser(ADA.email))!.roles).not.toContain(doctorAccess)

    await logIn()
    expect([...(await findUser(ADA.email))!.roles].sort()).toEqual([byHand, doctorAccess].sort())
  })

  it('are heard of anew though the person has a session at the provider still', async () => {
    const { there } = await logIn()
    await logIn({ ...ADA, groups: [] }, there)
    expect((await findUser(ADA.email))!.roles).not.toContain(doctorAccess)
  })
})

describe('a logout', () => {
  it('here goes on to the provider, when it is asked for, and comes back', async () => {
    const { browser, there } = await logIn()
    const url = await logOutHere({ browser })
    expect(new URL(url).origin).toBe(provider.issuer)
    expect(await isIn({ browser })).toBe(false)
    const back = new URL(await there.logOut(url))
    expect(back.href).toBe('http://localhost:3000/wardkit/sso/logged-out')
    expect((await browser.send(back.pathname)).status).toBe(200)
    // Whoever logs in with this browser now is asked by the provider who they are.
    const next = await logIn(BOB, there)
    expect(await (await next.browser.send('/wardkit/session')).text()).toContain('"name":"Bob"')
  })

  it('here alone leaves the session at the provider as it is', async () => {
    const { browser, there } = await logIn()
    expect((await browser.send('/wardkit/logout', { method: 'POST' })).status).toBe(204)
    const next = await logIn(ADA, there)
    expect(await isIn(next)).toBe(true)
  })

  it('at the provider ends, by the back channel, that one session here and no other', async () => {
    const sent: Request[] = []
    provider.onBackchannel = async (request) => {
      sent.push(request.clone())
      return world.wardkit.fetch(request)
    }
    const [first, second, other] = [await logIn(), await logIn(), await logIn(BOB)]
    const [{ browser }] = [await logIn(ADA, first.there)]
    const url = await logOutHere({ browser })
    expect(await isIn(first)).toBe(true)
    await first.there.logOut(url)
    expect(sent).toHaveLength(1)
    expect([await isIn(first), await isIn(second), await isIn(other)]).toEqual([false, true, true])
    // A token that was used before is nothing.
    expect((await world.wardkit.fetch(sent[0]!.clone())).status).toBe(400)
    expect(await isIn(second)).toBe(true)
  })
})

describe('keys that a real provider changes', () => {
  it('count from their first use on, and no longer than they are published', async () => {
    const held: Request[] = []
    provider.onBackchannel = async (request) => {
      held.push(request)
      return new Response(null, { status: 200 })
    }
    const before = await logIn()
    const { browser, there } = await logIn()
    const url = await logOutHere({ browser })
    await there.logOut(url)
    await provider.rotate()
    await logIn()
    // Nobody who is in is put out by it. What the key before has signed came too late.
    expect(await isIn(before)).toBe(true)
    expect(await (await world.wardkit.fetch(held[0]!)).json()).toEqual({ error: 'invalid_request' })
  })
})

describe('F16 a real provider that is down', () => {
  it('keeps nobody out who is in, lets nobody new in, and is good again when it answers', async () => {
    const inside = await logIn()
    const browser = world.openBrowser()
    const back = await openProviderBrowser(provider).visit(await browser.begin(connection))
    provider.setDown(true)
    const refused = await browser.finish(back)
    expect(refused.status).toBe(503)
    expect(await refused.text()).toContain('ERR_SSO_UNAVAILABLE')
    expect([await isIn(inside), await isIn({ browser })]).toEqual([true, false])
    const url = await logOutHere(inside)
    expect([new URL(url).origin, await isIn(inside)]).toEqual([provider.issuer, false])
    provider.setDown(false)
    expect(await isIn(await logIn())).toBe(true)
  })
})
