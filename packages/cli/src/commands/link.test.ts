import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OPENAPI } from '../testing/run-wardkit.test-support.ts'
import { makeStoreFolder, type StoreFolder } from '../testing/wardkit-in.test-support.ts'

const TEMPLATE = `template: share
policy:
  - allow: ['GET:/patient/{patientId}']
    principal: ?principal
    resource: ?resource
    where: $context:time < ?until
`
const TENANT = ['--tenant', 'acme']
const P1 = ['--resource', 'patient:p-1']
const UNTIL = ['--slots', '{"until":"2030-01-01T00:00:00Z"}']
const TO_BOB = ['--to', 'user:bob@acme.example']
const CREATE = ['link', 'create', ...TENANT, '--template', 'share.yaml']

let folder: StoreFolder

beforeAll(async () => {
  folder = makeStoreFolder()
  folder.write('openapi.yaml', OPENAPI)
  folder.write('share.yaml', TEMPLATE)
  folder.write('role.yaml', "- allow: ['GET:/patient/{patientId}']\n")
  await folder.json(['tenant', 'create', 'acme', '--name', 'Acme'])
  await folder.json(['tenant', 'create', 'birch', '--name', 'Birch'])
  await folder.json(['user', 'create', 'bob@acme.example', ...TENANT])
})
afterAll(() => folder.remove())

describe('wardkit link', () => {
  it('shares by a template, lists by resource and by principal, and takes away', async () => {
    const bob = await folder.one<{ id: string }>(['user', 'show', 'bob@acme.example', ...TENANT])
    const link = await folder.one<{ id: string }>([...CREATE, ...TO_BOB, ...P1, ...UNTIL, '--expires', '7d'])
    const expected = {
      id: link.id,
      template: 'share',
      principal: { type: 'user', id: bob.id },
      resource: { type: 'patient', id: 'p-1' },
      slots: { until: '2030-01-01T00:00:00Z' },
    }
    expect(await folder.json(['link', 'list', ...TENANT, ...P1])).toMatchObject([expected])
    expect(await folder.json(['link', 'list', ...TENANT, ...TO_BOB])).toMatchObject([expected])
    expect((await folder.wardkit(['link', 'list', ...TENANT, ...P1])).stdout).toContain(`user:${bob.id}`)
    await folder.json(['link', 'revoke', link.id, ...TENANT])
    expect(await folder.json(['link', 'list', ...TENANT, ...P1])).toEqual([])
    expect((await folder.wardkit(['link', 'revoke', link.id, ...TENANT])).stderr).toContain('has no link')
  })

  it('shares with another tenant', async () => {
    const { id } = await folder.one<{ id: string }>(['tenant', 'show', 'birch'])
    await folder.json([...CREATE, '--to', 'tenant:birch', '--resource', 'patient:p-2', ...UNTIL])
    expect(await folder.json(['link', 'list', ...TENANT, '--to', 'tenant:birch'])).toMatchObject([
      { principal: { type: 'tenant', id, tenant: id } },
    ])
  })

  it.each([
    ['no template', ['link', 'create', ...TENANT, '--template', 'role.yaml'], '`role.yaml` is no policy template'],
    ['a slot without a value', [...CREATE, ...TO_BOB, ...P1], 'the slot `?until` of the template `share` has no value'],
    ['another type', [...CREATE, ...TO_BOB, '--resource', 'note:1', ...UNTIL], 'type `patient`, not `note`'],
    ['nobody', [...CREATE, '--to', 'user:eve@acme.example', ...P1], 'there is no user `eve@acme.example`'],
    ['a principal of no type', [...CREATE, '--to', 'bob', ...P1], '`--to` takes a type and a name'],
    ['a principal of an unknown type', [...CREATE, '--to', 'group:x', ...P1], 'no principal of type `group`'],
    ['a list of everything', ['link', 'list', ...TENANT], 'give either `--resource` or `--to`'],
  ])('refuses %s in one sentence', async (_, words, message) => {
    const { code, stderr } = await folder.wardkit(words)
    expect([code, stderr]).toEqual([1, expect.stringContaining(message)])
  })
})
