import type { Tags } from '../model/tags.ts'

/** Roles and tags that somebody holds, or is to be given. */
export interface Grant {
  readonly roles: readonly string[]
  readonly tags: Tags
}

/** The role that may grant whatever the tenant has. */
const ADMIN_ROLE = 'admin'

/**
 * The first role or tag value in `wanted` that the grantor does not hold, in words; undefined when all may be granted. The role `admin` may grant
 * everything.
 *
 * @see POLICY.md, section 9, Granting
 */
export function findUngranted(grantor: Grant, wanted: Grant): string | undefined {
  if (grantor.roles.includes(ADMIN_ROLE)) return undefined
  const role = wanted.roles.find((id) => !grantor.roles.includes(id))
  if (role !== undefined) return `the role \`${role}\``
  for (const [key, tag] of wanted.tags) {
    const held = grantor.tags.get(key)?.folded ?? []
    const value = tag.folded.findIndex((folded) => !held.includes(folded))
    if (value !== -1) return `the tag \`${tag.key}\` with the value \`${tag.values[value] ?? ''}\``
  }
  return undefined
}
