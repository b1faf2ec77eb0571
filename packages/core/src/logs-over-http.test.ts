import { beforeEach, describe, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { PASSWORD } from './identity/identity.test-support.ts'

type Accounts = Awaited<ReturnType<typeof openAccounts>>

let accounts: Accounts
let acme: string
let birch: string

beforeEach(async () => {
  accounts = await openAccounts({ accessLog: { file: ':memory:' } })
  ;({ tenant: acme } = await accounts.addTenant())
  birch = (await accounts.wardkit.tenants.create({ name: 'Birch', slug: 'birch' })).id
  const eve = { tenant: birch, email: 'eve@example.com', name: 'Eve', emailVerified: true, roles: ['admin'] }
  await accounts.wardkit.users.create({ ...eve, password: PASSWORD })
})

/** An admin of a tenant, in a browser. */
async function adminOf(email: string) {
  const browser = accounts.createBrowser()
  expect((await browser.logIn({ email })).status).toBe(200)
  return browser
}

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')

describe.each(['audit-log', 'access-log'])('the %s over HTTP', (log) => {
  it('G05 is the caller’s tenant’s, read and exported, whatever else there is', async () => {
    const [ada, eve] = [await adminOf('ada@example.com'), await adminOf('eve@example.com')]
    for (const browser of [ada, eve]) await browser.get('/users')
    for (const [browser, tenant, other] of [
      [ada, acme, birch],
      [eve, birch, acme],
    ] as const) {
      const read = await browser.get(`/${log}`)
      expect(read.json.records.length).toBeGreaterThan(0)
      const exported = linesOf((await browser.get(`/${log}/export`)).text).map((line) => JSON.parse(line))
      expect(exported.length).toBeGreaterThanOrEqual(read.json.records.length)
      for (const record of [...read.json.records, ...exported]) expect(record.tenant).toBe(tenant)
      expect(JSON.stringify([read.json, exported])).not.toContain(other)
    }
  })

  it.each(['tenant', 'everyTenant', 'tenants'])('G05 takes no `%s` that would widen it', async (name) => {
    const ada = await adminOf('ada@example.com')
    for (const path of [`/${log}`, `/${log}/export`])
      expect((await ada.get(`${path}?${name}=${birch}`)).status, path).toBe(400)
  })

  it('G05 answers so many records at a time and no more', async () => {
    const ada = await adminOf('ada@example.com')
    for (let count = 0; count < 3; count++) await ada.get('/users')
    const first = await ada.get(`/${log}?limit=2`)
    expect(first.json).toMatchObject({ records: [{}, {}], next: expect.any(Number) })
    for (const limit of ['0', '1001', '1e5', '-1'])
      expect((await ada.get(`/${log}?limit=${limit}`)).status, limit).toBe(400)
  })
})

it('G05 what is followed of the audit log over HTTP is the caller’s tenant’s', async () => {
  const ada = await adminOf('ada@example.com')
  const stop = new AbortController()
  const init = { headers: { cookie: ada.cookie, 'sec-fetch-site': 'same-origin' }, signal: stop.signal }
  const request = new Request('https://app.example/wardkit/audit-log/follow?after=0', init)
  const response = await accounts.wardkit.fetch(request, { remoteAddress: '192.0.2.1' })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  await accounts.wardkit.settings.update({ tenant: birch, name: 'Birch again' })
  await accounts.wardkit.settings.update({ tenant: acme, name: 'Acme again' })
  let told = ''
  while (!told.includes('Acme again')) told += (await reader.read()).value ?? ''
  stop.abort()
  await reader.cancel()
  expect(told).not.toContain(birch)
})
