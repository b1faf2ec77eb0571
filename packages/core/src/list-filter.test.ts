import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LinkInput } from './identity/links.ts'
import { installFilterFunctions } from './filter/sqlite-functions.ts'
import type { ListFilter } from './filter/list-filter.ts'
import type { RowMapping } from './filter/row-mapping.ts'
import type { Principal } from './model/principal.ts'
import type { RequestValues } from './model/request-values.ts'
import { createTags, type TagInput } from './model/tags.ts'
import { createMemoryStore } from './store/memory/index.ts'
import type { ListFilterOptions } from './tenancy/list-filters.ts'
import type { LoadedResource } from './tenancy/resource-lookups.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const READ = 'GET:/patient/{patientId}'

interface Patient {
  readonly id: string
  readonly tenant: string
  readonly doctor: string | null
  readonly ward: string | null
}

const ROWS: RowMapping = {
  dialect: 'sqlite',
  id: 'patients.id',
  tenant: 'patients.tenant',
  owner: 'patients.doctor',
  tags: { ward: 'patients.ward' },
}

let folder: string
let database: Database.Database
let wardkit: Wardkit
let patients: readonly Patient[]
let acme: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-'))
  database = new Database(':memory:')
  installFilterFunctions(database)
  // A collation that would take Ann for ann.
  database.exec('CREATE TABLE patients (id TEXT PRIMARY KEY, tenant TEXT, doctor TEXT COLLATE NOCASE, ward TEXT)')
})

afterEach(async () => {
  await wardkit.close()
  database.close()
  rmSync(folder, { recursive: true })
})

/** Opens an instance with two tenants and their patients, whom it loads from their table, and a role of this policy. */
async function open(policy: string, options: WardkitOptions = {}): Promise<void> {
  wardkit = await createWardkit({
    openapi: DOCUMENT,
    ...('database' in options ? {} : { store: createMemoryStore() }),
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    onEvent: () => undefined,
    globalRoles: { reader: { name: 'Reader', policy } },
    resources: { patient: (id) => load(id) },
    ...options,
  })
  const { id } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const birch = await wardkit.tenants.create({ slug: 'birch', name: 'Birch' })
  acme = id
  patients = [
    { id: 'p1', tenant: acme, doctor: 'ann', ward: 'Surgery' },
    { id: 'p2', tenant: acme, doctor: 'Ann', ward: 'SURGERY' },
    { id: 'p3', tenant: acme, doctor: null, ward: 'children' },
    { id: 'p4', tenant: acme, doctor: 'ben', ward: null },
    { id: 'p5', tenant: birch.id, doctor: 'ann', ward: 'surgery' },
    // A value that no tag can have: whoever loads it gets no resource.
    { id: 'p6', tenant: acme, doctor: 'ann', ward: '' },
  ]
  const insert = database.prepare('INSERT INTO patients VALUES (?, ?, ?, ?)')
  for (const { id, tenant, doctor, ward } of patients) insert.run(id, tenant, doctor, ward)
}

/** A store that SQL can be attached to. */
function inFile(): WardkitOptions {
  return { database: `sqlite:${join(folder, 'wardkit.db')}` }
}

function load(id: string): LoadedResource | undefined {
  const row = patients.find((patient) => patient.id === id)
  return row && { tenant: row.tenant, ...factsOf(row) }
}

function factsOf({ doctor, ward }: Patient): Pick<LoadedResource, 'owner' | 'tags'> {
  return { ...(doctor === null ? {} : { owner: doctor }), tags: ward === null ? {} : { ward } }
}

function principal(tags: TagInput = {}, more: Partial<Principal> = {}): Principal {
  return { type: 'user', id: 'ann', tenant: acme, roles: ['reader'], tags: createTags(tags), ...more }
}

function filter(tags: TagInput = {}, options: Partial<ListFilterOptions> = {}, operation = READ): Promise<ListFilter> {
  return wardkit.filter(principal(tags), operation, { rows: ROWS, ...options })
}

/** The ids listed with a filter, by plain SQL. */
function list(made: ListFilter): readonly unknown[] {
  const { text, values } = made.sql()
  return database
    .prepare(`SELECT id FROM patients WHERE ${text} ORDER BY id`)
    .pluck()
    .all(...values)
}

