import { foldTag } from '../model/fold.ts'
import { readTags, type TagInput, type Tags } from '../model/tags.ts'
import { decimalOf } from '../policy/condition/single.ts'
import { numberOf } from '../policy/condition/read-request.ts'
import { isJsonObject } from '../model/json.ts'

/** What a SQLite driver must let be added to a connection; better-sqlite3 and `node:sqlite` do. */
export interface SqliteConnection {
  function(
    name: string,
    options: { readonly deterministic: boolean },
    run: (value: unknown) => string | number | null,
  ): unknown
}

/**
 * Adds to a connection the functions that filters call where they read tags, or an id as a number or a tag. Without them SQLite answers `no such
 * function: wardkit_…`, and nothing is listed.
 *
 * - `wardkit_tag(text)`: the value in NFC, or NULL where it is no value of a tag
 * - `wardkit_tags(json)`: the tags as a list of pairs of folded key and value, or NULL where they are no tags
 * - `wardkit_nfc(text)`, `wardkit_decimal(text)`, `wardkit_number(text)`: as POLICY.md, section 4, Types, has it
 *
 * @example installFilterFunctions(new Database('patients.db'))
 */
export function installFilterFunctions(database: SqliteConnection): void {
  const add = (name: string, run: (text: string) => string | number | null): void => {
    database.function(name, { deterministic: true }, (value) => (typeof value === 'string' ? run(value) : null))
  }
  add('wardkit_nfc', (text) => text.normalize('NFC'))
  add('wardkit_decimal', (text) => decimalOf(foldTag(text)) ?? null)
  add('wardkit_number', (text) => {
    const number = numberOf(text)
    return typeof number === 'number' ? number : null
  })
  add('wardkit_tag', toTagValue)
  database.function('wardkit_tags', { deterministic: true }, (value) => {
    if (value === null) return NO_PAIRS
    return typeof value === 'string' ? toTagPairs(value) : null
  })
}

const NO_PAIRS = '[]'

function toTagValue(text: string): string | null {
  const { tags, problems } = readTags({ value: text })
  return problems.length > 0 ? null : (tags.get('value')?.values[0] ?? null)
}

function toTagPairs(text: string): string | null {
  const input = parse(text)
  if (input === null) return NO_PAIRS
  if (!isJsonObject(input)) return null
  const { tags, problems } = readTags(input as TagInput)
  return problems.length > 0 ? null : JSON.stringify(pairsOf(tags))
}

function pairsOf(tags: Tags): readonly (readonly [string, string])[] {
  return [...tags].flatMap(([key, { values }]) => values.map((value) => [key, value] as const))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON, hence no tags: the row is not listed.
    return undefined
  }
}
