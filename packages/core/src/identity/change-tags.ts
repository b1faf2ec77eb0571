import { z } from 'zod'
import { foldTag } from '../model/fold.ts'
import { isSystemTag, NO_TAGS, type TagInput, type Tags } from '../model/tags.ts'
import { tags } from './read-input.ts'

/** A change of somebody's or something's tags: as a whole, by key, or both in this order. The system's own tags stay as they are. */
export interface TagChange {
  /** All there are to be. */
  readonly tags?: TagInput
  /** Put in place of those of the same keys. */
  readonly setTags?: TagInput
  /** Keys to be taken away, values and all. */
  readonly removeTags?: readonly string[]
}

/** The fields of a `TagChange`, for schemas of what else is changed with it. */
export const tagChangeFields = {
  tags: tags.optional(),
  setTags: tags.optional(),
  removeTags: z
    .array(
      z
        .string()
        .max(127)
        .refine((key) => !isSystemTag(key), 'is reserved: `wardkit:` keys are the system’s'),
    )
    .max(50)
    .optional(),
} as const

/** A `TagChange` as the schema read it. */
export interface ReadTagChange {
  readonly tags?: Tags | undefined
  readonly setTags?: Tags | undefined
  readonly removeTags?: readonly string[] | undefined
}

/** The tags that a change makes of those there are; undefined where it changes none. */
export function changeTags(before: Tags, { tags, setTags, removeTags }: ReadTagChange): Tags | undefined {
  if (tags === undefined && setTags === undefined && removeTags === undefined) return undefined
  const kept = tags === undefined ? before : new Map([...systemTagsOf(before), ...tags])
  const gone = new Set(removeTags?.map(foldTag))
  return new Map([...kept, ...(setTags ?? NO_TAGS)].filter(([key]) => !gone.has(key)))
}

/** Those that only the system changes. */
export function systemTagsOf(tags: Tags): Tags {
  return new Map([...tags].filter(([key]) => isSystemTag(key)))
}