/** The ids of the patients that decisions allow one by one. */
async function decideEach(tags: TagInput = {}, more: Partial<Principal> = {}): Promise<readonly string[]> {
  const decisions = await Promise.all(
    patients.map(async ({ id }) => {
      const match = wardkit.findOperation('GET', ['patient', id])
      if (typeof match === 'string') throw new Error(match)
      const request: RequestValues = { path: match.path, query: new Map(), body: { status: 'absent' } }
      const decision = await wardkit.decide({ principal: principal(tags, more), operation: match.operation, request })
      return decision.allowed ? [id] : []
    }),
  )
  return decisions.flat()
}

const allow = (where: string): string => `- allow: ['${READ}']\n  where: ${where}`
const BY_WARD = allow('$resourceTags:ward = $principalTags:ward')

describe('a list filter', () => {
  it.each([
    ['the tag that both share', BY_WARD, ['p1', 'p2']],
    ['the owner, exactly', allow('$resource:owner = $principal:id'), ['p1']],
    ['who is not known not to be the owner', allow('NOT ($resource:owner = $principal:id)'), ['p2', 'p4']],
    ['a missing tag', allow('$resourceTags:ward IS NULL'), ['p4']],
    ['an id', allow("$path:patientId IN ('p3', 'p5')"), ['p3']],
    ['nothing but the operation', `- allow: ['${READ}']`, ['p1', 'p2', 'p3', 'p4']],
    ['another operation', "- allow: ['GET:/patient']", []],
  ])('lists by %s what is allowed one by one', async (_, policy, expected) => {
    await open(policy)
    const made = await filter({ ward: 'surgery' })
    expect(list(made)).toEqual(expected)
    expect(await decideEach({ ward: 'surgery' })).toEqual(expected)
    expect(made.isEmpty).toBe(expected.length === 0)
  })

  it('lists what links to the principal, a role of theirs or the tenant allow, while they last', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z')
    const share = `template: share\npolicy:\n  - allow: ['${READ}']\n    principal: ?principal\n    resource: ?resource`
    await open("- allow: ['GET:/patient']", {
      clock: () => now,
      templates: [share, `${share.replace('share', 'ward')}\n    where: $resourceTags:ward = ?ward`],
    })
    const { users, links } = wardkit
    const { id } = await users.create({ tenant: acme, email: 'ann@acme.example', name: 'Ann', roles: ['reader'] })
    const link = (template: string, patient: string, more: Pick<LinkInput, 'principal' | 'slots' | 'expiresAt'>) =>
      links.create({ tenant: acme, template, resource: { type: 'patient', id: patient }, ...more })
    await link('share', 'p1', { principal: { type: 'role', id: 'reader' }, expiresAt: now + 1 })
    await link('share', 'p4', { principal: { type: 'tenant', id: acme } })
    await link('ward', 'p2', { principal: { type: 'user', id }, slots: { ward: 'surgery' } })
    await link('ward', 'p3', { principal: { type: 'user', id }, slots: { ward: 'surgery' } })
    const made = (): Promise<ListFilter> => wardkit.filter(principal({}, { id }), READ, { rows: ROWS })
    expect(list(await made())).toEqual(['p1', 'p2', 'p4'])
    expect(await decideEach({}, { id })).toEqual(['p1', 'p2', 'p4'])
    now++
    expect(list(await made())).toEqual(['p2', 'p4'])
  })

  it('leaves out what a deny covers, and what it may cover for all that is known', async () => {
    await open(`- allow: ['${READ}']`, {
      globalPolicies: [{ name: 'closed', policy: `- deny: ['${READ}']\n  where: $resourceTags:ward = 'children'` }],
    })
    expect(list(await filter())).toEqual(['p1', 'p2'])
    expect(await decideEach()).toEqual(['p1', 'p2'])
  })

  it('is a Kysely expression', async () => {
    await open(BY_WARD)
    const db = new Kysely<{ patients: Patient }>({ dialect: new SqliteDialect({ database }) })
    const query = db
      .selectFrom('patients')
      .select('id')
      .where('id', '>', 'p1')
      .where(await filter({ ward: 'surgery' }))
    expect(await query.execute()).toEqual([{ id: 'p2' }])
  })

  it('tells of one row whether it passes', async () => {
    await open(BY_WARD)
    const made = await filter({ ward: 'surgery' })
    const passing = patients.filter((row) => made.matches({ id: row.id, tenant: row.tenant, ...factsOf(row) }))
    expect(passing.map(({ id }) => id)).toEqual(['p1', 'p2'])
  })

  it('numbers the places of PostgreSQL from where it is told', async () => {
    await open(BY_WARD)
    const made = await filter({ ward: 'surgery' }, { rows: { ...ROWS, dialect: 'postgres' } })
    const { text, values } = made.sql(7)
    expect(text.match(/\$\d+/g)).toEqual(values.map((_, i) => `$${i + 7}`))
  })

  it('lists nothing for a suspended tenant, and for one that is not there', async () => {
    await open(`- allow: ['${READ}']`)
    const nowhere = await wardkit.filter(principal({}, { tenant: 'nowhere' }), READ, { rows: ROWS })
    await wardkit.tenants.suspend(acme)
    for (const made of [nowhere, await filter()]) {
      expect([made.isEmpty, list(made)]).toEqual([true, []])
      expect(made.matches({ id: 'p1', tenant: acme })).toBe(false)
    }
  })

  it('is of the revision that it is asked for, or a later one', async () => {
    await open(BY_WARD)
    const { revision } = await wardkit.tenants.suspend(acme)
    expect((await filter({}, { atLeast: revision })).revision).toBeGreaterThanOrEqual(revision)
    await expect(filter({}, { atLeast: revision + 1 })).rejects.toMatchObject({ code: 'ERR_REVISION_AHEAD' })
  })

  it('lists no row of another tenant, whoever wrote the policy', async () => {
    await open(`- allow: ['${READ}']`, { globalPolicies: [{ name: 'all', policy: `- allow: ['*']` }] })
    expect(list(await filter())).not.toContain('p5')
    expect(list(await filter({}, { rows: { ...ROWS, tenant: { every: 'elsewhere' } } }))).toEqual([])
    expect(list(await filter({}, { rows: { ...ROWS, tenant: { every: acme } } }))).toContain('p1')
  })

  it('L01 binds every value and quotes every name', async () => {
    const hostile = `x' OR 1=1 --"`
    await open(allow('$resourceTags:ward = $principalTags:ward'))
    const { text, values } = (await filter({ ward: hostile })).sql()
    expect(text).not.toContain('OR 1=1')
    expect(values).toContain(hostile.toLowerCase())
    const named = await filter({}, { rows: { ...ROWS, id: 'patients.i"; DROP TABLE patients; --' } })
    expect(named.sql().text).toContain('"i""; DROP TABLE patients; --"')
  })
})

