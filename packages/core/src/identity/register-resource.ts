import { tagsToJson } from '../model/tags.ts'
import type { Administration } from './administration.ts'
import { randomText } from './identifiers.ts'
import { SubtreeTooLargeError, type ResourceInput, type SubtreeWalk } from './subtree.ts'

/**
 * Registers a resource in one write or, where too much lies beneath it, in many: first all beneath it is made pending, then it is changed, then
 * what is beneath gets its tags. So nothing is ever decided by tags that are neither those of before nor those of after.
 *
 * @returns the revision of the last write
 * @throws WardkitError as `Resources.register` does
 */
export async function registerResource(
  administration: Administration,
  tenant: string,
  resource: ResourceInput,
): Promise<number> {
  const { type, id, owner, parent, tags } = resource
  const target = { type, id }
  const details = { owner: owner ?? null, parent: parent === undefined ? null : { ...parent }, tags: tagsToJson(tags) }
  const change = { action: 'resource.register', tenant, target, details } as const
  try {
    const { revision } = await administration.write(change, (writer) => writer.tenant(tenant).putResource(resource))
    return revision
  } catch (error) {
    if (!(error instanceof SubtreeTooLargeError)) throw error
  }

  const step = { action: 'resource.settle', tenant, target } as const
  async function walkThrough(begun: SubtreeWalk): Promise<SubtreeWalk> {
    let walk = begun
    while (walk.places.length > 0) {
      const from = walk
      walk = (await administration.write(step, (writer) => writer.tenant(tenant).walkSubtree(from))).value
    }
    return walk
  }

  const { value: begun } = await administration.write(step, (writer) =>
    writer.tenant(tenant).beginSubtree(resource, randomText(16)),
  )
  let settling: SubtreeWalk
  try {
    const marked = await walkThrough(begun)
    settling = (await administration.write(change, (writer) => writer.tenant(tenant).moveSubtree(resource, marked)))
      .value
  } catch (error) {
    // Nothing was changed: what was made pending is put back into use as it was.
    const back = await walkThrough({ ...begun, step: 'settle' })
    await administration.write(step, (writer) => writer.tenant(tenant).endSubtree(back))
    throw error
  }
  const settled = await walkThrough(settling)
  return (await administration.write(step, (writer) => writer.tenant(tenant).endSubtree(settled))).revision
}
