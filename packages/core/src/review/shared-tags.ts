import type { ResourceLookup } from '../model/resource.ts'
import { SYSTEM_TAG_PREFIX, type Tag, type Tags } from '../model/tags.ts'

/** What every one of some uses had in common. */
export interface SharedTags {
  /** Values that the principal's tag of a key always had. */
  readonly principal: ReadonlyMap<string, SharedValues>
  /** Values that the resource's tag of a key always had. */
  readonly resource: ReadonlyMap<string, SharedValues>
  /** Keys under which the resource's values were always the principal's too: every one of them, or at least one. */
  readonly common: ReadonlyMap<string, 'every' | 'some'>
}

/** The values of one key, by their folded form, as first written. */
export interface SharedValues {
  readonly key: string
  readonly values: ReadonlyMap<string, string>
  /** Whether the holder never had another value of the key. */
  readonly only: boolean
}

/** What one use had, to begin with. Wardkit's own tags are left out. */
export function tagsOfUse(principal: Tags, resource: ResourceLookup): SharedTags {
  const tags: Tags = resource.status === 'known' ? resource.resource.tags : new Map<string, Tag>()
  const common = new Map<string, 'every' | 'some'>()
  for (const [folded, tag] of tags) {
    const held = principal.get(folded)?.folded ?? []
    const shared = tag.folded.filter((value) => held.includes(value)).length
    if (shared > 0 && !folded.startsWith(SYSTEM_TAG_PREFIX)) {
      common.set(folded, shared === tag.folded.length ? 'every' : 'some')
    }
  }
  return { principal: valuesOf(principal), resource: valuesOf(tags), common }
}

/** What two had in common. */
export function intersectTags(a: SharedTags, b: SharedTags): SharedTags {
  const common = new Map<string, 'every' | 'some'>()
  for (const [key, extent] of a.common) {
    const other = b.common.get(key)
    if (other !== undefined) common.set(key, extent === 'every' ? other : 'some')
  }
  return {
    principal: intersect(a.principal, b.principal),
    resource: intersect(a.resource, b.resource),
    common,
  }
}

function valuesOf(tags: Tags): ReadonlyMap<string, SharedValues> {
  const shared = new Map<string, SharedValues>()
  for (const [folded, { key, values, folded: foldedValues }] of tags) {
    if (folded.startsWith(SYSTEM_TAG_PREFIX)) continue
    const written = foldedValues.map((value, index): [string, string] => [value, values[index] ?? value])
    shared.set(folded, { key, values: new Map(written), only: values.length === 1 })
  }
  return shared
}

function intersect(
  a: ReadonlyMap<string, SharedValues>,
  b: ReadonlyMap<string, SharedValues>,
): ReadonlyMap<string, SharedValues> {
  const both = new Map<string, SharedValues>()
  for (const [folded, { key, values, only }] of a) {
    const other = b.get(folded)
    const left = new Map([...values].filter(([value]) => other?.values.has(value) === true))
    if (left.size > 0) both.set(folded, { key, values: left, only: only && other?.only === true })
  }
  return both
}
