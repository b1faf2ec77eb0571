import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Answers paths that are new at every call, in a directory that goes with the test file. */
export function temporaryFiles(): () => string {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-'))
  let count = 0
  afterAll(() => rmSync(directory, { recursive: true }))
  return () => join(directory, `${++count}.db`)
}
