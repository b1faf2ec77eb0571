import { WardkitError } from '../errors/index.ts'
import { foldTag } from '../model/fold.ts'
import type { Tag, Tags } from '../model/tags.ts'

/** Roles and tags that somebody holds, or is to be given. */
export interface Grant {
  readonly roles: readonly string[]
  readonly tags: Tags
}

/** Who grants: somebody with what they hold, or the application and its operators, who are bound by no role. */
export type Grantor = Grant | 'unbound'

/** The role that may grant whatever the tenant has. */
export const ADMIN_ROLE = 'admin'

/** Whether the grantor may grant and take away everything there is in the tenant. */
export function grantsEverything(grantor: Grantor): grantor is 'unbound' {
  return grantor === 'unbound' || grantor.roles.includes(ADMIN_ROLE)
}

/**
 * The first role or tag value in `wanted` that the grantor does not hold, in words; undefined when all may be granted. The role `admin` may grant
 * everything.
 *
 * @see POLICY.md, section 9, Granting
 */
export function findUngranted(grantor: Grantor, wanted: Grant): string | undefined {
  if (grantsEverything(grantor)) return undefined
  const role = wanted.roles.find((id) => !grantor.roles.includes(id))
  if (role !== undefined) return `the role \`${role}\``
  for (const [key, tag] of wanted.tags) {
    const [value] = valuesBeyond(tag, grantor.tags.get(key))
    if (value !== undefined) return `the tag \`${tag.key}\` with the value \`${value}\``
  }
  return undefined
}

/**
 * What differs between two grants: what is given and what is taken away. Both are assignments, as a tag or a role may also bar its holder from
 * something.
 */
export function differenceOf(before: Grant, after: Grant): Grant {
  const roles = [
    ...after.roles.filter((role) => !before.roles.includes(role)),
    ...before.roles.filter((role) => !after.roles.includes(role)),
  ]
  const tags = new Map<string, Tag>()
  for (const [key, tag] of [...before.tags, ...after.tags]) {
    const changed = [...valuesBeyond(tag, before.tags.get(key)), ...valuesBeyond(tag, after.tags.get(key))]
    const known = tags.get(key)?.values ?? []
    const values = [...known, ...changed]
    if (values.length > 0) tags.set(key, { key: tag.key, values, folded: values.map(foldTag) })
  }
  return { roles, tags }
}

/** @throws WardkitError `ERR_NOT_GRANTED` naming what the grantor does not hold */
export function assertGranted(grantor: Grantor, wanted: Grant): void {
  const ungranted = findUngranted(grantor, wanted)
  if (ungranted === undefined) return
  throw new WardkitError('ERR_NOT_GRANTED', `${ungranted} is not yours to give or to take away`)
}

/** The values of a tag that another of the same key lacks. */
function valuesBeyond(tag: Tag, other: Tag | undefined): readonly string[] {
  return tag.values.filter((_, index) => !(other?.folded ?? []).includes(tag.folded[index] ?? ''))
}
