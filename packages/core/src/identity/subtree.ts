import { WardkitError } from '../errors/index.ts'
import type { Resource, ResourceRef } from '../model/resource.ts'

/** A resource as it is registered: its own tags, and what it is in. */
export type ResourceInput = Pick<Resource, 'type' | 'id' | 'owner' | 'tags' | 'parent'>

/** Most resources that one write goes through to bring their tags up to date. */
export const SUBTREE_BATCH = 1_000

/** A resource whose children are still to be gone through. */
export interface SubtreePlace {
  readonly ref: ResourceRef
  /** How far beneath the root, which lies at 0. */
  readonly level: number
  /** Children after this one; null from the first. */
  readonly after: ResourceRef | null
}

/** A walk through everything beneath a resource, in as many writes as it takes. */
export interface SubtreeWalk {
  /** Which change it belongs to: a later one in the tenant ends it. */
  readonly change: string
  readonly root: ResourceRef
  /** How deep the root will lie. */
  readonly depth: number
  /**
   * - `mark`: makes everything beneath pending, so that nothing is decided by tags that are about to change
   * - `settle`: brings the tags of what is pending up to date
   */
  readonly step: 'mark' | 'settle'
  /** Empty: it is done. */
  readonly places: readonly SubtreePlace[]
}

/** There is more beneath a resource than one write goes through. */
export class SubtreeTooLargeError extends WardkitError {
  override readonly name = 'SubtreeTooLargeError'

  constructor() {
    super('ERR_CONFLICT', `there are more than ${SUBTREE_BATCH} resources beneath it, too many for one write`, {
      help: 'change it by `resources.register`, which takes as many writes as it needs',
    })
  }
}
