import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSsoWorld, type SsoWorld } from './sso/testing/sso-world.test-support.ts'
import { startTestProvider, type TestProvider } from './sso/testing/test-provider.test-support.ts'

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

const setMapping = (mode: 'additive' | 'authoritative', role = 'member') =>
  world.wardkit.mappings.set({
    ...{ tenant, id: connection, mode, defaultRole: null },
    rules: [{ attribute: 'groups', match: 'contains', value: 'Staff', role }],
    tagRules: [{ attribute: 'ward', tag: 'ward' }],
  })

/** Logs Ada in with these claims: what she holds then. */
async function logIn(claims: Record<string, unknown>) {
  provider.user = { sub: 'ada', email: 'ada@acme.example', ...claims }
  expect((await world.openBrowser().logIn(connection, provider)).status).toBe(303)
  const { id, roles, tags } = (await world.wardkit.users.findByEmail({ tenant, email: 'ada@acme.example' }))!
  return { id, roles, ward: tags.get('ward')?.values }
}

describe('a login by a connection', () => {
  it('takes back what it gave and the claims yield no more, where its mapping is authoritative', async () => {
    await setMapping('authoritative')
    expect(await logIn({ groups: ['Staff'], ward: '7' })).toMatchObject({ roles: ['member'], ward: ['7'] })
    expect(await logIn({})).toMatchObject({ roles: [], ward: undefined })
  })

  it('takes nothing away, where its mapping is additive', async () => {
    await setMapping('additive')
    await logIn({ groups: ['Staff'], ward: '7' })
    expect(await logIn({})).toMatchObject({ roles: ['member'], ward: ['7'] })
    expect(await logIn({ ward: '9' })).toMatchObject({ roles: ['member'], ward: ['9'] })
  })

  it('is refused where the claims only say where the groups are, and leaves what was there', async () => {
    await setMapping('authoritative')
    await logIn({ groups: ['Staff'] })
    provider.user = { ...provider.user, _claim_names: { groups: 'src1' } }
    delete provider.user['groups']
    expect((await world.openBrowser().logIn(connection, provider)).status).toBe(403)
    const user = await world.wardkit.users.findByEmail({ tenant, email: 'ada@acme.example' })
    expect(user?.roles).toEqual(['member'])
  })

  it('leaves a tag as it is that somebody set by hand', async () => {
    await setMapping('authoritative')
    const { id } = await logIn({})
    await world.wardkit.users.update({ tenant, id, setTags: { ward: 'by hand' } })
    expect(await logIn({ ward: '7' })).toMatchObject({ ward: ['by hand'] })
    expect(await logIn({})).toMatchObject({ ward: ['by hand'] })
  })

  it('T06 leaves the last admin of the tenant the role, and takes it from any other', async () => {
    await setMapping('authoritative', 'admin')
    await logIn({ groups: ['Staff'] })
    expect(await logIn({})).toMatchObject({ roles: [] })
    const { id } = await logIn({ groups: ['Staff'] })
    const [other] = (await world.wardkit.users.list(tenant)).filter((user) => user.id !== id)
    await world.wardkit.users.remove({ tenant, id: other!.id })
    expect(await logIn({})).toMatchObject({ roles: ['admin'] })
    const [record] = (await world.readAudit(tenant)).filter(({ action }) => action === 'sso.log-in')
    expect(record?.details).toMatchObject({ keptLastAdmin: true })
  })
})
