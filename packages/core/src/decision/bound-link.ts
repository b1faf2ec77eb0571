import type { Link } from '../model/link.ts'
import type { Principal } from '../model/principal.ts'
import { fitsSlot } from '../policy/template-slots.ts'
import type { Question } from './decision.ts'
import type { CompiledPolicy, CompiledTemplate } from './policy-set.ts'

/** A link with the statements of its template. */
export interface BoundLink {
  readonly link: Link
  readonly policy: CompiledPolicy
}

/**
 * The links that were found for one decision.
 *
 * - `known`: all that there are; whether each bears on the question is still to be seen
 * - `unavailable`: the store failed; nothing may be allowed for want of them
 */
export type LinkLookup =
  | { readonly status: 'known'; readonly links: readonly BoundLink[] }
  | { readonly status: 'unavailable'; readonly cause?: unknown }

/** Joins a link to its template; undefined where the template is gone, or is now about something else than the link: then it allows nothing. */
export function bindLink(link: Link, template: CompiledTemplate | undefined): BoundLink | undefined {
  if (template === undefined || describeMisfit(link, template) !== undefined) return undefined
  const source = { kind: 'link', id: link.id, template: link.template } as const
  return { link, policy: { source, statementsFor: template.statementsFor } }
}

/** Why a link cannot be made from a template, in words; undefined where it can. */
export function describeMisfit(
  { template: name, resource, slots }: Pick<Link, 'template' | 'resource' | 'slots'>,
  template: CompiledTemplate,
): string | undefined {
  if (resource === null) {
    if (template.resourceTypes.size > 0)
      return `the template \`${name}\` needs a resource of type ${listOf(template.resourceTypes)}`
  } else if (!template.resourceTypes.has(resource.type)) {
    return template.resourceTypes.size === 0
      ? `the operations of the template \`${name}\` have no resource`
      : `the template \`${name}\` is about resources of type ${listOf(template.resourceTypes)}, not \`${resource.type}\``
  }
  for (const [slot, expected] of template.slots) {
    const value = slots.get(slot)
    if (value === undefined) return `the slot \`?${slot}\` of the template \`${name}\` has no value`
    if (!fitsSlot(value, expected)) {
      return `the slot \`?${slot}\` of the template \`${name}\` needs a value of type ${listOf(expected.types)}`
    }
  }
  for (const slot of slots.keys()) {
    if (!template.slots.has(slot)) return `the template \`${name}\` has no slot \`?${slot}\``
  }
  return undefined
}

const NO_LINKS: readonly BoundLink[] = []

/**
 * The links that bear on a question: alive, to this very principal and this very resource, made by the tenant whose resource it is. What was
 * found is not taken on trust: a lookup that answered too much would allow too much.
 */
export function linksBearingOn(question: Question): readonly BoundLink[] {
  const { links, principal, resource } = question
  if (links?.status !== 'known' || links.links.length === 0) return NO_LINKS
  const tenant = resource.lookup.status === 'known' ? resource.lookup.resource.tenant : principal.tenant
  return links.links.filter(
    ({ link }) =>
      link.tenant === tenant &&
      isAliveFor(link, question) &&
      (link.resource === null
        ? question.operation.resource === null
        : link.resource.type === resource.ref?.type && link.resource.id === resource.ref.id),
  )
}

/** Whether a link allows this very principal something now, whatever the resource. */
export function isAliveFor(link: Link, { principal, now }: Pick<Question, 'principal' | 'now'>): boolean {
  return (link.expiresAt === null || now < link.expiresAt) && isPrincipalOf(link, principal)
}

function isPrincipalOf({ principal: { type, id, tenant } }: Link, principal: Principal): boolean {
  // An assumed role has only what the role's statements allow: neither its holders' links nor those to all of the tenant are its own.
  if (tenant !== principal.tenant || principal.type === 'assumedRole') return false
  switch (type) {
    case 'user':
    case 'apiKey':
      return principal.type === type && principal.id === id
    case 'role':
      return principal.roles.includes(id)
    case 'tenant':
      return principal.tenant === id
    case 'email':
      // It waits for a user: whoever merely has the address is not yet one.
      return false
  }
}

function listOf(names: Iterable<string>): string {
  return [...names].map((name) => `\`${name}\``).join(' or ')
}
