import { z } from 'zod'
import { describeMisfit } from '../decision/bound-link.ts'
import type { CompiledTemplate } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'
import { isJsonObject } from '../model/json.ts'
import type { Link, LinkPrincipal, SlotValue } from '../model/link.ts'
import type { ResourceRef } from '../model/resource.ts'
import { isStorableText } from '../model/tags.ts'
import type { Decisions } from '../tenancy/decisions.ts'
import type { Clock } from '../util/clock.ts'
import { findNearest } from '../util/nearest.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import { grantsEverything, type Grantor } from './find-ungranted.ts'
import { createId } from './identifiers.ts'
import type { Page } from './identity-store.ts'
import { email, identifier, readInput } from './read-input.ts'
import type { Revised } from './revised.ts'

/** What is shared: templates made to apply to one principal and one resource. */
export interface Links {
  /**
   * Shares a resource, from the next decision on. A principal who does not hold `admin` shares only what they may do themselves: all that the
   * template allows, with this resource, whatever else a request holds. That is seen to in the transaction of the write.
   * @throws WardkitError `ERR_INVALID_INPUT` when the template, the resource's type or a slot does not fit, or the link would have expired;
   * `ERR_NOT_FOUND` when whom it names is not there; `ERR_CONFLICT` when there are 100 already to the same principal on the same resource;
   * `ERR_NOT_GRANTED`
   */
  create(input: LinkInput): Promise<Revised<Link>>
  /**
   * Takes a link away, from the next decision on; whether it was there. A principal who does not hold `admin` takes away those that they made or
   * could have made.
   * @throws WardkitError `ERR_NOT_GRANTED`
   */
  revoke(input: LinkName): Promise<{ readonly revision: number; readonly revoked: boolean }>
  find(input: LinkName): Promise<Link | undefined>
  /** The links that a tenant made on a resource, or to a principal, by id; expired ones are among them. */
  list(input: LinkQuery, page?: Page): Promise<readonly Link[]>
}

export interface LinkName {
  readonly tenant: string
  readonly id: string
}

/** Whom a link is to. The tenant is by default the link's own; another one's makes a link that spans the two. */
export type LinkPrincipalInput = Omit<LinkPrincipal, 'tenant'> & { readonly tenant?: string }

export interface LinkInput {
  /** Whose resource is shared. */
  readonly tenant: string
  /** The name of a template. */
  readonly template: string
  readonly principal: LinkPrincipalInput
  /** Absent where the template's operations have no resource. */
  readonly resource?: ResourceRef
  /** A value for every further slot of the template. */
  readonly slots?: Readonly<Record<string, SlotValue>>
  /** From when on it allows nothing, milliseconds since 1970; by default it does not expire. */
  readonly expiresAt?: number
}

export type LinkQuery =
  | { readonly tenant: string; readonly resource: ResourceRef }
  | { readonly tenant: string; readonly principal: LinkPrincipalInput }

export interface LinksOptions {
  readonly administration: Administration
  readonly clock: Clock
  /** The application's templates by name. */
  readonly templates: ReadonlyMap<string, CompiledTemplate>
  /** Absent where nothing decides: then nobody but admins and the application shares. */
  readonly permissions?: Decisions['permissions']
}

const Name = z.strictObject({ tenant: identifier, id: identifier })
const Resource = z.strictObject({ type: identifier, id: identifier })
const PrincipalInput = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['user', 'apiKey', 'role', 'tenant']),
    id: identifier,
    tenant: identifier.optional(),
  }),
  z.strictObject({ type: z.literal('email'), id: email, tenant: identifier.optional() }),
])
const Slots = z
  .custom<Readonly<Record<string, SlotValue>>>(isJsonObject, 'needs an object of values')
  .transform((given, context) => {
    const slots = new Map(Object.entries(given))
    for (const [name, value] of slots) {
      if (isSlotValue(value)) continue
      const message = `has a value that is neither text of at most ${SLOT_TEXT_LIMIT} characters, a number nor a boolean`
      context.addIssue({
        code: 'custom',
        message: isStorableText(name) && name.length < 100 ? `: slot \`${name}\` ${message}` : message,
      })
    }
    return slots
  })
const Input = z.strictObject({
  tenant: identifier,
  template: identifier,
  principal: PrincipalInput,
  resource: Resource.optional(),
  slots: Slots.default(new Map()),
  expiresAt: z.int().nonnegative().optional(),
})
const Query = z.union([
  z.strictObject({ tenant: identifier, resource: Resource }),
  z.strictObject({ tenant: identifier, principal: PrincipalInput }),
])

const SLOT_TEXT_LIMIT = 4_096

