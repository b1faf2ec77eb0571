import type { ApiKey, Role, User } from '../../identity/identity-store.ts'
import type { TagHolderType, TagUse, TagUseSearch } from '../../identity/tag-store.ts'
import { foldTag } from '../../model/fold.ts'
import type { Resource } from '../../model/resource.ts'
import { isSystemTag, NO_TAGS, type Tags } from '../../model/tags.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { Table } from './table.ts'

/** The tables of one tenant whose rows have tags. */
interface TaggedRows {
  readonly users: Table<User>
  readonly apiKeys: Table<ApiKey>
  readonly roles: Table<Role>
  readonly resources: Table<Resource>
}

/** The keys, or the values of one, that holders in a tenant have. They are counted anew each time: what is in memory is small. */
export function listMemoryTagUses(
  rows: TaggedRows,
  { holder, key, prefix = '', limit }: TagUseSearch,
): readonly TagUse[] {
  const uses = new Map<string, TagUse>()
  const wanted = key === undefined ? undefined : foldTag(key)
  for (const tags of tagsOf(rows, holder)) {
    for (const [folded, tag] of tags) {
      if (isSystemTag(folded) || (wanted !== undefined && wanted !== folded)) continue
      const texts = wanted === undefined ? [tag.key] : tag.values
      for (const text of texts) {
        const known = uses.get(foldTag(text))
        uses.set(foldTag(text), { text: known?.text ?? text, holders: (known?.holders ?? 0) + 1 })
      }
    }
  }
  const begun = [...uses].filter(([folded]) => folded.startsWith(foldTag(prefix)))
  return begun
    .sort(([a], [b]) => compareCodePoints(a, b))
    .flatMap(([, use]) => [use])
    .slice(0, limit)
}

function tagsOf({ users, apiKeys, roles, resources }: TaggedRows, holder: TagHolderType): readonly Tags[] {
  switch (holder) {
    case 'user':
      return Array.from(users.entries(), ([, { tags }]) => tags)
    case 'apiKey':
      return Array.from(apiKeys.entries(), ([, { tags, revokedAt }]) => (revokedAt === null ? tags : NO_TAGS))
    case 'role':
      return Array.from(roles.entries(), ([, { tags }]) => tags)
    case 'resource':
      return Array.from(resources.entries(), ([, { tags, ownTags }]) => ownTags ?? tags)
  }
}
