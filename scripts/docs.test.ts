import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ERROR_CATALOG } from '../packages/core/src/errors/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(root + path, 'utf8')

/** The rows of a page's table whose first cell is code: all cells, trimmed, the first without its backticks. */
function rows(page: string): string[][] {
  return [...page.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(([, name, rest]) => [
    name!,
    ...rest!.split('|').map((cell) => cell.trim()),
  ])
}

/** Where a page's links within the repository lead, from its root. */
function linksOf(page: string): string[] {
  return [...read(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target]) => join(dirname(page), target!))
}

describe('the pages', () => {
  const pages = globSync(['*.md', 'docs/**/*.md', '{packages,examples}/*/*.md'], { cwd: root })

  it('lead to what is there', () => {
    const broken = pages.flatMap((page) =>
      linksOf(page)
        .filter((target) => !existsSync(root + target))
        .map((target) => `${page}: ${target}`),
    )
    expect(broken).toEqual([])
  })

  it('are all found from docs/README.md', () => {
    const listed = linksOf('docs/README.md')
    const own = globSync(['docs/*.md', 'docs/guides/*.md'], { cwd: root, exclude: ['docs/README.md'] })
    expect(own.length).toBeGreaterThan(40)
    expect(own.filter((page) => !listed.includes(page))).toEqual([])
  })
})

describe('docs/errors.md', () => {
  it('lists every code with its status and whether it is shown', () => {
    const catalog = Object.entries(ERROR_CATALOG).map(([code, { status, exposed }]) => [
      code,
      String(status),
      exposed ? 'yes' : 'no',
    ])
    const documented = rows(read('docs/errors.md')).map((row) => row.slice(0, 3))
    expect(documented.toSorted()).toEqual(catalog.toSorted())
  })
})

describe('docs/reasons.md', () => {
  it('lists every reason of a decision', () => {
    // `Reason` is a type, gone at run time: its source is the list.
    const [, union] =
      /export type Reason =\n((?: +(?:\/\*\*.*\*\/|\| '.*')\n)+)/.exec(
        read('packages/core/src/decision/decision.ts'),
      ) ?? []
    const reasons = [...(union ?? '').matchAll(/\| '([^']+)'/g)].map((match) => match[1])
    expect(reasons.length).toBeGreaterThan(5)
    expect(rows(read('docs/reasons.md')).map(([reason]) => reason)).toEqual(reasons)
  })
})

// The language is settled in the project's design. Where that lies beside the checkout, the page says the same.
if (existsSync(`${root}../shared/POLICY.md`)) {
  describe('docs/POLICY.md', () => {
    it('is what the design says', () => {
      const sections = (page: string): string => page.slice(page.indexOf('## 1. '))
      expect(sections(read('docs/POLICY.md'))).toBe(sections(read('../shared/POLICY.md')))
    })
  })
}
