import { bindLink, type LinkLookup } from '../decision/bound-link.ts'
import type { LinkPrincipal } from '../model/link.ts'
import type { Principal } from '../model/principal.ts'
import type { ResourceRef } from '../model/resource.ts'
import type { Operation } from '../model/service.ts'
import type { Snapshot } from './snapshot.ts'
import type { LinkSource } from './snapshot-source.ts'
import { createLru } from '../util/create-lru.ts'

/** Finds the links that may bear on a decision. */
export interface LinkLookups {
  /**
   * The links to the principal on the resource, or on none; undefined where there can be none. At once, and no promise, where it is remembered.
   * @param snapshot of the principal's tenant
   * @param operation no template of which any link is asked for; absent: whatever the operation
   */
  find(
    snapshot: Snapshot,
    principal: Principal,
    resource: ResourceRef | null,
    operation?: Operation,
  ): LinkLookup | undefined | Promise<LinkLookup>
}

export interface LinkLookupsOptions {
  readonly source: LinkSource
  /** How many answers are kept in memory. */
  readonly maxLookups: number
}

interface Entry {
  readonly lookup: LinkLookup
  /** The tenant's links revision it was read at or after. */
  readonly revision: number
}

/**
 * Looks links up by principal and resource: each a few reads by index, whatever the number of links. What was found, also that there is none, is
 * remembered until a link to a principal of the tenant is written.
 */
export function createLinkLookups({ source, maxLookups }: LinkLookupsOptions): LinkLookups {
  const remembered = createLru<string, Entry>(maxLookups)
  // A principal is the same object for as long as its token is remembered.
  const names = new WeakMap<Principal, string>()

  function nameOf(principal: Principal): string {
    let name = names.get(principal)
    if (name === undefined) names.set(principal, (name = JSON.stringify(subjectsOf(principal))))
    return name
  }

  async function read(
    snapshot: Snapshot,
    principal: Principal,
    resource: ResourceRef | null,
    key: string,
  ): Promise<LinkLookup> {
    try {
      const found = await source.findLinks(subjectsOf(principal), resource)
      const links = found.flatMap((link) => bindLink(link, snapshot.policies.templates.get(link.template)) ?? [])
      const lookup: LinkLookup = { status: 'known', links }
      remembered.set(key, { lookup, revision: snapshot.linksRevision })
      return lookup
    } catch (cause) {
      return { status: 'unavailable', cause }
    }
  }

  return {
    find(snapshot, principal, resource, operation) {
      if (principal.type === 'assumedRole' || !mayBeLinked(snapshot, operation)) return undefined
      // No id holds a NUL that a store keeps, and lengths settle the rest.
      const key =
        resource === null
          ? nameOf(principal)
          : `${resource.type.length}:${resource.type}${resource.id}\0${nameOf(principal)}`
      const entry = remembered.get(key)
      if (entry?.revision === snapshot.linksRevision) return entry.lookup
      return read(snapshot, principal, resource, key)
    },
  }
}

/**
 * Everything by which a link may name a principal: nothing of an assumed role. An e-mail is none: the link becomes a user's as soon as there is
 * one.
 */
export function subjectsOf({ type, id, tenant, roles }: Principal): readonly LinkPrincipal[] {
  if (type === 'assumedRole') return []
  return [
    // Links name users and keys: of somebody of an upstream issuer there is no record to name.
    ...(type === 'upstream' ? [] : [{ type, id, tenant }]),
    ...roles.map((role): LinkPrincipal => ({ type: 'role', id: role, tenant })),
    { type: 'tenant', id: tenant, tenant },
  ]
}

/** Whether a link may bear on the operation, or on any: there are links at all, and a template allows it. */
export function mayBeLinked({ policies: { templates }, linksRevision }: Snapshot, operation?: Operation): boolean {
  if (linksRevision === 0) return false
  for (const template of templates.values()) {
    if (operation === undefined || template.statementsFor(operation).length > 0) return true
  }
  return false
}
