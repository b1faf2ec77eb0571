import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findReadmeFaults, startReadmeServer, type ReadmeServer } from './readme-server.ts'

const example = fileURLToPath(new URL('../examples/ehr/', import.meta.url))

// The README's two blocks, run as they stand in an empty folder; only the port is another.
describe.each(['esm', 'cjs'] as const)('the README, as %s,', (format) => {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-readme-'))
  let server: ReadmeServer | undefined

  beforeAll(async () => {
    symlinkSync(join(example, 'node_modules'), join(directory, 'node_modules'))
    server = await startReadmeServer({
      directory,
      node: process.execPath,
      nodeOptions: ['--conditions=@wardkit/source'],
      format,
      deadline: AbortSignal.timeout(60_000),
    })
  }, 60_000)

  afterAll(async () => {
    await server?.stop()
    rmSync(directory, { recursive: true })
  })

  it('starts a server that lets nobody in without a token, and the doctor read and not create', async () => {
    expect(await findReadmeFaults(server!.url)).toEqual([])
  })
})
