import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'

type Accounts = Awaited<ReturnType<typeof openAccounts>>

let accounts: Accounts
let tenant: string
let bea: string
let browser: ReturnType<Accounts['createBrowser']>

beforeEach(async () => {
  accounts = await openAccounts()
  tenant = (await accounts.addTenant()).tenant
  const user = { tenant, email: 'bea@example.com', name: 'Bea', password: PASSWORD, emailVerified: true }
  bea = (await accounts.wardkit.users.create({ ...user, roles: ['member'] })).id
  browser = accounts.createBrowser()
  await browser.logIn({ email: 'bea@example.com' })
})

afterEach(() => accounts.wardkit.close())

/** Another browser that shows a cookie, whatever it is given meanwhile. */
async function show(cookie: string) {
  const other = accounts.createBrowser()
  other.cookie = cookie
  return other.get('/session')
}

const promote = () => accounts.wardkit.users.update({ tenant, id: bea, roles: ['admin'] })

describe('the cookie of a session', () => {
  it('A06 is another one once the roles of its user are others, and who has a copy of the old one is out', async () => {
    const planted = browser.cookie
    expect((await browser.get('/session')).setCookie).toBeNull()
    await promote()
    const renewed = await browser.get('/session')
    expect(renewed).toMatchObject({ status: 200, json: { user: { roles: ['admin'] } } })
    expect(renewed.setCookie).toMatch(
      /^__Host-wardkit=wks_[0-9a-z_]+; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(browser.cookie).not.toBe(planted)
    accounts.clock.advance(10_000)
    expect((await show(planted)).status).toBe(401)
    expect(await browser.get('/users')).toMatchObject({ status: 200, setCookie: null })
    // It is the same session, and not younger.
    const { items } = (await browser.get('/sessions')).json as { items: { createdAt: number; usedAt: number }[] }
    expect(items).toHaveLength(1)
    expect(items[0]).not.toHaveProperty('previousSecretHash')
  })

  it('A06 is another one once a tag of its user is, and stays when somebody else changes, or a name', async () => {
    await accounts.wardkit.users.update({ tenant, id: bea, name: 'B.' })
    await accounts.wardkit.roles.create({ tenant, name: 'Other', policy: "- allow: ['GET:/ward']" })
    expect((await browser.get('/session')).setCookie).toBeNull()
    await accounts.wardkit.users.update({ tenant, id: bea, tags: { ward: 'a' } })
    expect((await browser.get('/session')).setCookie).not.toBeNull()
  })

  it('A06 is renewed once for many requests at once, all of which are answered', async () => {
    await promote()
    const old = browser.cookie
    const answers = await Promise.all(Array.from({ length: 20 }, async () => show(old)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200))
    expect(answers.filter(({ setCookie }) => setCookie !== null)).toHaveLength(1)
    // The copy gets nothing by being shown again in time.
    expect((await show(old)).setCookie).toBeNull()
    accounts.clock.advance(9_999)
    expect((await show(old)).status).toBe(200)
    accounts.clock.advance(1)
    expect((await show(old)).status).toBe(401)
  })

  it('A06 is renewed by the next request that is not refused, and never beside other credentials', async () => {
    const [asBea, asAda] = [browser.cookie, accounts.createBrowser()]
    const { json } = await asAda.logIn({ session: 'tokens' })
    const authorization = `Bearer ${(json as { accessToken: string }).accessToken}`
    await accounts.wardkit.users.update({ tenant, id: bea, roles: [] })
    const headers = { cookie: asBea, authorization }
    expect((await accounts.send('GET', '/session', undefined, { headers })).setCookie).toBeNull()
    const refused = await browser.get('/users')
    expect(refused).toMatchObject({ status: 403, setCookie: null })
    expect((await browser.get('/session')).setCookie).not.toBeNull()
  })

  it('A06 ends with the session: a logout after a change of roles leaves no cookie', async () => {
    const old = browser.cookie
    await promote()
    const out = await browser.post('/logout')
    expect(out.setCookie).toMatch(/^__Host-wardkit=; .*Max-Age=0/)
    expect((await show(old)).status).toBe(401)
  })
})
