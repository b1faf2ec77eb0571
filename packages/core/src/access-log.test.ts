import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AccessLogOptions } from './audit/access-log-options.ts'
import type { AccessRecord, DecisionRecord } from './audit/access-record.ts'
import type { WardkitEvent } from './http/events.ts'
import { createGuard, type GuardOutcome } from './http/guard.ts'
import type { GuardOptions } from './http/guard-options.ts'
import type { HostPrincipal } from './http/host-principal.ts'
import type { Json } from './model/json.ts'
import { createMemoryStore } from './store/memory/index.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

const DOCUMENT = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname
const POLICY = `
- allow: ["GET:/patient/{patientId}"]
  where: $resourceTags:ward = 'a'
- allow: [POST:/patient]
  where: $body:ward = 'a'
`

let folder: string
let opened: Wardkit[]
let events: WardkitEvent[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-'))
  opened = []
  events = []
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
  rmSync(folder, { recursive: true })
})

async function open(options: WardkitOptions = {}): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: DOCUMENT,
    database: `sqlite:${join(folder, 'wardkit.db')}`,
    secret: 'a secret for tests that is long enough',
    globalRoles: { nurse: { name: 'Nurse', policy: POLICY } },
    onEvent: (event) => events.push(event),
    ...options,
  })
  opened.push(wardkit)
  return wardkit
}

interface Sent {
  readonly method?: string
  readonly target: string
  readonly as?: HostPrincipal | null
  readonly body?: Json
  readonly headers?: Readonly<Record<string, string>>
}

async function ask(wardkit: Wardkit, sent: Sent, options: GuardOptions<Sent> = {}): Promise<GuardOutcome> {
  const guard = createGuard<Sent>(wardkit, { options: { principal: ({ as = null }) => as, ...options } })
  const headers = { 'content-type': 'application/json', ...sent.headers }
  return guard.check({
    method: sent.method ?? 'GET',
    target: sent.target,
    fields: (name) => Object.entries(headers).flatMap(([field, value]) => (field === name ? [value] : [])),
    body: sent.body === undefined ? { present: false } : { present: true, parsed: { value: sent.body } },
    host: sent,
    setHeader: () => undefined,
  })
}

async function everything(wardkit: Wardkit): Promise<DecisionRecord[]> {
  const { records } = await wardkit.accessLog.query({ everyTenant: true })
  return records.filter((record) => record.kind === 'decision')
}

const nurse = (tenant: string): HostPrincipal => ({ id: 'nina', tenant, roles: ['nurse'], tags: { function: 'nurse' } })

async function withTenant(wardkit: Wardkit, slug = 'acme'): Promise<string> {
  const { id } = await wardkit.tenants.create({ slug, name: slug })
  await wardkit.resources.register({ tenant: id, type: 'patient', id: '17', owner: 'nina', tags: { ward: 'a' } })
  return id
}

