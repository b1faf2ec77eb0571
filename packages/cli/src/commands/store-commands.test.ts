import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { makeStoreFolder, type StoreFolder } from '../testing/wardkit-in.test-support.ts'

const OPENAPI = `openapi: 3.1.0
info: { title: Ward, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /patient/{patientId}:
    parameters: [{ name: patientId, in: path, required: true, schema: { type: string } }]
    get: { responses: { '200': { description: read } } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`
const PASSWORD = 'seven green kettles'
const TENANT = ['--tenant', 'acme']

let folder: StoreFolder
let tenant: string

beforeAll(async () => {
  folder = makeStoreFolder()
  folder.write('openapi.yaml', OPENAPI)
  tenant = (await folder.one<{ id: string }>(['tenant', 'create', 'acme', '--name', 'Acme Health'])).id
  const create = ['user', 'create', 'ada@acme.example', ...TENANT, '--role', 'admin', '--email-verified', '--password']
  expect(folder.binary(create, `${PASSWORD}\n`)).toMatchObject({ code: 0, stderr: '' })
})
afterAll(() => folder.remove())

/** The server of the same store. */
async function withServer<T>(work: (wardkit: Wardkit) => Promise<T>): Promise<T> {
  const wardkit = await createWardkit({
    database: folder.database,
    openapi: `${folder.path}/openapi.yaml`,
    secret: 'a secret for tests that is long enough',
    onEvent: () => undefined,
  })
  try {
    return await work(wardkit)
  } finally {
    await wardkit.close()
  }
}

const logIn = async (password: string): Promise<number> =>
  withServer(async (wardkit) => {
    const body = JSON.stringify({ email: 'ada@acme.example', password })
    const headers = { 'content-type': 'application/json' }
    const request = new Request('http://localhost:3000/wardkit/login', { method: 'POST', headers, body })
    return (await wardkit.fetch(request)).status
  })

describe('wardkit service', () => {
  it('lists what servers have registered, forgets what is served no longer, and writes that down', async () => {
    await withServer(async () => undefined)
    expect((await folder.wardkit(['service', 'list'])).stdout).toMatch(
      /^ID +TITLE +VERSION +OPERATIONS +ROLES\nward +Ward +1\.0\.0 +1\nwardkit +/,
    )
    await folder.json(['service', 'remove', 'ward'])
    expect((await folder.json<{ id: string }>(['service', 'list'])).map(({ id }) => id)).toEqual(['wardkit'])
    expect(await folder.json(['audit', '--action', 'service.remove'])).toMatchObject([
      { action: 'service.remove', tenant: null, target: { type: 'service', id: 'ward' } },
    ])
    expect((await folder.wardkit(['service', 'remove', 'ward'])).stderr).toContain('there is no service `ward`')
    await withServer(async () => undefined)
    expect(await folder.json(['service', 'list'])).toHaveLength(2)
  })
})

