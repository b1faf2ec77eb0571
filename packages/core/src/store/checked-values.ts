import { WardkitError } from '../errors/index.ts'
import { IDENTIFIER_LIMIT, isIdentifier } from '../model/identifier.ts'
import { createTags, EFFECTIVE_KEYS, isStorableText, readTags, tagsToJson, type Tags } from '../model/tags.ts'
import { compareCodePoints } from '../util/compare-code-points.ts'
import type { Page } from '../identity/identity-store.ts'

/** The longest texts that stores keep, in UTF-16 units. */
export const TEXT_LIMITS = {
  name: 255,
  description: 4_096,
  opaque: 16_384,
  policy: 262_144,
  service: 33_554_432,
} as const

const PAGE_LIMIT = 1_000
const DEFAULT_PAGE_LIMIT = 100

/** The value, if it can name something. @throws WardkitError `ERR_INVALID_INPUT` naming the field and what it must be */
export function checkedIdentifier(value: unknown, field: string): string {
  if (isIdentifier(value)) return value
  throw invalid(
    field,
    `must be text of 1 to ${IDENTIFIER_LIMIT} characters in NFC, without NUL or half a surrogate pair`,
  )
}

/** Every id once, in code point order. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedIdentifiers(values: readonly unknown[], field: string): readonly string[] {
  if (!Array.isArray(values)) throw invalid(field, 'must be a list')
  const ids = values.map((value, index) => checkedIdentifier(value, `${field}[${index}]`))
  return Object.freeze([...new Set(ids)].sort(compareCodePoints))
}

/** Text as it is, when every store can keep it. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedText(value: unknown, field: string, limit: keyof typeof TEXT_LIMITS): string {
  if (typeof value === 'string' && value.length <= TEXT_LIMITS[limit] && isStorableText(value)) return value
  throw invalid(field, `must be text of at most ${TEXT_LIMITS[limit]} characters, without NUL or half a surrogate pair`)
}

/** A moment in milliseconds since 1970. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTime(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw invalid(field, 'must be a whole number of milliseconds since 1970')
}

/** A moment, or null for none. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTimeOrNull(value: unknown, field: string): number | null {
  return value === null ? null : checkedTime(value, field)
}

/** A version to compare with, or undefined for whichever there is. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedVersion(value: unknown, field: string): number | undefined {
  if (value === undefined || (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0)) return value
  throw invalid(field, 'must be a whole number')
}

/** One of a few words. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedWord<const T extends string>(value: unknown, field: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === value)
  if (word !== undefined) return word
  throw invalid(field, `must be one of ${words.map((candidate) => `\`${candidate}\``).join(', ')}`)
}

/** The tags, rebuilt from what they say, so that a map made by hand cannot differ in its folded parts. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedTags(value: Tags, field: string): Tags {
  if (!(value instanceof Map)) throw invalid(field, 'must be tags as `readTags` makes them')
  const { tags, problems } = readTags(tagsToJson(value))
  const problem = problems[0]
  if (problem !== undefined) throw invalid(field, `: tag \`${problem.key}\` ${problem.message}`)
  return tags
}

/** A page with its defaults filled in. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedPage(page: Page = {}): { readonly after: string; readonly limit: number } {
  const limit = page.limit ?? DEFAULT_PAGE_LIMIT
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_LIMIT) {
    throw invalid('page.limit', `must be a whole number from 1 to ${PAGE_LIMIT}`)
  }
  // No identifier is empty, so every one comes after the empty text.
  return { after: page.after === undefined ? '' : checkedIdentifier(page.after, 'page.after'), limit }
}

/** An error about one field of the caller's. */
export function invalid(field: string, message: string): WardkitError {
  return new WardkitError('ERR_INVALID_INPUT', `\`${field}\` ${message}`)
}

/** The tenant of a record, which is the one that is written to. @throws WardkitError `ERR_INVALID_INPUT` */
export function checkedOwner(value: string, field: string, tenant: string): string {
  if (value === tenant) return tenant
  throw invalid(field, 'must be the tenant that is written to')
}

/** Tags as read back from a store's own text. @throws WardkitError `ERR_STORE_CORRUPT` when they are none */
export function storedTags(json: string, holder: string): Tags {
  try {
    return createTags(JSON.parse(json) as Parameters<typeof createTags>[0], EFFECTIVE_KEYS)
  } catch (cause) {
    throw new WardkitError('ERR_STORE_CORRUPT', `the stored tags of ${holder} cannot be read`, { cause })
  }
}
