import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(root + path, 'utf8')

const claimed = [...read('docs/threat-model.md').matchAll(/^- ([A-Z]\d\d): /gm)].map((match) => match[1]!)

/** Rows of the table in SECURITY.md: id and status. */
const listed = new Map(
  [...read('SECURITY.md').matchAll(/^\| ([A-Z]\d\d) +\| (\w+) +\|/gm)].map((row) => [row[1]!, row[2]!]),
)

const tested = new Set(
  globSync(['{packages,internal,examples}/*/src/**/*.{ts,tsx}', 'packages/react/browser/*.tsx'], { cwd: root })
    .filter((path) => /\.test\.tsx?$|^internal\/|\/testing\//.test(path))
    .flatMap((path) => idsInTitles(read(path))),
)

/** Ids at the start of a title: `'P01 …'`, `'P01 P02 …'` or `'P01, P02: …'`. */
function idsInTitles(source: string): string[] {
  const titles = source.matchAll(/['"`]([A-Z]\d\d(?:,? [A-Z]\d\d)*)(?=[ :]\S*)/g)
  return [...titles].flatMap((title) => title[1]!.split(/,? /))
}

describe('the threat model', () => {
  it('lists each id once', () => {
    expect(claimed.length).toBeGreaterThan(100)
    expect(new Set(claimed).size).toBe(claimed.length)
  })

  it('has a test for every claim that SECURITY.md does not except', () => {
    const excepted = (id: string): boolean => ['exempt', 'later'].includes(listed.get(id) ?? '')
    expect(claimed.filter((id) => !tested.has(id) && !excepted(id))).toEqual([])
  })

  it('excepts nothing that tests name, and nothing unknown', () => {
    expect([...listed].filter(([id, status]) => tested.has(id) !== (status === 'partly')).map(([id]) => id)).toEqual([])
    expect([...listed.keys()].filter((id) => !claimed.includes(id))).toEqual([])
    expect([...listed.values()].filter((status) => !['exempt', 'later', 'partly'].includes(status))).toEqual([])
  })

  it('is named by no test under an id that it does not have', () => {
    expect([...tested].filter((id) => !claimed.includes(id))).toEqual([])
  })
})

// The claims come from the project's design. Where that lies beside the checkout, the two lists of ids are equal.
const design = `${root}../shared/SECURITY.md`
if (existsSync(design)) {
  it('is as long as the design asks', () => {
    const ids = [...readFileSync(design, 'utf8').matchAll(/^(?:- |\| )([A-Z]\d\d) /gm)].map((match) => match[1]!)
    expect(ids).toEqual(claimed)
  })
}
