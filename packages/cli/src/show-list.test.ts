import { describe, expect, it } from 'vitest'
import type { Output } from './output.ts'
import { everyPage, printable, showList } from './show-list.ts'

const ITEMS = Array.from({ length: 10_000 }, (_, index) => ({ id: String(index).padStart(5, '0') }))

function reader() {
  const asked: unknown[] = []
  const read = async (page: { after?: string; limit?: number }) => {
    asked.push(page)
    const from = page.after === undefined ? 0 : Number(page.after) + 1
    return ITEMS.slice(from, from + page.limit!)
  }
  return { asked, read }
}

function recorder(json: boolean): { output: Output; lines: string[]; notes: string[] } {
  const [lines, notes]: [string[], string[]] = [[], []]
  const output: Output = {
    json,
    interactive: false,
    show: (value, toLines) => void lines.push(...(json ? [JSON.stringify(value)] : toLines())),
    note: (line) => void notes.push(line),
    style: (_style, text) => text,
  }
  return { output, lines, notes }
}

const COLUMNS = {
  heads: ['ID'],
  cells: ({ id }: { id: string }) => [id],
  toJson: (item: { id: string }) => item,
  none: 'none',
}

describe('a list', () => {
  it('of ten thousand is read page by page and printed whole, under one head', async () => {
    const { asked, read } = reader()
    const { output, lines } = recorder(false)
    await showList(output, everyPage(read), COLUMNS)
    expect(lines).toEqual(['ID', ...ITEMS.map(({ id }) => id)])
    expect(asked).toHaveLength(11)
    expect(asked[1]).toEqual({ after: '00999', limit: 1_000 })
  })

  it('is a line of JSON for each item, and nothing where there is none', async () => {
    const { output, lines, notes } = recorder(true)
    await showList(output, everyPage(reader().read), COLUMNS)
    expect(lines).toHaveLength(10_000)
    const empty = recorder(true)
    await showList(
      empty.output,
      everyPage(async () => []),
      COLUMNS,
    )
    expect([empty.lines, empty.notes, notes]).toEqual([[], ['none'], []])
  })

  it('shows what a terminal would act on spelled out', async () => {
    expect(printable('a\u001b[2Jb\u202ec\n')).toBe('a\\u{1b}[2Jb\\u{202e}c\\u{a}')
  })
})
