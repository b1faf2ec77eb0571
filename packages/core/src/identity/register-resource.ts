import type { ResourceRef } from '../model/resource.ts'
import { tagsToJson } from '../model/tags.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import type { Grantor } from './find-ungranted.ts'
import type { StoreWriter } from './identity-store.ts'
import { randomText } from './identifiers.ts'
import { SubtreeTooLargeError, type ResourceInput, type SubtreeWalk } from './subtree.ts'

/** Answers a resource as it is to be, from what is there and what the actor may grant. */
export type ResolveResource = (writer: StoreWriter, grantor: Grantor) => Promise<ResourceInput>

/**
 * Registers a resource in one write or, where too much lies beneath it, in many: first all beneath it is made pending, then it is changed, then
 * what is beneath gets its tags. So nothing is ever decided by tags that are neither those of before nor those of after.
 *
 * @param resolve what is to be registered, as the transaction sees it
 * @returns the revision of the last write
 * @throws WardkitError as `Resources.register` does
 */
export async function registerResource(
  administration: Administration,
  tenant: string,
  { type, id }: ResourceRef,
  resolve: ResolveResource,
): Promise<number> {
  const target = { type, id }
  const details = ({ resource }: { readonly resource: ResourceInput }) => describe(resource)
  const change = { action: 'resource.register', tenant, target, details } as const
  try {
    const { revision } = await administration.write(change, async (writer, grantor) => {
      const resource = await resolve(writer, grantor)
      await writer.tenant(tenant).putResource(resource)
      return { resource }
    })
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

  const { value: begun } = await administration.write(step, async (writer, grantor) =>
    writer.tenant(tenant).beginSubtree(await resolve(writer, grantor), randomText(16)),
  )
  let settling: SubtreeWalk
  try {
    const marked = await walkThrough(begun)
    const moved = await administration.write(change, async (writer, grantor) => {
      const resource = await resolve(writer, grantor)
      return { resource, walk: await writer.tenant(tenant).moveSubtree(resource, marked) }
    })
    settling = moved.value.walk
  } catch (error) {
    // Nothing was changed: what was made pending is put back into use as it was.
    const back = await walkThrough({ ...begun, step: 'settle' })
    await administration.write(step, (writer) => writer.tenant(tenant).endSubtree(back))
    throw error
  }
  const settled = await walkThrough(settling)
  return (await administration.write(step, (writer) => writer.tenant(tenant).endSubtree(settled))).revision
}

function describe({ owner, parent, tags }: ResourceInput): AuditDetails {
  return { owner: owner ?? null, parent: parent === undefined ? null : { ...parent }, tags: tagsToJson(tags) }
}
