import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from './identity/identity-store.ts'
import { NO_TAGS } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const PASSWORD = 'seven green kettles'
const OLD =
  "- allow: ['GET:/patient/{patientId}']\n- allow: ['PUT:/patient/{patientId}']\n  where: $principalTags:ward = 'a'"
const NEW = "- allow: ['POST:/patient']\n- allow: ['PUT:/patient/{patientId}']\n  where: $principalTags:ward = 'b'"

let store: Store
let wardkit: Wardkit
let tenant: string
let role: string

beforeEach(async () => {
  store = createMemoryStore()
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store,
    secret: 'a secret for tests that is long enough',
    accessLog: { file: ':memory:' },
    onEvent: () => undefined,
  })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  role = (await wardkit.roles.create({ tenant, name: 'Doctor', policy: OLD })).id
})

afterEach(() => wardkit.close())

async function add(name: string, roles: readonly string[], tags: Record<string, string> = {}): Promise<string> {
  const email = `${name}@example.com`
  const user = { tenant, email, name, password: PASSWORD, emailVerified: true, roles, tags }
  return (await wardkit.users.create(user)).id
}

async function send(name: string, body: unknown) {
  const post = async (path: string, sent: unknown, token = 'none') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
    const request = new Request(`http://localhost/wardkit${path}`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify(sent),
    })
    const response = await wardkit.fetch(request)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const login = await post('/login', { email: `${name}@example.com`, password: PASSWORD })
  return post('/roles/preview', body, login.body['accessToken'] as string)
}

const preview = (policy: string | null, id: string | undefined = role) =>
  wardkit.roles.preview({ tenant, policy, ...(id === undefined ? {} : { id }) })
const yes = (operation: string) => ({ operation, answer: 'yes' })
const no = (operation: string) => ({ operation, answer: 'no' })

