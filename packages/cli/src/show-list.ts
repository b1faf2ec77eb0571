import type { Output } from './output.ts'
import { alignColumns } from './output.ts'

/** What every stored thing that is listed has. */
interface Listed {
  readonly id: string
}

/** A slice of a list, ordered by id. */
interface Page {
  readonly after?: string
  readonly limit?: number
}

const PAGE_SIZE = 1_000

/** Every page of a list, one at a time, so that a list of any length needs the memory of one. */
export async function* everyPage<T extends Listed>(
  read: (page: Page) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let page = await read({ limit: PAGE_SIZE })
  while (page.length > 0) {
    yield page
    const last = page.at(-1)
    page = page.length < PAGE_SIZE || last === undefined ? [] : await read({ after: last.id, limit: PAGE_SIZE })
  }
}

/** How a list is printed. */
export interface ListColumns<T> {
  readonly heads: readonly string[]
  cells(item: T): readonly string[]
  /** One item as `--json` prints it. */
  toJson(item: T): unknown
  /** What is said on standard error where there is nothing to list. */
  readonly none: string
}

/** Prints a list as it is read: a table with its heads, or a line of JSON for each item. */
export async function showList<T extends Listed>(
  output: Output,
  pages: AsyncIterable<readonly T[]>,
  { heads, cells, toJson, none }: ListColumns<T>,
): Promise<void> {
  let isFirst = true
  for await (const page of pages) {
    if (output.json) {
      for (const item of page) output.show(toJson(item), () => [])
    } else {
      const [head = '', ...lines] = alignColumns([heads, ...page.map((item) => cells(item).map(printable))])
      output.show(undefined, () => (isFirst ? [output.style('strong', head), ...lines] : lines))
    }
    isFirst = false
  }
  if (isFirst) output.note(none)
}

/** Text that a terminal shows and does not act on: control and format characters are spelled out. */
export function printable(text: string): string {
  return text.replace(/[\p{C}\u2028\u2029]/gu, (character) => {
    const code = (character.codePointAt(0) as number).toString(16)
    return `\\u{${code}}`
  })
}

/** A moment as commands print it. */
export function toIso(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString()
}
