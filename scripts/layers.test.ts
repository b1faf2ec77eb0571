import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { CORE_LAYERS, layers, PURE_FOLDERS } from '../eslint.layers.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: layers })

/** The rules that a source text breaks, were it the file at `path`. */
async function broken(path: string, text: string): Promise<readonly string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${root}${path}` })
  return result?.messages.map((message) => message.ruleId ?? message.message) ?? []
}

/** A file that exists in each folder, to import. */
const EXPORTS = {
  util: 'util/assert-never.ts',
  errors: 'errors/catalog.ts',
  model: 'model/json.ts',
  policy: 'policy/truth.ts',
  decision: 'decision/decision.ts',
  tenancy: 'tenancy/snapshot.ts',
  identity: 'identity/identity-store.ts',
} as const

describe('the layers of core', () => {
  const folders = Object.keys(CORE_LAYERS) as (keyof typeof CORE_LAYERS)[]
  const pairs = folders.flatMap((folder) =>
    Object.entries(EXPORTS)
      .filter(([other]) => other !== folder)
      .map(([other, file]) => ({
        folder,
        other,
        file,
        allowed: (CORE_LAYERS[folder] as readonly string[]).includes(other),
      })),
  )

  it.each(pairs)('$folder importing $other is allowed: $allowed', async ({ folder, file, allowed }) => {
    const rules = await broken(`packages/core/src/${folder}/example.ts`, `import '../${file}'\n`)
    expect(rules.includes('import-x/no-restricted-paths')).toBe(!allowed)
  })

  it('lets a test import what its folder may not', async () => {
    expect(
      await broken('packages/core/src/policy/example.test.ts', `import '../identity/identity-store.ts'\n`),
    ).toEqual([])
  })

  it.each([
    ['check-example', 'compile-policy'],
    ['compile-example', 'check-policy'],
    ['rules/example', '../compile-policy'],
  ])('keeps the checker and the compiler apart: %s may not import %s', async (file, imported) => {
    const path = imported.startsWith('.') ? imported : `./${imported}`
    const rules = await broken(`packages/core/src/policy/${file}.ts`, `import '${path}.ts'\n`)
    expect(rules).toContain('import-x/no-restricted-paths')
  })

  it('keeps core free of its adapters', async () => {
    const rules = await broken('packages/core/src/example.ts', `import '../../express/src/index.ts'\n`)
    expect(rules).toContain('import-x/no-restricted-paths')
  })
})

describe.each(PURE_FOLDERS)('%s, which decides,', (folder) => {
  it.each([
    ['node:fs', `import 'node:fs'`],
    ['node:fs, later', `await import('node:fs')`],
    ['the clock', `Date.now()`],
    ['the clock by construction', `new Date()`],
    ['the clock by call', `Date()`],
    ['the monotonic clock', `performance.now()`],
    ['randomness', `Math.random()`],
    ['random bytes', `crypto.randomUUID()`],
    ['the process', `process.env`],
    ['a timer', `setTimeout(() => {}, 1)`],
    ['the network', `fetch('http://localhost')`],
    ['the console', `console.log('')`],
  ])('may not reach for %s', async (_what, text) => {
    expect(await broken(`packages/core/src/${folder}/example.ts`, `${text}\n`)).toHaveLength(1)
  })

  it('may read an instant it was given', async () => {
    expect(await broken(`packages/core/src/${folder}/example.ts`, `new Date(0).getTime()\n`)).toEqual([])
  })
})

describe('what configures something', () => {
  const text = `declare const store: { write(work: object): void }\nstore.write({})\n`

  it.each(['identity/example.ts', 'http/api/example.ts', 'audit/example.ts', 'example.ts'])(
    'is written through the administration, also in %s',
    async (file) => {
      expect(await broken(`packages/core/src/${file}`, text)).toEqual(['no-restricted-syntax'])
    },
  )

  it.each(['identity/administration.ts', 'identity/upkeep.ts', 'identity/example.test.ts'])(
    'is written by %s itself',
    async (file) => {
      expect(await broken(`packages/core/src/${file}`, text)).toEqual([])
    },
  )
})