describe('a preview of a role', () => {
  it('tells what the role reaches otherwise, and who gains and loses what; nothing is saved', async () => {
    const ada = await add('ada', [role], { ward: 'a' })
    const bea = await add('bea', [role], { ward: 'b' })
    await add('cid', [])
    const { id: key } = await wardkit.apiKeys.create({ tenant, name: 'CI', createdBy: ada, roles: [role] })
    const [READ, WRITE, CREATE] = ['GET:/patient/{patientId}', 'PUT:/patient/{patientId}', 'POST:/patient'] as const
    const { holders, ...rest } = await preview(NEW)
    expect(rest).toEqual({
      diagnostics: [],
      operations: { gained: [CREATE], lost: [READ], conditional: [WRITE] },
    })
    expect(holders).toMatchObject({ total: 3, changed: 3, more: false })
    expect(holders.items.map(({ type }) => type)).toEqual(['user', 'user', 'apiKey'])
    const inOrder = (list: readonly { operation: string }[] = []) => list.map(({ operation }) => operation).sort()
    const changesOf = (id: string) => {
      const { gained, lost, conditional } = holders.items.find((item) => item.id === id) ?? {}
      return [inOrder(gained), inOrder(lost), inOrder(conditional)]
    }
    expect(changesOf(ada)).toEqual([[CREATE], [READ, WRITE], []])
    expect(changesOf(bea)).toEqual([[CREATE, WRITE], [READ], []])
    expect(changesOf(key)).toEqual([[CREATE], [READ], []])
    expect(await wardkit.roles.find({ tenant, id: role })).toMatchObject({ policy: OLD, version: 1 })
  })

  it('says just what is so once it is saved', async () => {
    const ids = [await add('ada', [role, 'member'], { ward: 'a' }), await add('bea', [role], { ward: 'b' })]
    const policy = `${NEW}\n- allow: ['GET:/patient/{patientId}']\n  where: $resource:owner = $principal:id`
    const told = await preview(policy)
    await wardkit.roles.update({ tenant, id: role, policy })
    for (const id of ids) {
      const roles = (await wardkit.users.find({ tenant, id }))?.roles ?? []
      const tags = (await wardkit.users.find({ tenant, id }))?.tags ?? NO_TAGS
      const principal = { type: 'user', id, tenant, roles, tags } as const
      const none = new Map((await wardkit.permissions(principal)).map(({ operation, answer }) => [operation, answer]))
      const { gained = [], lost = [] } = told.holders.items.find((item) => item.id === id) ?? {}
      for (const { operation, answer } of [...gained, ...lost]) {
        if (none.has(operation)) expect(none.get(operation)).toBe(answer)
      }
      expect(gained).toContainEqual(yes('POST:/patient'))
    }
    // `member` lets ada read whatever the role says.
    const itemOf = (name: string) => told.holders.items.find((item) => item.name === name)
    expect(itemOf('ada')).toMatchObject({ lost: [no('PUT:/patient/{patientId}')] })
    expect(itemOf('bea')).toMatchObject({
      lost: [{ operation: 'GET:/patient/{patientId}', answer: 'depends' }],
    })
  })

  it('counts what the guardrail denies as not gained', async () => {
    await add('ada', [role])
    await wardkit.guardrails.set({ tenant, policy: "- deny: ['POST:/patient']" })
    const { operations, holders } = await preview(`${OLD}\n- allow: ['POST:/patient']`)
    expect(operations).toEqual({ gained: ['POST:/patient'], lost: [], conditional: [] })
    expect(holders).toEqual({ total: 1, changed: 0, more: false, items: [] })
  })

  it('tells of other conditions, and not of other words for the same', async () => {
    await add('ada', [role])
    const owned = (variable: string) => `- allow: ['GET:/patient/{patientId}']\n  where: ${variable} = 'x'`
    await wardkit.roles.update({ tenant, id: role, policy: owned('$resource:owner') })
    const other = await preview(owned('$resourceTags:ward'))
    expect(other.operations.conditional).toEqual(['GET:/patient/{patientId}'])
    expect(other.holders.items).toMatchObject([
      { gained: [], lost: [], conditional: [{ operation: 'GET:/patient/{patientId}', answer: 'depends' }] },
    ])
    const same = await preview(
      `# the same\n- id: one\n  allow:\n    - get:/patient/{patientId}\n  where: ($resource:owner = "x")`,
    )
    expect(same).toMatchObject({
      operations: { gained: [], lost: [], conditional: [] },
      holders: { total: 1, changed: 0, more: false },
    })
  })

  it('is of a role that is deleted, and of one that nobody holds yet', async () => {
    await add('ada', [role])
    expect((await preview(null)).operations.lost).toContain('GET:/patient/{patientId}')
    expect((await preview(null)).holders).toMatchObject({ total: 1, changed: 1 })
    const fresh = await wardkit.roles.preview({ tenant, policy: NEW })
    expect(fresh.operations.gained).toEqual(expect.arrayContaining(['POST:/patient', 'PUT:/patient/{patientId}']))
    expect(fresh.holders).toEqual({ total: 0, changed: 0, more: false, items: [] })
    await expect(wardkit.roles.preview({ tenant, policy: null })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
    for (const id of ['nowhere', 'admin']) {
      await expect(preview(NEW, id)).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    }
  })

  it('of a policy with errors tells those and nothing else', async () => {
    await add('ada', [role])
    const { diagnostics, ...rest } = await preview("- allow: ['GET:/patients']")
    expect(diagnostics).toMatchObject([{ severity: 'error', code: 'operation-unknown' }])
    expect(rest).toEqual({
      operations: { gained: [], lost: [], conditional: [] },
      holders: { total: 1, changed: 0, more: false, items: [] },
    })
  })

  it('looks at few of many holders, says so, and lets others have their turn', async () => {
    await store.write(async (writer) => {
      for (let at = 0; at < 1_000; at++) {
        const person = { id: `per_${at}`, email: `${at}@example.com`, emailVerifiedAt: null, createdAt: 0 }
        await writer.insertPerson(person)
        const user = {
          id: `usr_${at}`,
          tenant,
          person: person.id,
          name: 'Ada',
          status: 'active',
          createdAt: 0,
        } as const
        await writer.tenant(tenant).insertUser({ ...user, roles: [role], tags: NO_TAGS })
      }
    })
    let turns = 0
    let isDone = false
    const count = (): void => {
      turns++
      if (!isDone) setImmediate(count)
    }
    setImmediate(count)
    const { holders } = await preview("- allow: ['*', '*:/wardkit/*']")
    isDone = true
    expect(holders).toMatchObject({ total: 1_000, more: true })
    expect(holders.changed).toBeGreaterThan(0)
    expect(holders.changed).toBeLessThanOrEqual(200)
    expect(turns).toBeGreaterThan(20)
  })
})

describe('a preview of a role over HTTP', () => {
  const refused = { status: 403, body: { code: 'ERR_FORBIDDEN' } }
  const holderOf = async (name: string, policy: string) =>
    add(name, [(await wardkit.roles.create({ tenant, name, policy })).id])

  it('T04 is for who may make the very change, and for nobody else', async () => {
    await add('admin', ['admin'])
    await add('bea', [role])
    await holderOf('editor', "- allow: ['PATCH:/wardkit/roles/{roleId}:[policy, version]']")
    await holderOf('namer', "- allow: ['PATCH:/wardkit/roles/{roleId}:[name, version]', 'GET:/wardkit/roles/{roleId}']")
    await holderOf('maker', "- allow: ['POST:/wardkit/roles', 'DELETE:/wardkit/roles/{roleId}']")
    const [change, make, remove] = [{ roleId: role, policy: NEW }, { policy: NEW }, { roleId: role, policy: null }]
    for (const body of [change, make, remove]) {
      expect((await send('admin', body)).status).toBe(200)
      for (const name of ['bea', 'namer']) expect(await send(name, body), name).toMatchObject(refused)
    }
    expect((await send('editor', change)).status).toBe(200)
    for (const body of [make, remove]) expect(await send('editor', body)).toMatchObject(refused)
    for (const body of [make, remove]) expect((await send('maker', body)).status).toBe(200)
    expect(await send('maker', change)).toMatchObject(refused)
  })

  it('T01 T03 answers of the caller’s tenant, in the shape that forms take', async () => {
    await add('admin', ['admin'])
    const bea = await add('bea', [role])
    expect(await send('admin', { roleId: role, policy: NEW })).toMatchObject({
      status: 200,
      body: {
        operations: { gained: ['POST:/patient'], lost: ['GET:/patient/{patientId}'] },
        holders: {
          total: 1,
          changed: 1,
          more: false,
          items: [{ id: bea, gains: [yes('POST:/patient')], conditional: [] }],
        },
      },
    })
    const other = (await wardkit.tenants.create({ slug: 'bolt', name: 'Bolt' })).id
    const { id: theirs } = await wardkit.roles.create({ tenant: other, name: 'Spy', policy: OLD })
    expect(await send('admin', { roleId: theirs, policy: NEW })).toMatchObject({ status: 404 })
    for (const body of [{ policy: null }, {}, { policy: NEW, tenant: other }, { policy: NEW, roles: [] }]) {
      expect((await send('admin', body)).status, JSON.stringify(body)).toBe(400)
    }
  })
})
