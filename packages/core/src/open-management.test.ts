import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadClinic } from './decision/testdata/decision-case.ts'
import { openManagement, type OpenManagement } from './open-management.ts'
import { createWardkit } from './wardkit.ts'

const POLICY = "- allow: ['GET:/patient/{patientId}']"
const CLINIC = new URL('decision/testdata/clinic.openapi.json', import.meta.url).pathname

let directory: string
let database: string
let open: OpenManagement | undefined

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wardkit-management-'))
  database = `sqlite:${join(directory, 'wardkit.db')}`
})

afterEach(async () => {
  await open?.close()
  open = undefined
  rmSync(directory, { recursive: true })
})

describe('openManagement', () => {
  it('needs neither document nor secret for what holds no policy', async () => {
    open = await openManagement({ database })
    const { id } = await open.tenants.create({ name: 'Acme', slug: 'acme' })
    expect(await open.tenants.findBySlug('acme')).toMatchObject({ id })
    expect(await open.findServices()).toEqual([])
  })

  it('refuses a policy that it has no document to check against', async () => {
    open = await openManagement({ database })
    const tenant = (await open.tenants.create({ name: 'Acme', slug: 'acme' })).id
    await expect(open.roles.create({ tenant, name: 'reader', policy: POLICY })).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
      help: expect.stringContaining('document') as string,
    })
  })

  it('checks policies against the services given, and registers none', async () => {
    open = await openManagement({ database, services: [await loadClinic()] })
    const tenant = (await open.tenants.create({ name: 'Acme', slug: 'acme' })).id
    await open.roles.create({ tenant, name: 'reader', policy: POLICY })
    await expect(open.roles.create({ tenant, name: 'x', policy: "- allow: ['GET:/nowhere']" })).rejects.toMatchObject({
      code: 'ERR_POLICY_INVALID',
    })
    expect(await open.store.listServices()).toEqual([])
  })

  it('checks policies against what a server of the store registered', async () => {
    const server = await createWardkit({ database, openapi: CLINIC, onEvent: () => undefined })
    await server.close()
    open = await openManagement({ database })
    const tenant = (await open.tenants.create({ name: 'Acme', slug: 'acme' })).id
    expect((await open.roles.create({ tenant, name: 'reader', policy: POLICY })).version).toBe(1)
  })
})
