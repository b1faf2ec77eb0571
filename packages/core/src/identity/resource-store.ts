import type { Resource, ResourceRef } from '../model/resource.ts'
import type { Page } from './page.ts'
import type { ResourceInput, SubtreeWalk } from './subtree.ts'

/** Reads of a tenant's resources. */
export interface ResourceReader {
  /** A resource as registered in this very tenant. */
  findResource(ref: ResourceRef): Promise<Resource | undefined>
  listResources(type: string, page?: Page): Promise<readonly Resource[]>
  /** By type, in code point order. */
  listResourceTypes(): Promise<readonly ResourceTypeCount[]>
}

export interface ResourceTypeCount {
  readonly type: string
  readonly count: number
}

/** Writes of a tenant's resources. */
export interface ResourceWriter {
  /**
   * Registers a resource, or replaces what was registered, and brings the tags of everything beneath it up to date.
   * @throws WardkitError `ERR_NOT_FOUND` for a parent that is not there, `ERR_INVALID_INPUT` when it would lie in itself or too deep;
   * SubtreeTooLargeError when there is too much beneath it: then see `beginSubtree`
   */
  putResource(resource: ResourceInput): Promise<void>
  /**
   * Begins to change a resource with much beneath it, and makes it pending. Then `walkSubtree` to `mark`, `moveSubtree`, `walkSubtree` to `settle`,
   * `endSubtree`, each in writes of their own. Broken off, it leaves what it touched pending, until it is begun again.
   * @param change names it; another one in the tenant ends it
   * @throws WardkitError as `putResource` does
   */
  beginSubtree(resource: ResourceInput, change: string): Promise<SubtreeWalk>
  /** Goes through up to `SUBTREE_BATCH` resources. @throws WardkitError `ERR_CONFLICT` when another change came between; `ERR_INVALID_INPUT` when something would lie too deep */
  walkSubtree(walk: SubtreeWalk): Promise<SubtreeWalk>
  /** Changes the resource itself, once everything beneath it is pending. @throws WardkitError as `putResource` and `walkSubtree` do */
  moveSubtree(resource: ResourceInput, walk: SubtreeWalk): Promise<SubtreeWalk>
  /** Takes the resource itself back into use. @throws WardkitError `ERR_CONFLICT` */
  endSubtree(walk: SubtreeWalk): Promise<void>
  /**
   * Takes the links on it along, so that nothing that is given its name later inherits them. Whether it was there.
   * @throws WardkitError `ERR_CONFLICT` while other resources are in it
   */
  deleteResource(ref: ResourceRef): Promise<boolean>
}
