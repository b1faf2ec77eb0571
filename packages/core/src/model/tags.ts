import { foldTag } from './fold.ts'

/** Tags as people write them: a key and one value or a list of values. */
export type TagInput = Readonly<Record<string, string | readonly string[]>>

/** One key of a holder's tags with its values, as written and as compared. */
export interface Tag {
  /** The key as written. */
  readonly key: string
  /** The values as written, in order, without duplicates under folding; never empty. */
  readonly values: readonly string[]
  /** `values[i]` folded by `foldTag`. */
  readonly folded: readonly string[]
}

/** A holder's tags by folded key. */
export type Tags = ReadonlyMap<string, Tag>

/** No tags at all. */
export const NO_TAGS: Tags = new Map()

/** Limits of POLICY.md, section 5. Lengths are in UTF-16 units after NFC. */
export const TAG_LIMITS = { keysPerHolder: 50, valuesPerKey: 100, keyLength: 127, valueLength: 255 } as const

/** Most keys among effective tags: a resource's own and those of everything it is in. */
export const EFFECTIVE_KEYS = 9 * TAG_LIMITS.keysPerHolder

/** Keys that begin with this, folded, are Wardkit's own. */
export const SYSTEM_TAG_PREFIX = 'wardkit:'

/** Whether a key is reserved for Wardkit itself. */
export function isSystemTag(key: string): boolean {
  return foldTag(key).startsWith(SYSTEM_TAG_PREFIX)
}

/** What is wrong with one tag, in words that stand after "tag `key`". */
export interface TagProblem {
  readonly key: string
  readonly message: string
}

/**
 * Builds tags from what somebody wrote, or says what is wrong with it. A value that is twice the same under folding is kept once; a
 * key that is empty of values is left out.
 */
export function readTags(
  input: TagInput,
  maxKeys: number = TAG_LIMITS.keysPerHolder,
): { readonly tags: Tags; readonly problems: readonly TagProblem[] } {
  const tags = new Map<string, Tag>()
  const problems: TagProblem[] = []
  const entries = Object.entries(input)
  if (entries.length > maxKeys) {
    problems.push({
      key: entries[maxKeys]?.[0] ?? '',
      message: `is one too many: at most ${maxKeys} keys`,
    })
  }
  for (const [rawKey, rawValues] of entries) {
    const key = rawKey.normalize('NFC')
    const folded = foldTag(key)
    const message =
      keyProblem(key) ?? (tags.has(folded) ? 'stands twice: keys differ by more than letter case' : undefined)
    if (message !== undefined) {
      problems.push({ key, message })
      continue
    }
    const values = typeof rawValues === 'string' ? [rawValues] : rawValues
    if (!Array.isArray(values) || values.some((value) => typeof value !== 'string')) {
      problems.push({ key, message: 'needs a string or a list of strings' })
      continue
    }
    const tag = toTag(key, values as readonly string[])
    const valueMessage = valuesProblem(tag.values)
    if (valueMessage !== undefined) problems.push({ key, message: valueMessage })
    else if (tag.values.length > 0) tags.set(folded, tag)
  }
  return { tags, problems }
}

/** Builds tags from values already known to be valid, as read from a store or a verified token. @throws TypeError when they are not */
export function createTags(input: TagInput, maxKeys?: number): Tags {
  const { tags, problems } = readTags(input, maxKeys)
  const first = problems[0]
  if (first !== undefined) throw new TypeError(`tag \`${first.key}\` ${first.message}`)
  return tags
}

/** A parent's tags overlaid by a resource's own: a key replaces, values and all. @see POLICY.md, section 5 */
export function overlayTags(parent: Tags, own: Tags): Tags {
  return new Map([...parent, ...own])
}

/** Whether two holders have the same tags, as written and in order. */
export function areSameTags(a: Tags, b: Tags): boolean {
  return JSON.stringify(tagsToJson(a)) === JSON.stringify(tagsToJson(b))
}

/** The tags as plain data, keys as written, values always as a list. */
export function tagsToJson(tags: Tags): Record<string, string[]> {
  const json: Record<string, string[]> = Object.create(null) as Record<string, string[]>
  for (const tag of tags.values()) json[tag.key] = [...tag.values]
  return json
}

/** Whether text has no NUL and no lone surrogate, so that every store keeps it as it is. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function toTag(key: string, input: readonly string[]): Tag {
  const byFolded = new Map<string, string>()
  for (const raw of input) {
    const value = raw.normalize('NFC')
    const folded = foldTag(value)
    if (!byFolded.has(folded)) byFolded.set(folded, value)
  }
  return { key, values: [...byFolded.values()], folded: [...byFolded.keys()] }
}

function keyProblem(key: string): string | undefined {
  if (key.length === 0) return 'has an empty key'
  if (key.length > TAG_LIMITS.keyLength) return `has a key of more than ${TAG_LIMITS.keyLength} characters`
  if (!isStorableText(key)) return 'has a key with a NUL character or half a surrogate pair'
  return undefined
}

function valuesProblem(values: readonly string[]): string | undefined {
  if (values.length > TAG_LIMITS.valuesPerKey) return `has more than ${TAG_LIMITS.valuesPerKey} values`
  for (const value of values) {
    if (value.length === 0) return 'has an empty value'
    if (value.length > TAG_LIMITS.valueLength) return `has a value of more than ${TAG_LIMITS.valueLength} characters`
    if (!isStorableText(value)) return 'has a value with a NUL character or half a surrogate pair'
  }
  return undefined
}