describe('a list filter over registered resources', () => {
  const REGISTERED: RowMapping = {
    dialect: 'sqlite',
    id: 'patients.id',
    tenant: 'patients.tenant',
    registered: 'wardkit.resources',
  }

  it.each([
    ['tags', BY_WARD, ['p1']],
    ['no condition, what is not registered included', `- allow: ['${READ}']`, ['p1', 'p2', 'p3', 'p4']],
    ['a missing tag, which is not known of what is not registered', allow('$resourceTags:ward IS NULL'), ['p2', 'p3']],
    ['the owner', allow("$resource:owner != 'ben'"), ['p2']],
  ])('lists by %s', async (_, policy, expected) => {
    await open(policy, { resources: {}, ...inFile() })
    const { resources } = wardkit
    const other = patients[4]?.tenant ?? ''
    await resources.register({
      tenant: acme,
      type: 'patient',
      id: 'p1',
      owner: 'ben',
      tags: { Ward: ['a', 'SURGERY'] },
    })
    await resources.register({ tenant: acme, type: 'patient', id: 'p2', owner: 'ann' })
    await resources.register({ tenant: acme, type: 'patient', id: 'p3' })
    await resources.register({ tenant: other, type: 'patient', id: 'p3', owner: 'ann', tags: { ward: 'surgery' } })
    // Registered elsewhere alone: another tenant's, whatever the row says.
    await resources.register({ tenant: other, type: 'patient', id: 'p6', owner: 'ann', tags: { ward: 'surgery' } })
    database.prepare('ATTACH ? AS wardkit').run(join(folder, 'wardkit.db'))
    expect(list(await filter({ ward: 'surgery' }, { rows: REGISTERED }))).toEqual(expected)
    // Of what nobody registered only the row knows the tenant.
    expect((await decideEach({ ward: 'surgery' })).filter((id) => id !== 'p5')).toEqual(expected)
  })

  it('L03 lists by the tags of the resource above, and nothing whose tags are being brought up to date', async () => {
    await open(BY_WARD, { resources: {}, ...inFile() })
    const { resources } = wardkit
    await resources.register({ tenant: acme, type: 'ward', id: 'w1', tags: { ward: 'surgery' } })
    await resources.register({ tenant: acme, type: 'patient', id: 'p1', parent: { type: 'ward', id: 'w1' } })
    database.prepare('ATTACH ? AS wardkit').run(join(folder, 'wardkit.db'))
    expect(list(await filter({ ward: 'surgery' }, { rows: REGISTERED }))).toEqual(['p1'])
    database.exec("UPDATE wardkit.resources SET pending = 1 WHERE id = 'p1'")
    expect(list(await filter({ ward: 'surgery' }, { rows: REGISTERED }))).toEqual([])
  })

  it('is refused where decisions ask a loader', async () => {
    await open(BY_WARD)
    const message = "decisions about a `patient` ask the application's loader: map the columns that it reads"
    await expect(filter({}, { rows: REGISTERED })).rejects.toThrow(message)
  })

  it('is the only one where decisions ask what is registered', async () => {
    await open(BY_WARD, { resources: {} })
    await expect(filter()).rejects.toThrow('decisions about a `patient` ask what is registered: map `rows.registered`')
  })
})

