import { foldTag, isStorableText, isSystemTag, TAG_LIMITS } from '@wardkit/core/policy'

/** Tags as plain data: values by key. */
export type TagValues = Readonly<Record<string, readonly string[]>>

/** One key of somebody's tags, as it is edited. */
export interface TagRow {
  /** For React: keys change while they are typed. */
  readonly id: number
  readonly key: string
  readonly values: readonly string[]
  /** Was there before: its removal is shown until it is saved, and can be taken back. */
  readonly isSaved: boolean
  readonly isRemoved: boolean
}

/** What is wrong with a row, so that it cannot be saved. */
export type TagFault =
  | 'keyMissing'
  | 'keyTooLong'
  | 'keyReserved'
  | 'keyTwice'
  | 'textUnstorable'
  | 'valuesMissing'
  | 'valueTooLong'
  | 'tooManyValues'

let ids = 0

/** The rows of tags that are there, by key. */
export function rowsOf(tags: TagValues): readonly TagRow[] {
  return Object.keys(tags)
    .sort((a, b) => a.localeCompare(b))
    .map((key) => ({ id: ids++, key, values: tags[key] ?? [], isSaved: true, isRemoved: false }))
}

/** A row to fill in. */
export function newRow(): TagRow {
  return { id: ids++, key: '', values: [], isSaved: false, isRemoved: false }
}

/** The tags that rows say. */
export function tagsOf(rows: readonly TagRow[]): TagValues {
  const tags = Object.create(null) as Record<string, readonly string[]>
  for (const { key, values, isRemoved } of rows) if (!isRemoved) tags[key.normalize('NFC')] = values
  return tags
}

/** Whether a row is the system's, which nobody changes. */
export function isLocked({ key, isSaved }: TagRow): boolean {
  return isSaved && isSystemTag(key)
}

/** What is wrong with a row among the others. Keys compare as the server compares them. */
export function faultOf(row: TagRow, rows: readonly TagRow[]): TagFault | undefined {
  if (row.isRemoved || isLocked(row)) return undefined
  const key = row.key.normalize('NFC')
  if (key === '') return 'keyMissing'
  if (key.length > TAG_LIMITS.keyLength) return 'keyTooLong'
  if (isSystemTag(key)) return 'keyReserved'
  if (rows.some((other) => other !== row && !other.isRemoved && foldTag(other.key) === foldTag(key))) return 'keyTwice'
  if (!isStorableText(key) || row.values.some((value) => !isStorableText(value))) return 'textUnstorable'
  if (row.values.length === 0) return 'valuesMissing'
  if (row.values.length > TAG_LIMITS.valuesPerKey) return 'tooManyValues'
  if (row.values.some((value) => value.normalize('NFC').length > TAG_LIMITS.valueLength)) return 'valueTooLong'
  return undefined
}

/** Values with some more, each once as tags compare, in the order in which they came. */
export function addValues(values: readonly string[], added: readonly string[]): readonly string[] {
  const byFolded = new Map(values.map((value) => [foldTag(value), value]))
  for (const raw of added) {
    const value = raw.trim()
    if (value !== '' && !byFolded.has(foldTag(value))) byFolded.set(foldTag(value), value)
  }
  return [...byFolded.values()]
}

/** How many keys may still be added; the system's count too. */
export function keysLeft(rows: readonly TagRow[]): number {
  return Math.max(0, TAG_LIMITS.keysPerHolder - rows.filter(({ isRemoved }) => !isRemoved).length)
}

/** Whether both say the same, order of keys aside. */
export function areSame(a: TagValues, b: TagValues): boolean {
  const text = (tags: TagValues): string =>
    JSON.stringify(
      Object.keys(tags)
        .sort()
        .map((key) => [key, tags[key]]),
    )
  return text(a) === text(b)
}

/** Those that people give: the system keeps its own, whatever is saved. */
export function withoutSystemTags(tags: TagValues): TagValues {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !isSystemTag(key)))
}

/** What leads from some tags to others, by key: what is the same is not said. The system's stay as they are. */
export function changeOf(before: TagValues, after: TagValues): { readonly set: TagValues; readonly remove: string[] } {
  const set = Object.create(null) as Record<string, readonly string[]>
  for (const [key, values] of Object.entries(after)) {
    if (!isSystemTag(key) && JSON.stringify(before[key]) !== JSON.stringify(values)) set[key] = values
  }
  return { set, remove: Object.keys(before).filter((key) => !isSystemTag(key) && !(key in after)) }
}
