import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WardkitEvent } from './http/events.ts'
import { createTags } from './model/tags.ts'
import { openManagement } from './open-management.ts'
import { createWardkit, type Wardkit } from './wardkit.ts'
import type { WardkitOptions } from './wardkit-options.ts'

let folder: string
let opened: Wardkit[]
let events: WardkitEvent[]
let tenant: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-services-'))
  opened = []
  events = []
})

afterEach(async () => {
  for (const wardkit of opened) await wardkit.close()
  rmSync(folder, { recursive: true })
})

const RESPONSES = { responses: { 200: { description: 'ok' } } }

function documentOf(name: string, roles: Readonly<Record<string, string>> = {}) {
  return {
    openapi: '3.1.0',
    info: { title: name, version: '1' },
    paths: { [`/${name}`]: { get: RESPONSES, post: RESPONSES } },
    'x-wardkit-roles': Object.fromEntries(Object.entries(roles).map(([id, policy]) => [id, { policy }])),
  }
}

/** One process of the store, as far as the store can tell: with connections and caches of its own. */
async function serve(document: object, options: WardkitOptions = {}): Promise<Wardkit> {
  const wardkit = await createWardkit({
    openapi: { document },
    database: `sqlite:${join(folder, 'wardkit.db')}`,
    secret: 'a secret for tests that is long enough',
    accessLog: false,
    onEvent: (event) => events.push(event),
    ...options,
  })
  opened.push(wardkit)
  return wardkit
}

/** Which of the operations of a process a role allows. */
async function allowed(wardkit: Wardkit, role: string, atLeast?: number): Promise<readonly string[]> {
  const principal = { type: 'user', id: 'usr_x', tenant, roles: [role], tags: createTags({}) } as const
  const request = { path: [], query: new Map(), body: { status: 'absent' } as const }
  const decided = await Promise.all(
    wardkit.services
      .flatMap(({ operations }) => operations)
      .map(async (operation) => {
        const revision = atLeast === undefined ? {} : { atLeast }
        const decision = await wardkit.decide({ principal, operation, request, ...revision })
        return decision.allowed ? [operation.id] : []
      }),
  )
  return decided.flat().toSorted()
}

const AUDITOR = "- allow: ['GET:/patient', 'GET:/report']"