describe('the access log of an instance', () => {
  it('has one record of each request that a guard saw, whatever became of it', async () => {
    const wardkit = await open()
    const tenant = await withTenant(wardkit)
    const as = nurse(tenant)
    await ask(wardkit, { target: '/patient/17', as })
    await ask(wardkit, { method: 'DELETE', target: '/patient/17', as })
    await ask(wardkit, { target: '/patient' })
    await ask(wardkit, { target: '/health' })
    await ask(wardkit, { target: '/nowhere', as })
    await ask(wardkit, { target: '/assets/x.css' }, { unlistedRoutes: { allow: ['/assets'] } })
    await ask(wardkit, { target: '//patient', as })
    await ask(wardkit, { target: '/patient', as }, { mode: 'report' })
    await ask(wardkit, { target: '/patient', as }, { principal: () => Promise.reject(new Error('down')) })
    const records = await everything(wardkit)
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(records.map(({ outcome, code, reason, operation }) => [outcome, code, reason, operation])).toEqual([
      ['allowed', null, 'allowed', 'GET:/patient/{patientId}'],
      ['refused', 'ERR_FORBIDDEN', 'no-statement', 'DELETE:/patient/{patientId}'],
      ['refused', 'ERR_UNAUTHENTICATED', null, 'GET:/patient'],
      ['public', null, null, 'GET:/health'],
      ['refused', 'ERR_NOT_FOUND', null, null],
      ['unlisted', null, null, null],
      ['refused', 'ERR_TARGET_NOT_CANONICAL', null, null],
      ['would-refuse', 'ERR_FORBIDDEN', 'no-statement', 'GET:/patient'],
      ['refused', 'ERR_UNAVAILABLE', null, 'GET:/patient'],
    ])
  })

  it('says who did what to what, why it was allowed, and what it was decided on', async () => {
    const wardkit = await open({ clock: () => 1234 })
    const tenant = await withTenant(wardkit)
    const outcome = await ask(wardkit, {
      method: 'POST',
      target: '/patient',
      as: nurse(tenant),
      body: { ward: 'a', name: 'Ada' },
    })
    await ask(wardkit, { target: '/patient/17', as: nurse(tenant) })
    const [posted, read] = await everything(wardkit)
    expect(posted).toEqual({
      kind: 'decision',
      sequence: 1,
      time: 1234,
      requestId: outcome.kind === 'pass' ? outcome.request.requestId : '',
      tenant,
      principal: { type: 'user', id: 'nina' },
      method: 'POST',
      target: '/patient',
      operation: 'POST:/patient',
      resource: null,
      outcome: 'allowed',
      code: null,
      reason: 'allowed',
      statements: [{ source: { kind: 'role', id: 'nurse', name: 'Nurse' }, index: 1 }],
      revision: expect.any(Number) as number,
      facts: {
        roles: ['nurse'],
        tags: { function: ['nurse'] },
        resource: { ref: null, status: 'unknown' },
        parameterResources: [],
        request: {
          path: [],
          query: {},
          body: { status: 'json', mediaType: 'application/json', value: { ward: 'a' } },
          read: ['$body:ward'],
        },
      },
    })
    const patient = { type: 'patient', id: '17' }
    expect(read).toMatchObject({
      resource: patient,
      facts: { resource: { ref: patient, status: 'known', owner: 'nina', tags: { ward: ['a'] } } },
    })
  })

  it('records with the request’s id what happens between decision and handler', async () => {
    const wardkit = await open()
    wardkit.onEvent({ type: 'dispatch-mismatch', requestId: 'r', decided: 'GET:/patient', dispatched: 'GET /admin' })
    expect(await everything(wardkit)).toMatchObject([
      { requestId: 'r', outcome: 'refused', code: 'ERR_DISPATCH_MISMATCH', operation: 'GET:/patient', method: null },
    ])
    expect(events).toHaveLength(1)
  })

  it('G04 holds no canary of a header, a query, a body or a path, nor does an event', async () => {
    const wardkit = await open()
    const tenant = await withTenant(wardkit)
    const headers = { authorization: 'Bearer canary', cookie: 'session=canary', 'x-api-key': 'canary' }
    const as = nurse(tenant)
    const body = { ward: 'a', name: 'canary', password: 'canary', notes: { token: 'canary' } }
    await ask(wardkit, { target: '/patient/17?access_token=canary', as, headers })
    await ask(wardkit, { method: 'POST', target: '/patient?identifier=canary', as, headers, body })
    await ask(wardkit, { target: '/patient?identifier=canary', as, headers })
    await ask(wardkit, { target: '/unknown/wk_canary?password=canary', as, headers })
    await ask(wardkit, { target: 'http://user:canary@host/patient', as, headers })
    await ask(wardkit, { target: '/patient', headers }, { principal: undefined as never })
    expect(await everything(wardkit)).toHaveLength(6)
    await wardkit.close()
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'))
    expect([...kept, JSON.stringify(events)].filter((text) => text.includes('canary'))).toEqual([])
  })

  it('keeps no request values where told so', async () => {
    const wardkit = await open({ accessLog: { values: false } })
    const tenant = await withTenant(wardkit)
    await ask(wardkit, { method: 'POST', target: '/patient', as: nurse(tenant), body: { ward: 'a' } })
    expect(await everything(wardkit)).toMatchObject([{ facts: { roles: ['nurse'], request: null } }])
  })

  it('G05 shows a tenant its own records only, page by page and exported', async () => {
    const wardkit = await open()
    const [acme, birch] = [await withTenant(wardkit), await withTenant(wardkit, 'birch')]
    for (const tenant of [acme, birch, acme]) await ask(wardkit, { target: '/patient/17', as: nurse(tenant) })
    // Another tenant's resource, asked for by mistake or malice, is a matter of the one who asked.
    await wardkit.resources.register({
      tenant: birch,
      type: 'patient',
      id: 'b',
      owner: 'otto',
      tags: { ward: 'secret' },
    })
    await ask(wardkit, { target: '/patient/b', as: nurse(acme) })
    const page = await wardkit.accessLog.query({ tenant: acme, limit: 2 })
    const rest = await wardkit.accessLog.query({ tenant: acme, limit: 2, after: page.next ?? 0 })
    expect([...page.records, ...rest.records].map(({ sequence }) => sequence)).toEqual([1, 3, 4])
    expect(rest.next).toBeNull()
    expect(rest.records[0]).toMatchObject({ reason: 'other-tenant', facts: { resource: { status: 'foreign' } } })
    for (const text of [birch, 'otto', 'ward']) expect(JSON.stringify(rest.records)).not.toContain(text)
    const lines: string[] = []
    for await (const line of wardkit.accessLog.export({ tenant: birch })) lines.push(line)
    expect(lines.map((line) => (JSON.parse(line) as AccessRecord).tenant)).toEqual([birch])
    expect(lines.every((line) => line.endsWith('}\n'))).toBe(true)
    await expect(wardkit.accessLog.query({} as never)).rejects.toThrow('`tenant`')
  })

  it('G02 is verified through the instance, and goes on after a restart', async () => {
    const first = await open()
    const tenant = await withTenant(first)
    await ask(first, { target: '/patient/17', as: nurse(tenant) })
    await first.close()
    const second = await open()
    await ask(second, { target: '/patient/17', as: nurse(tenant) })
    expect(await everything(second)).toHaveLength(2)
    expect(await second.accessLog.verify()).toMatchObject({ ok: true, records: 2 })
    const database = new Database(join(folder, 'wardkit.db-access.db'))
    database.exec("UPDATE records SET record = replace(record, 'nina', 'nora') WHERE sequence = 1")
    database.close()
    expect(await second.accessLog.verify()).toMatchObject({ ok: false, sequence: 1, problem: 'changed' })
  })

  it('moves neither the revision of the store nor its hint of change', async () => {
    const wardkit = await open()
    const tenant = await withTenant(wardkit)
    await ask(wardkit, { target: '/patient/17', as: nurse(tenant) })
    const { revision } = wardkit
    await ask(wardkit, { target: '/patient/17', as: nurse(tenant) })
    await everything(wardkit)
    await ask(wardkit, { target: '/patient/17', as: nurse(tenant) })
    expect(wardkit.revision).toBe(revision)
  })
})

