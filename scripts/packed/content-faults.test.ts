import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findContentFaults } from './content-faults.ts'

let folder: string
afterEach(() => rmSync(folder, { recursive: true }))

function unpacked(files: Record<string, string>): string {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-contents-'))
  const all = { LICENSE: '', 'README.md': '', 'package.json': '{}', ...files }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('the contents of a package', () => {
  it('are good with code, maps and the sources they lead to', () => {
    const map = JSON.stringify({ sources: ['../src/index.ts'] })
    expect(findContentFaults(unpacked({ 'dist/index.js': '', 'dist/index.js.map': map, 'src/index.ts': '' }))).toEqual(
      [],
    )
  })

  it('are faulty without a licence', () => {
    unpacked({})
    rmSync(join(folder, 'LICENSE'))
    expect(findContentFaults(folder)).toEqual(['`LICENSE` is missing'])
  })

  it.each([
    ['src/a.test.ts'],
    ['dist/a.test-support.js'],
    ['src/decision/testdata/cases.json'],
    ['dist/.tsbuildinfo'],
    ['wardkit.db'],
    ['.env.local'],
  ])('are faulty with %s', (file) => {
    expect(findContentFaults(unpacked({ [file]: '' }))).toEqual([expect.stringContaining(file)])
  })

  it('are faulty where a map leads to a source that is not there', () => {
    expect(findContentFaults(unpacked({ 'dist/a.js.map': JSON.stringify({ sources: ['../src/a.ts'] }) }))).toEqual([
      '`dist/a.js.map` leads to `src/a.ts`, which is not in the package',
    ])
  })
})
