import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WhoMay, WhoMayInput } from './identity/who-may.ts'
import { createTags } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const resource = { type: 'patient', id: 'p1' }

let wardkit: Wardkit
let tenant: string
let now = Date.parse('2026-01-01T00:00:00Z')

beforeEach(async () => {
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    store: createMemoryStore(),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    onEvent: () => undefined,
    clock: () => now,
    globalRoles: {
      ward: {
        name: 'Ward',
        policy: "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward",
      },
      clerk: { name: 'Clerk', policy: "- allow: ['PUT:/patient/{patientId}']\n  where: $body:age > 17" },
    },
    templates: [
      `template: share\npolicy:\n  - allow: ['GET:/patient/{patientId}']\n    principal: ?principal\n    resource: ?resource`,
    ],
  })
  tenant = (await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })).id
  await wardkit.resources.register({ tenant, ...resource, tags: { ward: 'surgery' } })
})

afterEach(() => wardkit.close())

async function createUser(name: string, roles: readonly string[], tags: Record<string, string> = {}): Promise<string> {
  const user = await wardkit.users.create({ tenant, email: `${name}@acme.example`, name, roles, tags })
  return user.id
}

/** Everybody, page by page. */
async function askAll(input: Partial<WhoMayInput> = {}, limit = 2): Promise<readonly WhoMay[]> {
  const asked = { tenant, operation: 'GET:/patient/{patientId}', resource, ...input }
  const found: WhoMay[] = []
  for (let after: string | undefined = 'user:'; after !== undefined;) {
    const { principals, next }: { principals: readonly WhoMay[]; next?: string } = await wardkit.whoMay(asked, {
      after,
      limit,
    })
    found.push(...principals)
    after = next
  }
  return found
}

describe('who may perform an operation on a resource', () => {
  it('is told of users and keys, by roles, tags and links, over any number of pages', async () => {
    const nurse = await createUser('nurse', ['ward'], { ward: 'Surgery' })
    const admin = await createUser('admin', ['admin'])
    const guest = await createUser('guest', [])
    await createUser('other', ['ward'], { ward: 'children' })
    const gone = await createUser('gone', ['admin'])
    await wardkit.users.disable({ tenant, id: gone })
    await wardkit.links.create({ tenant, template: 'share', principal: { type: 'user', id: guest }, resource })
    const key = await wardkit.apiKeys.create({
      tenant,
      name: 'k',
      createdBy: admin,
      roles: ['member'],
      expiresInSeconds: 60,
    })

    const all = await askAll()
    expect(all.map(({ id }) => id).sort()).toEqual([nurse, admin, guest, key.id].sort())
    expect(all.every(({ answer }) => answer === 'yes')).toBe(true)
    now += 60_000
    expect((await askAll()).map(({ id }) => id)).not.toContain(key.id)
  })

  it('names the request values that decide', async () => {
    const clerk = await createUser('clerk', ['clerk'])
    expect(await askAll({ operation: 'PUT:/patient/{patientId}' })).toEqual([
      { type: 'user', id: clerk, answer: 'depends', dependsOn: ['$body:age'] },
    ])
  })

  it('is what permissions say of each', async () => {
    const roles = [['ward'], ['clerk'], ['member'], ['admin'], ['ward', 'clerk'], []]
    const wards = ['surgery', 'children']
    const users = await Promise.all(
      roles.flatMap((held, i) =>
        wards.map((ward) => createUser(`u${i}${ward}`, held, { ward }).then((id) => ({ id, held, ward }))),
      ),
    )
    for (const operation of ['GET:/patient/{patientId}', 'PUT:/patient/{patientId}', 'DELETE:/patient/{patientId}']) {
      const told = new Map((await askAll({ operation }, 5)).map(({ id, answer }) => [id, answer]))
      for (const { id, held, ward } of users) {
        const principal = { type: 'user', id, tenant, roles: held, tags: createTags({ ward }) } as const
        const decision = (await wardkit.permissions(principal, resource)).find((each) => each.operation === operation)
        expect([operation, held, ward, told.get(id) ?? 'no']).toEqual([operation, held, ward, decision?.answer])
      }
    }
  })

  it('is nobody in a suspended tenant', async () => {
    await createUser('admin', ['admin'])
    await wardkit.tenants.suspend(tenant)
    expect(await askAll()).toEqual([])
  })

  it.each([
    [{ operation: 'GET:/patients/{patientId}' }, 'no service declares the operation asked about'],
    [{ resource: { type: 'note', id: 'n1' } }, '`GET:/patient/{patientId}` is about a resource of type `patient`'],
    [{ operation: 'GET:/patient' }, '`GET:/patient` is about no resource'],
  ])('refuses %j', async (input, message) => {
    await expect(askAll(input)).rejects.toMatchObject({
      code: 'ERR_INVALID_INPUT',
      message: expect.stringContaining(message) as string,
    })
  })
})
