import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../identity/identity-store.ts'
import { aTenant, seed } from '../../testing/store-fixtures.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'
import { BUSY_LIMIT } from './use-connection.ts'

const newFile = temporaryFiles()
const script = fileURLToPath(new URL('testdata/other-process.mjs', import.meta.url))

async function openSeeded(): Promise<{ readonly store: Store; readonly file: string }> {
  const file = newFile()
  const store = await createSqliteStore({ file })
  await seed(store, 'acme')
  return { store, file }
}

/** Starts the other process, and answers when its task is done. */
async function startOther(task: 'hold' | 'write', file: string): Promise<ChildProcess> {
  const other = spawn(process.execPath, [script, task, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(other.stdout, 'data')
  return other
}

describe('a lock held by another process', () => {
  it('F05 is waited for at most 200 ms with the event loop free, then refuses the write, and reads go on', async () => {
    const { store, file } = await openSeeded()
    const other = await startOther('hold', file)
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    const begun = performance.now()
    const write = store.write((writer) => writer.insertTenant(aTenant('birch')))
    const read = store.findTenant('acme')
    await expect(write).rejects.toMatchObject({ code: 'ERR_STORE_BUSY', status: 503 })
    const waited = performance.now() - begun
    clearInterval(ticking)
    expect(await read).toEqual(aTenant('acme'))
    expect(waited).toBeGreaterThanOrEqual(BUSY_LIMIT - 1)
    // A blocked event loop would have let the timer fire once or twice.
    expect(turns).toBeGreaterThan(10)
    other.kill('SIGKILL')
    await once(other, 'exit')
    await expect(store.write((writer) => writer.insertTenant(aTenant('birch')))).resolves.toMatchObject({ revision: 2 })
    await store.close()
  })

  it('lets a write through that is released in time', async () => {
    const { store, file } = await openSeeded()
    const other = await startOther('hold', file)
    const write = store.write((writer) => writer.insertTenant(aTenant('birch')))
    other.kill('SIGKILL')
    await expect(write).resolves.toMatchObject({ revision: 2 })
    await store.close()
  })
})

describe('a commit of another process', () => {
  it('shows in the change hint, and then in every read', async () => {
    const { store, file } = await openSeeded()
    const hint = store.changeHint()
    const other = await startOther('write', file)
    expect(store.changeHint()).not.toBe(hint)
    expect(await store.currentRevision()).toBe(2)
    expect((await store.findTenant('acme'))?.name).toBe('renamed')
    await expect(store.write(async (writer) => writer.revision)).resolves.toEqual({ value: 3, revision: 3 })
    if (other.exitCode === null) await once(other, 'exit')
    await store.close()
  })
})