describe('wardkit tenant', () => {
  it('lists, shows, suspends and resumes by id or slug', async () => {
    expect((await folder.wardkit(['tenant', 'list'])).stdout).toMatch(
      /^ID +SLUG +NAME +STATUS\ntnt_\w+ +acme +Acme Health +active\n$/,
    )
    await folder.json(['tenant', 'suspend', tenant])
    expect(await folder.json(['tenant', 'show', 'acme'])).toMatchObject([{ id: tenant, status: 'suspended' }])
    await folder.json(['tenant', 'resume', 'acme'])
    expect(await folder.json(['tenant', 'list'])).toMatchObject([{ id: tenant, slug: 'acme', status: 'active' }])
  })

  it('says what is wrong in one line, and what to do', async () => {
    expect(await folder.wardkit(['tenant', 'show', 'nope'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: there is no tenant `nope`\n  help: see `wardkit tenant list`\n',
    })
    expect((await folder.wardkit(['tenant', 'create', 'acme'])).stderr).toContain(
      'there is a tenant with the slug `acme` already',
    )
  })

  it('finds a store and does not make one by a slip of the pen', async () => {
    const other = makeStoreFolder()
    const { code, stderr } = await other.wardkit(['tenant', 'list'])
    expect([code, stderr]).toEqual([
      1,
      'error: there is no database `./wardkit.db`\n  help: name it with `--database`; `wardkit tenant create` begins one\n',
    ])
    expect(readdirSync(other.path)).toEqual([])
    await other.remove()
  })
})

describe('wardkit user', () => {
  it('takes passwords from standard input, and the server takes them too', async () => {
    expect(await logIn(PASSWORD)).toBe(200)
    expect(folder.binary(['user', 'set-password', 'ada@acme.example', ...TENANT], 'nine red saucepans').code).toBe(0)
    expect([await logIn(PASSWORD), await logIn('nine red saucepans')]).toEqual([401, 200])
  })

  it('takes no password from the command line', async () => {
    for (const words of [['--password', 'hunter2-hunter2-hunter2'], ['--password=hunter2-hunter2-hunter2']]) {
      const ran = await folder.wardkit(['user', 'create', 'bo@acme.example', ...TENANT, ...words])
      expect([ran.code, ran.stdout]).toEqual([1, ''])
    }
  })

  it('shows and changes roles and tags, by id or e-mail', async () => {
    const create = [
      'user',
      'create',
      'dora@acme.example',
      ...TENANT,
      '--name',
      'Dora',
      '--tag',
      'ward=7',
      '--tag',
      'ward=8',
    ]
    const { id } = await folder.one<{ id: string }>(create)
    expect(await folder.json(['user', 'roles', id, ...TENANT, '--add', 'member'])).toMatchObject([
      { roles: ['member'] },
    ])
    await folder.json(['user', 'tags', id, ...TENANT, '--set', 'Ward=9', '--set', 'function=doctors'])
    await folder.json(['user', 'disable', 'dora@acme.example', ...TENANT])
    expect(await folder.json(['user', 'show', 'dora@acme.example', ...TENANT])).toMatchObject([
      { id, name: 'Dora', status: 'disabled', roles: ['member'], tags: { Ward: ['9'], function: ['doctors'] } },
    ])
    await folder.json(['user', 'enable', id, ...TENANT])
    expect(await folder.json(['user', 'roles', id, ...TENANT, '--remove', 'member'])).toMatchObject([{ roles: [] }])
    expect(await folder.json(['user', 'list', ...TENANT])).toHaveLength(2)
  })
})

describe('wardkit role and guardrail', () => {
  it('save a policy from a file that has no error, and nothing else', async () => {
    const file = folder.write('doctor.yaml', "- allow: ['GET:/patent/{patientId}']\n")
    const refused = await folder.wardkit(['role', 'create', ...TENANT, '--name', 'doctor', '--policy', file])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(' --> doctor.yaml:1:12\n')
    expect(refused.stderr).toContain('= hint: did you mean `GET:/patient/{patientId}`?')
    expect(await folder.json(['role', 'list', ...TENANT])).toEqual([])

    folder.write('doctor.yaml', "- allow: ['GET:/patient/{patientId}']\n")
    const { id } = await folder.one<{ id: string }>(['role', 'create', ...TENANT, '--name', 'doctor', '--policy', file])
    folder.write('doctor.yaml', '- allow: [GET:*] # more\n')
    const stale = await folder.wardkit([
      'role',
      'update',
      'doctor',
      ...TENANT,
      '--policy',
      file,
      '--expected-version',
      '7',
    ])
    expect([stale.code, stale.stderr]).toEqual([1, expect.stringContaining('version') as string])
    await folder.json(['role', 'update', 'doctor', ...TENANT, '--policy', file, '--expected-version', '1'])
    expect((await folder.wardkit(['role', 'show', id, ...TENANT])).stdout).toBe('- allow: [GET:*] # more\n')
    await folder.json(['role', 'create', ...TENANT, '--name', 'doctor', '--policy', file])
    const ambiguous = await folder.wardkit(['role', 'delete', 'doctor', ...TENANT])
    expect([ambiguous.code, ambiguous.stderr]).toEqual([
      1,
      expect.stringContaining('2 roles are called `doctor`') as string,
    ])
    await folder.json(['role', 'delete', id, ...TENANT])
    expect(await folder.json(['role', 'list', ...TENANT])).toHaveLength(1)
  })

  it('set, show and remove the denies of a tenant', async () => {
    const file = folder.write('guardrail.yaml', "- deny: ['GET:/patient/{patientId}']\n")
    await folder.json(['guardrail', 'set', ...TENANT, '--policy', file])
    expect(await folder.json(['guardrail', 'show', ...TENANT])).toMatchObject([{ version: 1 }])
    await folder.json(['guardrail', 'set', ...TENANT, '--remove'])
    expect(await folder.json(['guardrail', 'show', ...TENANT])).toEqual([null])
  })
})

describe('wardkit key and operator', () => {
  it('print a key once, alone, which works until it is revoked', async () => {
    const create = ['key', 'create', ...TENANT, '--name', 'import', '--by', 'ada@acme.example', '--role', 'member']
    const key = (await folder.wardkit([...create, '--expires', '90d'])).stdout.trim()
    expect(key).toMatch(/^wk_\w+$/)
    const authenticate = () => withServer(async (wardkit) => (await wardkit.authenticate([`Bearer ${key}`])).status)
    expect(await authenticate()).toBe('identified')
    const [listed] = await folder.json<{ id: string }>(['key', 'list', ...TENANT])
    expect(JSON.stringify(listed)).not.toContain(key.slice(-52))
    await folder.json(['key', 'revoke', listed!.id, ...TENANT])
    expect(await authenticate()).toBe('unidentified')
  })

  it('make operators known to code and to nothing else', async () => {
    const key = (await folder.wardkit(['operator', 'create', '--name', 'On call'])).stdout.trim()
    const verify = () =>
      withServer(async (wardkit) => [
        (await wardkit.operators.verify(key))?.name,
        (await wardkit.authenticate([`Bearer ${key}`])).status,
      ])
    expect(await verify()).toEqual(['On call', 'unidentified'])
    const [{ id } = { id: '' }] = await folder.json<{ id: string }>(['operator', 'list'])
    await folder.json(['operator', 'revoke', id])
    expect(await verify()).toEqual([undefined, 'unidentified'])
  })
})

describe('wardkit audit', () => {
  it('prints what was changed, narrowed by tenant, action, target and actor', async () => {
    const { stdout } = await folder.wardkit(['audit', ...TENANT, '--action', 'tenant.create'])
    expect(stdout).toMatch(/^\S+Z {2}tenant\.create +tnt_\w+ {2}application {2}tenant\/tnt_\w+\n$/)
    const records = await folder.json<{ action: string }>(['audit', ...TENANT, '--target', `tenant/${tenant}`])
    expect(records.map(({ action }) => action)).toContain('tenant.suspend')
    const hers = await folder.json<{ action: string }>(['audit', ...TENANT, '--actor', 'ada@acme.example'])
    expect(new Set(hers.map(({ action }) => action))).toEqual(new Set(['session.start']))
    expect(await folder.json(['audit', '--limit', '1'])).toHaveLength(1)
    expect((await folder.wardkit(['audit', '--action', 'role.steal'])).stderr).toContain(
      '`action` is one of api-key.create',
    )
  })

  it('X04 exports CSV and JSON, and verifies against a head noted earlier', async () => {
    const { stdout } = await folder.wardkit(['audit', 'export', ...TENANT, '--format', 'csv'])
    expect(stdout).toMatch(/^sequence,time,tenant,/)
    const lines = (await folder.wardkit(['audit', 'export'])).stdout.trimEnd().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { sequence: number }).sequence)).toEqual(
      lines.map((_, at) => at + 1),
    )
    const head = /^head (\S+)$/m.exec((await folder.wardkit(['audit', 'verify'])).stdout)?.[1]
    expect(await folder.wardkit(['audit', 'verify', '--expected', head ?? ''])).toMatchObject({ code: 0 })
    expect(await folder.wardkit(['audit', 'verify', '--expected', `9999:${'f'.repeat(64)}`])).toMatchObject({ code: 1 })
    expect((await folder.wardkit(['audit', 'verify', '--expected', 'x'])).stderr).toContain('sequence:hash')
  })
})
