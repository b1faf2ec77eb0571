import type { Tags } from './tags.ts'

/** A thing that operations are about, named by its type and its id within a tenant. */
export interface ResourceRef {
  readonly type: string
  readonly id: string
}

/** What is known of a resource. */
export interface Resource extends ResourceRef {
  readonly tenant: string
  /** The id of the principal who owns it; never inferred. */
  readonly owner?: string
  /** Effective tags: a parent's overlaid by its own. */
  readonly tags: Tags
  /** What it is in, such as the folder of a file: registered in the same tenant. */
  readonly parent?: ResourceRef
  /** Where it has a parent, the tags that were registered for it. */
  readonly ownTags?: Tags
  /** What it is in is being changed, and its tags are not yet up to date: nothing may be decided by them. */
  readonly pending?: true
}

/** How deep a resource may lie: one without a parent lies at depth 0. */
export const MAX_RESOURCE_DEPTH = 8

/**
 * What could be learned of a resource for one decision.
 *
 * - `known`: registered with Wardkit or loaded by the application (perhaps of another tenant)
 * - `unknown`: neither registered nor loaded
 * - `unavailable`: the store or the loader failed; nothing may be allowed for want of it
 * - `open`: not asked about: it may be any resource of the principal's tenant
 */
export type ResourceLookup =
  | { readonly status: 'known'; readonly resource: Resource }
  | { readonly status: 'unknown' }
  | { readonly status: 'unavailable'; readonly cause?: unknown }
  | { readonly status: 'open' }