/** The links of one store, as one actor reaches them. */
export function createLinks({ administration, clock, templates, permissions }: LinksOptions): Links {
  function toLink(input: LinkInput): Link {
    const { tenant, template: name, principal, resource = null, slots, expiresAt = null } = readInput(Input, input)
    const createdAt = clock()
    const template = templates.get(name)
    if (template === undefined) throw unknownTemplate(name, templates)
    const link: Link = {
      id: createId('lnk'),
      tenant,
      template: name,
      principal: toPrincipal(principal, tenant),
      resource,
      slots,
      createdBy: administration.principal?.id ?? null,
      createdAt,
      expiresAt,
    }
    const misfit = describeMisfit(link, template)
    if (misfit !== undefined) throw new WardkitError('ERR_INVALID_INPUT', misfit)
    if (expiresAt !== null && expiresAt <= createdAt) {
      throw new WardkitError('ERR_INVALID_INPUT', '`expiresAt` is not in the future', {
        help: 'it is in milliseconds since 1970',
      })
    }
    return link
  }

  /** Throws unless the actor may perform every operation of the template on the resource, whatever the rest of a request is. */
  async function assertMayDo(grantor: Grantor, { resource, template: name }: Link, revision: number): Promise<void> {
    const { principal } = administration
    if (principal === null || grantor === 'unbound' || grantsEverything(grantor)) return
    const { roles, tags } = grantor
    // No other write comes between: what is decided here is what holds when the link begins to.
    const decisions = await permissions?.({ ...principal, roles, tags }, resource ?? undefined, revision - 1)
    const allowed = new Set(decisions?.filter((each) => each.allowed).map(({ operation }) => operation))
    const operations = templates.get(name)?.operations.filter((each) => each.resource?.type === resource?.type)
    const missing = operations?.find(({ id }) => !allowed.has(id))
    if (operations !== undefined && missing === undefined) return
    const what = missing === undefined ? 'what it allows is not known' : `it allows \`${missing.id}\``
    throw new WardkitError('ERR_NOT_GRANTED', `the template \`${name}\` is not yours to share by: ${what}`, {
      help: 'who does not hold the role `admin` may share what they may do with the resource themselves, unconditionally',
    })
  }

  return {
    async create(input) {
      const link = toLink(input)
      const { tenant, id } = link
      const change = { action: 'link.create', tenant, target: { type: 'link', id }, details: describeLink } as const
      const { value, revision } = await administration.write(change, async (writer, grantor) => {
        await assertMayDo(grantor, link, writer.revision)
        return writer.tenant(tenant).insertLink(link)
      })
      return { ...value, revision }
    },

    async revoke(input) {
      const { tenant, id } = readInput(Name, input)
      const details = (revoked: boolean) => ({ revoked })
      const change = { action: 'link.revoke', tenant, target: { type: 'link', id }, details } as const
      const { value, revision } = await administration.write(change, async (writer, grantor) => {
        const link = await writer.tenant(tenant).findLink(id)
        if (link === undefined) return false
        if (link.createdBy !== administration.principal?.id) await assertMayDo(grantor, link, writer.revision)
        return writer.tenant(tenant).deleteLink(id)
      })
      return { revision, revoked: value }
    },

    async find(input) {
      const { tenant, id } = readInput(Name, input)
      return administration.tenant(tenant).findLink(id)
    },

    async list(input, page) {
      const query = readInput(Query, input)
      const reader = administration.tenant(query.tenant)
      return 'resource' in query
        ? reader.listLinksOn(query.resource, page)
        : reader.listLinksTo(toPrincipal(query.principal, query.tenant), page)
    },
  }
}

/** Who names a tenant means its principals. */
function toPrincipal({ type, id, tenant }: z.output<typeof PrincipalInput>, own: string): LinkPrincipal {
  return { type, id, tenant: tenant ?? (type === 'tenant' ? id : own) }
}

function isSlotValue(value: unknown): value is SlotValue {
  if (typeof value === 'string') return value.length <= SLOT_TEXT_LIMIT && isStorableText(value)
  return typeof value === 'boolean' || (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER)
}

function unknownTemplate(name: string, templates: ReadonlyMap<string, CompiledTemplate>): WardkitError {
  const nearest = findNearest(name, [...templates.keys()])
  return new WardkitError('ERR_INVALID_INPUT', `there is no policy template \`${name}\``, {
    help:
      nearest === undefined ? 'templates are given to `templates` of createWardkit()' : `did you mean \`${nearest}\`?`,
  })
}

function describeLink({ template, principal, resource, slots, expiresAt }: Link): AuditDetails {
  return {
    template,
    principal: { ...principal },
    resource: resource === null ? null : { ...resource },
    slots: Object.fromEntries(slots),
    expiresAt,
  }
}
