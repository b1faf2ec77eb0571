import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEhr } from './start-ehr.ts'

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wardkit-ehr-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const isAnswering = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

describe('startEhr', () => {
  it('ends both services when one ends by itself, and says which', async () => {
    const ehr = await startEhr({ directory, port: 0 })
    expect(await isAnswering(ehr.urls.patient)).toBe(true)
    process.kill(ehr.processes.diagnostic, 'SIGKILL')
    expect(await ehr.failed).toBe('the diagnostic service ended with SIGKILL')
    expect(await isAnswering(ehr.urls.patient)).toBe(false)
  })

  it('ends what it started when the second service cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    try {
      await expect(startEhr({ directory, port: port - 2 })).rejects.toThrow('service ended with code 1')
      expect(await isAnswering(`http://127.0.0.1:${port - 2}`)).toBe(false)
      await expect(startEhr({ directory, port })).rejects.toThrow(`port ${port} is taken`)
    } finally {
      taken.close()
    }
  })
})
