import { WardkitError } from '../errors/index.ts'
import type { TenantWriter } from '../identity/identity-store.ts'
import {
  SUBTREE_BATCH,
  SubtreeTooLargeError,
  type ResourceInput,
  type SubtreePlace,
  type SubtreeWalk,
} from '../identity/subtree.ts'
import { MAX_RESOURCE_DEPTH, type Resource, type ResourceRef } from '../model/resource.ts'
import { areSameTags, overlayTags } from '../model/tags.ts'
import { checkedRef, checkedResource } from './checked-records.ts'
import { checkedIdentifier, invalid } from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

type ResourceWrites = 'putResource' | 'beginSubtree' | 'walkSubtree' | 'moveSubtree' | 'endSubtree' | 'deleteResource'

/** Where a resource is about to lie. */
interface Position {
  readonly resource: Resource
  readonly depth: number
}

/**
 * The meaning of every write of resources.
 *
 * INVARIANT: the tags of a resource that is not pending are its parent's overlaid by its own, all the way up. Whoever changes a resource brings
 * everything beneath it up to date in the same write, or has made all of it pending before; and beneath what is pending nothing is settled.
 *
 * @param touch notes that the tenant's resources changed, and refuses a tenant that is not there
 */
export function createResourceWriter(
  scope: WriteScope,
  tenant: string,
  touch: () => Promise<void>,
): Pick<TenantWriter, ResourceWrites> {
  const rows = scope.tables.tenant(tenant)

  /** Works out a resource's tags from its parent's, having seen that it does not lie in itself, nor too deep. */
  async function place(input: ResourceInput): Promise<Position> {
    const { tags: own, ...rest } = checkedResource(input, tenant)
    if (rest.parent === undefined) return { resource: Object.freeze({ ...rest, tags: own }), depth: 0 }
    const parent = await rows.findResource(rest.parent)
    if (parent === undefined) throw missing(rest.parent)
    let depth = 1
    for (let above: Resource | undefined = parent; above !== undefined; depth++) {
      if (isSame(above, rest)) throw invalid('resource.parent', 'lies in the resource itself, which would be a cycle')
      if (depth > MAX_RESOURCE_DEPTH) throw tooDeep()
      if (above.parent === undefined) break
      above = await rows.findResource(above.parent)
    }
    const resource = { ...rest, ownTags: own, tags: overlayTags(parent.tags, own) }
    return { resource: Object.freeze(parent.pending ? { ...resource, pending: true } : resource), depth }
  }

  /** Brings up to date what is in a resource that was changed, and all beneath it, in this one write. */
  async function settleBeneath({ resource, depth }: Position): Promise<void> {
    let seen = 0
    const above: Position[] = [{ resource, depth }]
    for (let next = above.pop(); next !== undefined; next = above.pop()) {
      const children = await rows.listChildren(next.resource, null, SUBTREE_BATCH + 1 - seen)
      seen += children.length
      if (seen > SUBTREE_BATCH) throw new SubtreeTooLargeError()
      if (children.length > 0 && next.depth >= MAX_RESOURCE_DEPTH) throw tooDeep()
      for (const child of children) {
        const settled = inherit(child, next.resource)
        await rows.putResource(settled)
        above.push({ resource: settled, depth: next.depth + 1 })
      }
    }
  }

  async function requireChange({ change, root }: SubtreeWalk): Promise<Resource> {
    const resource = await rows.findResource(checkedRef(root, 'root'))
    if ((await rows.findSubtreeChange()) === change && resource?.pending === true) return resource
    throw new WardkitError('ERR_CONFLICT', 'another change of what lies in what came between', {
      help: 'what is pending stays refused until the change is made again',
    })
  }

  /** Goes through one page of the children of a place. Answers how many there were, and where to go on. */
  async function visit(
    { ref, level, after }: SubtreePlace,
    { step, root, depth }: SubtreeWalk,
    limit: number,
  ): Promise<{ readonly seen: number; readonly next: readonly SubtreePlace[] }> {
    const parent = await rows.findResource(ref)
    const isRoot = isSame(ref, root)
    // It was moved away or removed meanwhile, and settled by whoever did so; or another change made it pending again.
    const isAbove = isRoot || (parent?.pending === true) === (step === 'mark')
    if (parent === undefined || !isAbove) return { seen: 1, next: [] }
    const children = await rows.listChildren(ref, after, limit)
    if (step === 'mark' && children.length > 0 && depth + level >= MAX_RESOURCE_DEPTH) throw tooDeep()
    const wanted = children.filter((child) => (child.pending === true) === (step === 'settle'))
    // The root itself stays out of use until all beneath it is settled.
    const settled = isRoot ? toSettled(parent) : parent
    for (const child of wanted) await rows.putResource(step === 'mark' ? toPending(child) : inherit(child, settled))
    // What was pending before may have been so on its own: what is beneath it must be gone through all the same.
    const entered = step === 'mark' ? children : wanted
    const last = children.at(-1)
    const rest = children.length === limit && last !== undefined ? [{ ref, level, after: last }] : []
    return {
      seen: children.length + 1,
      next: [...rest, ...entered.map((child) => ({ ref: toRef(child), level: level + 1, after: null }))],
    }
  }

  return {
    async putResource(input) {
      const position = await place(input)
      await touch()
      const before = await rows.findResource(position.resource)
      await rows.putResource(position.resource)
      if (before !== undefined && !liesAlike(before, position.resource)) await settleBeneath(position)
    },

    async beginSubtree(input, change) {
      const { resource, depth } = await place(input)
      await touch()
      const known = await rows.findResource(resource)
      if (known === undefined) throw missing(resource)
      await rows.putSubtreeChange(checkedIdentifier(change, 'change'))
      await rows.putResource(toPending(known))
      const root = toRef(resource)
      return { change, root, depth, step: 'mark', places: [{ ref: root, level: 0, after: null }] }
    },

    async walkSubtree(walk) {
      const root = await requireChange(walk)
      await touch()
      const places = [...walk.places]
      for (let left = SUBTREE_BATCH; left > 0;) {
        const next = places.pop()
        if (next === undefined) break
        const visited = await visit(next, walk, left)
        left -= visited.seen
        places.push(...visited.next)
      }
      return { ...walk, root: toRef(root), places }
    },

    async moveSubtree(input, walk) {
      await requireChange(walk)
      if (walk.step !== 'mark' || walk.places.length > 0) throw invalid('walk', 'has not gone through everything yet')
      const { resource } = await place(input)
      await touch()
      await rows.putResource(toPending(resource))
      // What is beneath something pending stays so, until that is settled.
      const places = resource.pending === true ? [] : [{ ref: walk.root, level: 0, after: null }]
      return { ...walk, step: 'settle', places }
    },

    async endSubtree(walk) {
      const root = await requireChange(walk)
      if (walk.step !== 'settle' || walk.places.length > 0) throw invalid('walk', 'has not gone through everything yet')
      const parent = root.parent === undefined ? undefined : await rows.findResource(root.parent)
      await touch()
      await rows.putResource(inherit(root, parent))
    },

    async deleteResource(input) {
      const ref = checkedRef(input, 'resource')
      await touch()
      const [child] = await rows.listChildren(ref, null, 1)
      if (child !== undefined) {
        throw new WardkitError(
          'ERR_CONFLICT',
          `there are resources in \`${ref.type}/${ref.id}\`, such as \`${child.type}/${child.id}\``,
          {
            help: 'remove them first, or register them elsewhere',
          },
        )
      }
      for (const other of await rows.takeLinksOn(ref)) scope.touch(other, 'links')
      return rows.deleteResource(ref)
    },
  }
}

