import type { ResourceRef } from './resource.ts'

/**
 * Whom a link allows: a user or an API key, everybody who holds a role, every principal of a tenant, or whoever becomes a user of the link's own
 * tenant with a verified e-mail.
 */
export interface LinkPrincipal {
  readonly type: 'user' | 'apiKey' | 'role' | 'tenant' | 'email'
  /** The id of the user, the key, the role or the tenant; the canonical e-mail. */
  readonly id: string
  /** The tenant whose principal it is: the link's own, or another one, and then the link spans the two. */
  readonly tenant: string
}

/** What a link gives to a slot. */
export type SlotValue = string | number | boolean

/** What a link gives to the slots of its template, by name. */
export type SlotValues = ReadonlyMap<string, SlotValue>

/** One template made to apply to one principal and, where its operations have one, to one resource. */
export interface Link {
  readonly id: string
  /** Whose link it is: the tenant of the resource. */
  readonly tenant: string
  /** The name of the template. */
  readonly template: string
  readonly principal: LinkPrincipal
  /** Null where the template's operations have no resource. */
  readonly resource: ResourceRef | null
  readonly slots: SlotValues
  /** The id of the principal who made it; null: the application's own code. */
  readonly createdBy: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
  /** It allows nothing from this moment on; null: it does not expire. */
  readonly expiresAt: number | null
}
