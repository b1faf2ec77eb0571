import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { openAccounts } from './accounts-api.test-support.ts'
import { WardkitError } from './errors/index.ts'
import { createTenantSweep } from './identity/tenant-sweep.ts'
import { createSqliteStore } from './store/sqlite/index.ts'
import { countLeft, fillTenant } from './store/sqlite/large-tenant.test-support.ts'
import { temporaryFiles } from './store/sqlite/temporary-files.test-support.ts'

const LARGE = 'tnt_large'
const newFile = temporaryFiles()
const script = fileURLToPath(new URL('store/sqlite/testdata/deleting-process.mjs', import.meta.url))
const secret = 'a secret for tests that is long enough'

async function openLarge() {
  const file = newFile()
  await (await createSqliteStore({ file })).close()
  fillTenant(file, { tenant: LARGE, users: 300, resources: 3_000, links: 3_000 })
  return file
}

it('T12 is swept away by the next start where the process that deleted it was killed in the middle', async () => {
  const file = await openLarge()
  const whole = countLeft(file, LARGE)
  const deleting = spawn(process.execPath, [script, file, LARGE], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(deleting, 'close')
  await once(deleting.stdout, 'data')
  await vi.waitFor(() => expect(countLeft(file, LARGE)).toBeLessThan(whole), { timeout: 10_000, interval: 5 })
  deleting.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  expect(countLeft(file, LARGE)).toBeGreaterThan(0)

  const { wardkit } = await openAccounts({ database: `sqlite:${file}`, secret })
  expect(await wardkit.tenants.list()).toEqual([])
  expect(await wardkit.users.list(LARGE)).toEqual([])
  await vi.waitFor(() => expect(countLeft(file, LARGE)).toBe(0), { timeout: 20_000, interval: 50 })
  expect(await wardkit.auditLog.verify()).toMatchObject({ ok: true })
  expect((await wardkit.auditLog.query({ tenant: LARGE })).records.map(({ action }) => action)).toEqual([
    'tenant.delete',
  ])
  await wardkit.close()
}, 60_000)

it('goes in short steps between which others write, raises no revision, and is told when it is done', async () => {
  const file = await openLarge()
  const store = await createSqliteStore({ file })
  const { wardkit, addTenant } = await openAccounts({ store, secret })
  const before = countLeft(file, LARGE)
  const { revision } = await wardkit.tenants.delete(LARGE)
  const finished = wardkit.tenants.finishDeletions()
  // In line with the steps: were it one transaction, nothing would be left when this answers.
  await addTenant('birch')
  const between = countLeft(file, LARGE)
  expect(between).toBeGreaterThan(0)
  expect(between).toBeLessThanOrEqual(before)
  const written = await store.currentRevision()
  expect(written).toBeGreaterThan(revision)
  await finished
  expect(countLeft(file, LARGE)).toBe(0)
  expect(await store.currentRevision()).toBe(written)
  await wardkit.close()
}, 60_000)

it('sweeps no more rows in a step than it is told', async () => {
  const file = await openLarge()
  const store = await createSqliteStore({ file })
  await store.write((writer) => writer.deleteTenant(LARGE, 0))
  let left = countLeft(file, LARGE)
  while (await store.sweepTenants(500)) {
    const now = countLeft(file, LARGE)
    // A user goes with a person; the last step takes the tenant along.
    expect(left - now).toBeLessThanOrEqual(2 * 500 + 2)
    left = now
  }
  expect(left).toBe(0)
  await expect(store.sweepTenants(0)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' })
  await store.close()
})

it('tells what kept it from going on, and goes on when it is asked again', async () => {
  let fails = true
  let left = 2
  const failures: unknown[] = []
  const sweepTenants = async () => {
    if (fails) throw new WardkitError('ERR_STORE_BUSY', 'locked')
    return left-- > 0
  }
  const sweep = createTenantSweep({ store: { sweepTenants }, onFailure: (cause) => failures.push(cause) })
  await expect(sweep.finish()).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' })
  sweep.begin()
  await vi.waitFor(() => expect(failures).toMatchObject([{ code: 'ERR_STORE_BUSY' }]))
  fails = false
  await sweep.finish()
  expect(left).toBe(-1)
})

it('answers no one that all is gone when it was closed before', async () => {
  const sweep = createTenantSweep({ store: { sweepTenants: async () => true }, onFailure: () => undefined })
  const finished = expect(sweep.finish()).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
  await sweep.close()
  await finished
})

it('is not finished for a principal', async () => {
  const { wardkit, addTenant } = await openAccounts()
  const { tenant } = await addTenant()
  const [ada] = await wardkit.users.list(tenant)
  const own = wardkit.as({ type: 'user', id: ada?.id ?? '', tenant })
  await expect(own.tenants.finishDeletions()).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
  await wardkit.close()
})