describe('a filter that cannot be made says why', () => {
  it.each([
    [
      'GET:/patients/{patientId}',
      {},
      'no service declares the operation `GET:/patients/{patientId}`: did you mean `GET:/patient/{patientId}`?',
    ],
    ['GET:/patient', {}, '`GET:/patient` is about no resource: name the operation on one row'],
    [READ, { rows: { ...ROWS, id: 'id' } }, '`rows.id` must be a column with its table, such as `patients.id`'],
    [READ, { rows: { ...ROWS, id: 'wardkit_0.id' } }, 'names of tables that begin with `wardkit_` are the filter'],
    [READ, { rows: { ...ROWS, dialect: 'mysql' } }, '`rows.dialect` must be `sqlite` or `postgres`'],
    [READ, { rows: { ...ROWS, tag: 'patients.ward' } }, 'has no option `tag`: did you mean `tags`?'],
    [READ, { rows: { ...ROWS, tags: { '': 'patients.ward' } } }, '`rows.tags`: tag `` has an empty key'],
    [READ, { row: ROWS }, '`filter` has no option `row`: did you mean `rows`?'],
    [READ, { request: { path: { patientId: 'p1' } } }, '`request.path` of a filter has no option `patientId`'],
  ])('%s %j', async (operation, options, message) => {
    await open(BY_WARD)
    await expect(filter({}, options as Partial<ListFilterOptions>, operation)).rejects.toThrow(message)
  })

  it('names the request values that it needs, and takes them', async () => {
    await open("- allow: ['PUT:/patient/{patientId}']\n  where: $body:ward = $resourceTags:ward AND $body:age > 17")
    const put = 'PUT:/patient/{patientId}'
    await expect(filter({}, {}, put)).rejects.toMatchObject({
      code: 'ERR_NOT_FILTERABLE',
      help: 'give the filter `$body:ward`, `$body:age` in `request`',
    })
    expect(list(await filter({}, { request: { body: { ward: 'Surgery', age: 18 } } }, put))).toEqual(['p1', 'p2'])
    expect(list(await filter({}, { request: { body: { ward: 'Surgery', age: 17 } } }, put))).toEqual([])
  })

  it('asks for nothing that decides nothing', async () => {
    const put = 'PUT:/patient/{patientId}'
    await open(`- allow: ['${put}']\n  where: $principalTags:grade = 'chief' AND $body:age > 17`)
    expect(list(await filter({ grade: 'nurse' }, {}, put))).toEqual([])
    await expect(filter({ grade: 'chief' }, {}, put)).rejects.toMatchObject({ code: 'ERR_NOT_FILTERABLE' })
  })

  it('names the clause that SQL cannot say', async () => {
    await open(allow('$resourceTags:ward > $context:time'))
    await expect(filter()).rejects.toMatchObject({
      code: 'ERR_NOT_FILTERABLE',
      message: expect.stringContaining('$resourceTags:ward > $context:time') as string,
    })
  })

  it('refuses what a resource in the path does not allow, whatever the rows', async () => {
    await open("- allow: ['GET:/patient/{patientId}/note/{noteId}']", {
      resources: { patient: (id) => load(id), note: () => undefined },
    })
    const notes = (patientId: string) =>
      filter(
        {},
        { request: { path: { patientId } }, rows: { ...ROWS, owner: 'patients.doctor' } },
        'GET:/patient/{patientId}/note/{noteId}',
      )
    expect((await notes('p1')).isEmpty).toBe(false)
    expect((await notes('p5')).isEmpty).toBe(true)
    expect((await notes('p6')).isEmpty).toBe(true)
  })
})
