import { TEXTS } from '../../policy/testing/random-facts.test-support.ts'
import { readTags } from '../../model/tags.ts'
import { isJsonObject } from '../../model/json.ts'
import type { TagInput } from '../../model/tags.ts'
import type { ResourceLookup, ResourceRef } from '../../model/resource.ts'
import type { Random } from '../../policy/testing/random.test-support.ts'

/** What is written into a column. */
export type Cell = string | number | Uint8Array | null

/** A row as written, and as read back: columns of every kind, hostile ones included. */
export interface TestRow {
  readonly n: number
  readonly id: Cell
  readonly tenant: Cell
  readonly owner: Cell
  /** JSON, or what only looks like it. */
  readonly tags: Cell
  readonly t1: Cell
  readonly t3: Cell
}

/** The column of each tag, where tags stand in columns of one value. */
export const TAG_COLUMNS = { t1: 't1', T3: 't3' } as const

const LONG = ['x'.repeat(255), 'x'.repeat(256), '😀'.repeat(127), '😀'.repeat(128), 'e\u0301'.repeat(255)]
const TAG_TEXTS = [
  ...TEXTS,
  ...['\u212a', 'k', 'K', '\u037e', ';', '\u1fef', '`', 'é', 'É', 'e\u0301', '가', '\u1100\u1161', 'क़', '\u0958'],
  ...['a', 'A', 'b', '9', '10', '10.0', '010', '-0', '0', '1e3', 'true', 'ẞ', 'ſ', 'a\u0323\u0307', 'a\u0307\u0323'],
]
const KEYS = [
  't1',
  'T1',
  't2',
  'T3',
  't3',
  'constructor',
  '__proto__',
  'toString',
  "it's",
  'wardkit:a',
  'Wardkit:b',
  '',
]
const IDS = ['1', '10', '01', 'a', 'A', 'p1', 'u1', '-5', '5.0', '9007199254740993', '\u212a', "o'neil", '']
const UUIDS = ['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '6f9619ff-8b86-d011-b42d-00cf4fc964ff']

/** Rows of a table that nobody guarded. @param texts whether the database keeps nothing but sound text */
export function randomRows(random: Random, count: number, texts: 'sound' | 'any'): readonly TestRow[] {
  const isKept = (text: string): boolean => texts === 'any' || (!text.includes('\0') && text.isWellFormed())
  const keep = (cell: Cell): Cell => (typeof cell === 'string' && !isKept(cell) ? 'kept' : cell)
  const odd = (): Cell => (texts === 'any' ? random.pick<Cell>([5, 5.5, new Uint8Array([97])]) : 'odd')
  return Array.from({ length: count }, (_, n): TestRow => {
    const text = (): string => random.pick(random.oneIn(3) ? TAG_TEXTS : ['a', 'A', 'b', '9', '10', '\u212a', 'é'])
    const column = (): Cell =>
      random.oneIn(4) ? null : random.oneIn(20) ? odd() : random.oneIn(40) ? random.pick(LONG) : text()
    return {
      n,
      id: random.oneIn(20)
        ? null
        : random.oneIn(20)
          ? odd()
          : keep(random.pick(random.oneIn(2) ? [...IDS, ...UUIDS] : TEXTS)),
      tenant: random.oneIn(5) ? random.pick([null, '', 't1 ', 'T1']) : 't1',
      owner: random.oneIn(4)
        ? null
        : random.oneIn(20)
          ? odd()
          : keep(random.pick(random.oneIn(2) ? ['u1', 'U1', 'a', "o'neil"] : TEXTS)),
      tags: random.oneIn(12) ? null : keep(randomJson(random, text, isKept)),
      t1: keep(column()),
      t3: keep(column()),
    }
  })
}

function randomJson(random: Random, text: () => string, isKept: (text: string) => boolean): string {
  // PostgreSQL has a type that keeps JSON only; SQLite has text.
  if (random.oneIn(40))
    return random.pick(
      isKept('\0')
        ? ['', '{', '[]', '5', '"a"', 'null', '{"t1":"a"', '{"t1":5}']
        : ['[]', '5', '"a"', 'null', '{"t1":5}'],
    )
  const value = (): unknown => {
    if (random.oneIn(60))
      return random.pick<unknown>([5, null, true, {}, [5], [[]], random.pick(LONG), [random.pick(LONG)]])
    return random.oneIn(3) ? random.list(0, 3, text) : text()
  }
  const entries = random.list(0, 3, () => [random.oneIn(6) ? random.pick(KEYS) : random.pick(['t1', 'T3']), value()])
  const many = random.oneIn(60) ? Array.from({ length: 50 }, (_, i) => [`k${i}`, 'a']) : []
  const wide = random.oneIn(60) ? [['t1', Array.from({ length: random.pick([100, 101]) }, (_, i) => `v${i}`)]] : []
  return JSON.stringify(Object.fromEntries([...entries, ...many, ...wide]), (_, each: unknown) =>
    typeof each === 'string' && !isKept(each) ? 'kept' : each,
  )
}

/** The id that a request would name the row by, or null where none can. */
export function idOf({ id }: TestRow): string | null {
  if (typeof id === 'string') return id
  return typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : null
}

/** What a careful loader tells of a row: what stands there, and an error where a resource cannot have it. */
export function lookUpRow(row: TestRow, id: string, tags: 'json' | 'columns'): ResourceLookup {
  const ref: ResourceRef = { type: 'part', id }
  const owner = typeof row.owner === 'number' && Number.isSafeInteger(row.owner) ? String(row.owner) : row.owner
  const input = tags === 'json' ? parseTags(row.tags) : columnTags(row)
  const isSound = typeof row.tenant === 'string' && row.tenant !== '' && (owner === null || typeof owner === 'string')
  if (!isSound || input === null) return { status: 'unavailable' }
  const read = readTags(input)
  if (read.problems.length > 0) return { status: 'unavailable' }
  const { tenant } = row
  return {
    status: 'known',
    resource: { ...ref, tenant: tenant as string, tags: read.tags, ...(owner === null ? {} : { owner }) },
  }
}

function parseTags(cell: Cell): TagInput | null {
  if (cell === null) return {}
  try {
    const parsed: unknown = JSON.parse(cell as string)
    if (parsed === null) return {}
    return isJsonObject(parsed) ? (parsed as TagInput) : null
  } catch {
    return null
  }
}

function columnTags(row: TestRow): TagInput | null {
  const entries = Object.entries(TAG_COLUMNS).flatMap(([key, column]) =>
    row[column] === null ? [] : [[key, row[column]] as const],
  )
  return entries.every(([, value]) => typeof value === 'string') ? (Object.fromEntries(entries) as TagInput) : null
}