describe('services of two processes on one store', () => {
  beforeEach(async () => {
    const first = await serve(documentOf('seed'))
    tenant = (await first.tenants.create({ slug: 'acme', name: 'Acme' })).id
    await first.registeredServices.remove('seed')
  })

  it('C01 hold each other’s roles, from the next question on and whichever started first', async () => {
    const patients = await serve(documentOf('patient'))
    expect(await allowed(patients, 'auditor')).toEqual([])
    const reports = await serve(documentOf('report', { auditor: AUDITOR }))
    expect([await allowed(patients, 'auditor'), await allowed(reports, 'auditor')]).toEqual([
      ['GET:/patient'],
      ['GET:/report'],
    ])
    const late = await serve(documentOf('patient'))
    expect(await allowed(late, 'auditor')).toEqual(['GET:/patient'])
  })

  it('C01 C02 follow a role that its service narrows, and one that goes with its service', async () => {
    const patients = await serve(documentOf('patient'))
    await serve(documentOf('report', { auditor: "- allow: ['*:/patient', 'GET:/report']" }))
    expect(await allowed(patients, 'auditor')).toEqual(['GET:/patient', 'POST:/patient'])
    await serve(documentOf('report', { auditor: AUDITOR }))
    expect(await allowed(patients, 'auditor')).toEqual(['GET:/patient'])
    const { revision } = await patients.registeredServices.remove('report')
    expect(await allowed(patients, 'auditor', revision)).toEqual([])
  })

  it('give each other’s roles to users', async () => {
    const patients = await serve(documentOf('patient'))
    await serve(documentOf('report', { auditor: AUDITOR }))
    const user = { tenant, email: 'ada@example.com', name: 'Ada', roles: ['auditor'] }
    await expect(patients.users.create(user)).resolves.toMatchObject({ roles: ['auditor'] })
  })

  it('are refused when they define one role otherwise, and served when the same', async () => {
    const patients = await serve(documentOf('patient', { auditor: "- allow: ['GET:/patient']" }))
    const { length } = await patients.registeredServices.list()
    await expect(serve(documentOf('report', { auditor: AUDITOR }))).rejects.toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
      message: 'the role `auditor` is defined by two services, `report` and `patient`, and not the same',
    })
    expect(await patients.registeredServices.list()).toHaveLength(length)
    const same = await serve(documentOf('report', { auditor: "- allow: ['GET:/patient']" }))
    expect([await allowed(same, 'auditor'), await allowed(patients, 'auditor')]).toEqual([[], ['GET:/patient']])
  })

  it('are refused when one defines a role that the other has in its code otherwise; a running one goes by its own', async () => {
    const globalRoles = { auditor: { name: 'Auditor', policy: "- allow: ['POST:/patient']" } }
    const patients = await serve(documentOf('patient'), { globalRoles })
    await serve(documentOf('report', { auditor: AUDITOR }))
    expect(await allowed(patients, 'auditor')).toEqual(['POST:/patient'])
    expect(events).toContainEqual({
      type: 'warning',
      message: 'role `auditor` of service `report`: this process defines it otherwise, and goes by its own',
    })
    await expect(serve(documentOf('patient'), { globalRoles })).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
  })

  it('are not both registered when they contradict each other and start at once', async () => {
    const twice = await Promise.allSettled([
      serve(documentOf('one', { auditor: "- allow: ['GET:/one']" })),
      serve(documentOf('two', { auditor: "- allow: ['GET:/two']" })),
    ])
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const served = opened.at(-1)
    expect((await served?.registeredServices.list())?.map(({ id }) => id)).toHaveLength(2)
  })

  it('name each other’s operations in global roles when they are told of each other, and say so when not', async () => {
    const globalRoles = { reader: { name: 'Reader', policy: AUDITOR } }
    const [patient, report] = [documentOf('patient'), documentOf('report')]
    await expect(serve(patient, { globalRoles })).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
      message: expect.stringContaining('role `reader`'),
      help: expect.stringContaining('`otherServices` of createWardkit()'),
    })
    const patients = await serve(patient, { globalRoles, otherServices: [{ document: report }] })
    const reports = await serve(report, { globalRoles, otherServices: [{ document: patient }] })
    expect([await allowed(patients, 'reader'), await allowed(reports, 'reader')]).toEqual([
      ['GET:/patient'],
      ['GET:/report'],
    ])
    expect(patients.services.map(({ id }) => id)).toEqual(['patient'])
  })

  it('keep a document under a new id out until the old one is forgotten, which is written down', async () => {
    const patients = await serve(documentOf('patient'))
    const renamed = { openapi: { document: documentOf('patient'), id: 'renamed' } }
    await expect(serve({}, renamed)).rejects.toMatchObject({
      code: 'ERR_SERVICE_DOCUMENT',
      help: expect.stringContaining('`npx wardkit service remove <id>`'),
    })
    const terminal = await openManagement({ database: `sqlite:${join(folder, 'wardkit.db')}` })
    expect((await terminal.registeredServices.list()).map(({ id }) => id)).toEqual(['patient', 'wardkit'])
    await terminal.registeredServices.remove('patient')
    await expect(terminal.registeredServices.remove('patient')).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await terminal.close()
    const { records } = await patients.auditLog.query({ everyTenant: true, action: 'service.remove', order: 'newest' })
    expect(records[0]).toMatchObject({ tenant: null, target: { type: 'service', id: 'patient' } })
    await expect(serve({}, renamed)).resolves.toBeDefined()
  })
})
