import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findSizeFaults, measureBundles } from './bundle-sizes.ts'

let folder = ''
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Text that does not become small. */
function noise(bytes: number, seed: number): string {
  let state = seed
  const next = () => (state = (state * 48_271) % 2_147_483_647)
  return `export const text${String(seed)} = '${Array.from({ length: bytes }, () => (next() % 64).toString(36)).join('')}'`
}

/** A package of two widgets, of which the second has something that it loads when it is needed. */
function unpacked(): string {
  folder = mkdtempSync(join(tmpdir(), 'wardkit-sizes-'))
  const files = {
    'package.json': JSON.stringify({
      exports: {
        '.': { default: './dist/index.js' },
        './small': { default: './dist/small/index.js' },
        './large': { default: './dist/large/index.js' },
        './styles.css': './styles.css',
      },
    }),
    'dist/index.js': 'export const WardkitProvider = 1',
    'dist/shared.js': noise(4_000, 1),
    'dist/rare.js': noise(50_000, 2),
    'dist/small/index.js': "export { Small } from './small.js'",
    'dist/small/small.js': "import { text1 } from '../shared.js'\nexport const Small = () => text1",
    'dist/large/index.js': "export { Large, largeMessages } from './large.js'",
    'dist/large/large.js': [
      "import { text1 } from '../shared.js'",
      noise(8_000, 3),
      'export const largeMessages = text3',
      "export const Large = () => [text1, text3, import('../rare.js')]",
    ].join('\n'),
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('the weight of widgets', () => {
  it('is all that a page loads at once, and for a further one what it does not share', async () => {
    const sizes = await measureBundles(unpacked(), folder)
    expect(sizes.map(({ widget }) => widget)).toEqual(['Large', 'Small'])
    const [large, small] = sizes
    // Both texts, and not what comes when it is needed.
    expect(large?.firstBytes).toBeGreaterThan(7_000)
    expect(large?.firstBytes).toBeLessThan(16_000)
    expect(large?.furtherBytes).toBeLessThan((large?.firstBytes ?? 0) - (small?.firstBytes ?? 0) + 500)
    expect(small?.furtherBytes).toBeLessThan(500)
  })

  it('is named where it is too much, as the first of a page or as a further one', () => {
    expect(findSizeFaults([{ widget: 'Good', firstBytes: 60_000, furtherBytes: 20_000 }])).toEqual([])
    expect(findSizeFaults([{ widget: 'Bad', firstBytes: 60_001, furtherBytes: 20_100 }])).toEqual([
      'a page with Bad alone weighs 60.0 kB, of 60.0 kB',
      'Bad adds 20.1 kB to a page, of 20.0 kB',
    ])
  })
})
