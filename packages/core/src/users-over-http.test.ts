import { afterEach, expect, it } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'

let accounts: Awaited<ReturnType<typeof openAccounts>>
afterEach(() => accounts.wardkit.close())

it('answers the users of the ids that are asked for, of the own tenant and no other', async () => {
  accounts = await openAccounts()
  const { wardkit, createBrowser } = accounts
  const { tenant } = await accounts.addTenant()
  const { id: birch } = await wardkit.tenants.create({ name: 'Birch', slug: 'birch' })
  const add = async (tenant: string, name: string) =>
    (await wardkit.users.create({ tenant, email: `${name}@example.com`, name, emailVerified: true })).id
  const [bea, cleo, eve] = [await add(tenant, 'bea'), await add(tenant, 'cleo'), await add(birch, 'eve')]
  const browser = createBrowser()
  await browser.logIn()
  const namesOf = async (query: string) => {
    const { status, json } = await browser.get(`/users?${query}`)
    return status === 200 ? (json as { items: { name: string }[] }).items.map(({ name }) => name) : status
  }
  expect(await namesOf(`ids=${cleo},${bea},${eve},usr_nobody`)).toEqual(['bea', 'cleo'])
  expect(await namesOf(`ids=${bea}&search=cleo`)).toEqual([])
  expect(await namesOf(`ids=${Array.from({ length: 100 }, (_, n) => `usr_${n}`).join()}`)).toEqual([])
  expect(await namesOf(`ids=${Array.from({ length: 101 }, (_, n) => `usr_${n}`).join()}`)).toBe(400)
  expect(await namesOf('ids=')).toBe(400)
  expect(await namesOf(`ids=${bea}&ids=${cleo}`)).toBe(400)
})