/** A resource with the tags it has by its parent, in use again unless the parent is not. */
function inherit(child: Resource, parent: Resource | undefined): Resource {
  const resource = toSettled(child)
  const own = resource.ownTags ?? resource.tags
  const tags = parent === undefined ? own : overlayTags(parent.tags, own)
  return Object.freeze({ ...resource, tags, ...(parent?.pending === true ? { pending: true as const } : {}) })
}

/** Whether nothing changes for what is beneath. */
function liesAlike(before: Resource, after: Resource): boolean {
  const isMoved = JSON.stringify(before.parent) !== JSON.stringify(after.parent)
  return !isMoved && before.pending !== true && after.pending !== true && areSameTags(before.tags, after.tags)
}

function toSettled({ pending: _, ...resource }: Resource): Resource {
  return resource
}

function toPending(resource: Resource): Resource {
  return Object.freeze({ ...resource, pending: true })
}

function toRef({ type, id }: ResourceRef): ResourceRef {
  return { type, id }
}

function isSame(a: ResourceRef, b: ResourceRef): boolean {
  return a.type === b.type && a.id === b.id
}

function missing({ type, id }: ResourceRef): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', `there is no resource \`${type}/${id}\``)
}

function tooDeep(): WardkitError {
  return invalid('resource.parent', `would put something deeper than ${MAX_RESOURCE_DEPTH} levels`)
}