describe('a log that cannot be written', () => {
  /** Makes every insert fail, as a full disk would. */
  function breakLog(): void {
    const database = new Database(join(folder, 'wardkit.db-access.db'))
    database.exec("CREATE TRIGGER broken BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'broken'); END")
    database.close()
  }

  async function askBroken(
    accessLog: AccessLogOptions,
  ): Promise<{ readonly wardkit: Wardkit; readonly outcome: GuardOutcome }> {
    const wardkit = await open({ accessLog })
    const tenant = await withTenant(wardkit)
    breakLog()
    return { wardkit, outcome: await ask(wardkit, { target: '/patient/17', as: nurse(tenant) }) }
  }

  it('F23 stops no request by default, and is told of', async () => {
    const { outcome } = await askBroken({})
    expect(outcome.kind).toBe('pass')
    await expect.poll(() => events.some(({ type }) => type === 'access-log-failing')).toBe(true)
  })

  it('F23 stops every request where told so, with 503 and the failure told', async () => {
    const { wardkit, outcome } = await askBroken({ onFailure: 'refuse' })
    expect(outcome).toMatchObject({ kind: 'refuse', response: { status: 503 } })
    expect(events).toContainEqual(expect.objectContaining({ type: 'failure' }))
    expect(await ask(wardkit, { target: '/health' })).toMatchObject({ kind: 'refuse', response: { status: 503 } })
    expect(await ask(wardkit, { target: '/patient' })).toMatchObject({ kind: 'refuse', response: { status: 401 } })
  })

  it('F23 passes again once the log can be written', async () => {
    const { wardkit } = await askBroken({ onFailure: 'refuse' })
    const database = new Database(join(folder, 'wardkit.db-access.db'))
    database.exec('DROP TRIGGER broken')
    database.close()
    expect(await ask(wardkit, { target: '/health' })).toMatchObject({ kind: 'pass' })
  })
})

