import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { killWriters } from './kill-writers.test-support.ts'

test('G03 F01 every acknowledged write is there after its process was killed, and none is there in half or without its audit record', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-kill-'))
  try {
    const { acknowledged, faults } = await killWriters({ runs: 25, seed, directory })
    expect(faults, `repeat with: pnpm soak:kill --runs 25 --seed ${seed}`).toEqual([])
    expect(acknowledged).toBeGreaterThan(25)
  } finally {
    rmSync(directory, { recursive: true })
  }
}, 180_000)