describe('where records go', () => {
  it('is the application’s own sink, one after the other, in order', async () => {
    const taken: AccessRecord[] = []
    let failures = 2
    const wardkit = await open({
      accessLog: {
        async sink(record) {
          if (failures-- > 0) throw new Error('busy')
          taken.push(record)
        },
      },
    })
    for (const target of ['/health', '/nowhere', '/health']) await ask(wardkit, { target })
    await expect.poll(() => taken.length).toBe(3)
    expect(taken.map(({ sequence, ...record }) => [sequence, 'target' in record && record.target])).toEqual([
      [1, '/health'],
      [2, '/nowhere'],
      [3, '/health'],
    ])
    expect(readdirSync(folder).some((name) => name.includes('access'))).toBe(false)
    await expect(wardkit.accessLog.query({ everyTenant: true })).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('is nowhere when told so', async () => {
    const wardkit = await open({ accessLog: false })
    expect(await ask(wardkit, { target: '/health' })).toMatchObject({ kind: 'pass' })
    expect(readdirSync(folder).some((name) => name.includes('access'))).toBe(false)
  })

  it('is said to be nowhere for a store without a place of its own', async () => {
    const wardkit = await open({ store: createMemoryStore() })
    expect(events).toContainEqual({
      type: 'warning',
      message: expect.stringContaining('no access log is kept') as string,
    })
    await expect(wardkit.accessLog.verify()).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('is memory beside a database in memory', async () => {
    const wardkit = await open({ database: 'sqlite::memory:' })
    await ask(wardkit, { target: '/health' })
    expect(await everything(wardkit)).toHaveLength(1)
    expect(await wardkit.accessLog.verify()).toMatchObject({ ok: true, records: 1 })
  })

  it.each<[unknown, string]>([
    [{ files: 'x' }, 'did you mean `file`?'],
    [true, 'takes an object of options'],
    [{ file: '' }, '`file`'],
    [{ sink: 'x' }, '`sink`'],
    [{ sink: () => undefined, retentionDays: 1 }, '`retentionDays`'],
    [{ retentionDays: 0 }, '`retentionDays`'],
    [{ maxBytes: 1000 }, '`maxBytes`'],
    [{ synchronous: 'off' }, '`synchronous`'],
    [{ onFailure: 'ignore' }, '`onFailure`'],
    [{ values: 'no' }, '`values`'],
  ])('is refused as %j, by name', async (accessLog, message) => {
    await expect(open({ accessLog: accessLog as AccessLogOptions })).rejects.toThrow(message)
  })
})
