import { createRoute, z } from '@hono/zod-openapi'
import type { CompiledTemplate } from '../../decision/policy-set.ts'
import { WardkitError } from '../../errors/index.ts'
import type { Store } from '../../identity/identity-store.ts'
import type { LinkQuery } from '../../identity/links.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Link, LinkPrincipal, SlotValue } from '../../model/link.ts'
import type { SharedRole } from '../../tenancy/globals.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import {
  answers,
  Id,
  PageQuery,
  pageOf,
  PRINCIPAL_PROBLEMS,
  problems,
  ResourceName,
  REVISED,
  takes,
} from './api-schemas.ts'
import { pageById } from './cursor.ts'
import { noteRevision, principalOf, type OwnModule } from './own-module.ts'

const PrincipalKind = z.enum(['user', 'apiKey', 'role', 'tenant', 'email'])

const SlotsAnswer = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

// Kept as parsed: a record schema would drop a slot named `__proto__`. Whoever makes the link checks the values.
const SlotsBody = z.custom<Readonly<Record<string, SlotValue>>>(isJsonObject, 'needs an object of values').openapi({
  type: 'object',
  additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
  description: 'A value for every further slot of the template',
})

const LinkAnswer = z
  .object({
    id: z.string(),
    template: z.string(),
    principal: z.object({
      type: PrincipalKind,
      id: z.string(),
      tenant: z.string(),
      name: z.string().nullable().openapi({ description: 'Null for an e-mail, and for who is in another tenant' }),
    }),
    resource: ResourceName.nullable(),
    slots: SlotsAnswer,
    createdBy: z
      .object({ id: z.string(), name: z.string().nullable() })
      .nullable()
      .openapi({ description: 'Null where the application made it' }),
    createdAt: z.int(),
    expiresAt: z.int().nullable().openapi({ description: 'It stays in lists, and allows nothing from then on' }),
  })
  .openapi('Link')

const TemplateAnswer = z
  .object({
    name: z.string(),
    description: z.string(),
    operations: z.array(z.string()).openapi({ description: 'What a link allows' }),
    resourceTypes: z.array(z.string()).openapi({ description: 'What can be shared; empty: the operations have none' }),
    slots: z
      .array(z.object({ name: z.string(), types: z.array(z.enum(['string', 'number', 'boolean', 'instant'])) }))
      .openapi({ description: 'What a link gives a value to, of one of these types; an instant is RFC 3339 text' }),
  })
  .openapi('Template')

const Query = PageQuery.extend({
  resourceType: Id.optional(),
  resourceId: Id.optional(),
  principalType: PrincipalKind.optional(),
  principalId: Id.optional(),
  principalTenant: Id.optional().openapi({ description: 'Of another tenant’s principal' }),
})

/** What is shared, and what can be. */
export const linkRoutes = {
  templates: createRoute({
    method: 'get',
    path: '/templates',
    summary: 'What can be shared',
    responses: {
      200: answers('The application’s templates', z.object({ items: z.array(TemplateAnswer) })),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/links',
    summary: 'The links on a resource, or to a principal',
    description: 'Either `resourceType` and `resourceId`, or `principalType` and `principalId`.',
    'x-wardkit-resource': { type: '$query:resourceType', id: '$query:resourceId' },
    request: { query: Query },
    responses: { 200: answers('By id', pageOf(LinkAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400, 404) },
  }),
  create: createRoute({
    method: 'post',
    path: '/links',
    summary: 'Share a resource',
    description: 'Who does not hold the role `admin` shares only what they may do with it themselves.',
    'x-wardkit-resource': { type: '$body:resource.type', id: '$body:resource.id' },
    request: {
      body: takes(
        z.strictObject({
          template: Id,
          principal: z.strictObject({
            type: PrincipalKind,
            id: Id,
            tenant: Id.optional().openapi({ description: 'To reach another tenant’s' }),
          }),
          resource: ResourceName.optional(),
          slots: SlotsBody.optional(),
          expiresAt: z.int().nonnegative().optional(),
        }),
      ),
    },
    responses: {
      201: answers('The link', LinkAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  revoke: createRoute({
    method: 'delete',
    path: '/links/{linkId}',
    summary: 'Share no longer',
    description: 'Who does not hold the role `admin` takes away what they shared, or could have shared.',
    'x-wardkit-resource': { type: 'wardkit:link', id: '$path:linkId' },
    request: { params: z.object({ linkId: Id }) },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
}

export interface ServeLinks {
  readonly store: Pick<Store, 'tenant' | 'findApiKey' | 'findTenant'>
  readonly templates: ReadonlyMap<string, CompiledTemplate>
  readonly findSharedRoles: () => Promise<readonly SharedRole[]>
}

export function serveLinks({ store, templates, findSharedRoles }: ServeLinks): OwnModule {
  /** Another tenant's name is told to whom it is shared with by name; its people's and its roles' are not. */
  async function nameOf({ type, id, tenant }: LinkPrincipal, own: string): Promise<string | null> {
    if (type === 'tenant') return (await store.findTenant(id))?.name ?? null
    if (tenant !== own) return null
    switch (type) {
      case 'user':
        return (await store.tenant(tenant).findUser(id))?.name ?? null
      case 'apiKey': {
        const key = await store.findApiKey(id)
        return key?.tenant === tenant ? key.name : null
      }
      case 'role': {
        const role =
          (await store.tenant(tenant).findRole(id)) ?? (await findSharedRoles()).find((each) => each.id === id)
        return role?.name ?? null
      }
      case 'email':
        return null
    }
  }

  async function toAnswer(link: Link): Promise<z.infer<typeof LinkAnswer>> {
    const { id, tenant, template, principal, resource, slots, createdBy, createdAt, expiresAt } = link
    const maker = async (by: string) =>
      (await nameOf({ type: 'user', id: by, tenant }, tenant)) ?? nameOf({ type: 'apiKey', id: by, tenant }, tenant)
    return {
      id,
      template,
      principal: { ...principal, name: await nameOf(principal, tenant) },
      resource,
      slots: Object.fromEntries(slots),
      createdBy: createdBy === null ? null : { id: createdBy, name: await maker(createdBy) },
      createdAt,
      expiresAt,
    }
  }

  const items = Array.from(templates.values(), ({ name, description, operations, resourceTypes, slots }) => ({
    name,
    description,
    operations: operations.map(({ id }) => id),
    resourceTypes: [...resourceTypes],
    slots: Array.from(slots, ([slot, { types }]) => ({ name: slot, types: [...types] })),
  }))

  return (router) => {
    router.openapi(linkRoutes.templates, (context) => context.json({ items }, 200))
    router.openapi(linkRoutes.list, async (context) => {
      const { cursor, limit, ...asked } = context.req.valid('query')
      const { links } = context.get('management')
      const query = toQuery(principalOf(context).tenant, asked)
      const { items: found, next } = await pageById({ cursor, limit }, (page) => links.list(query, page))
      return context.json({ items: await Promise.all(found.map(toAnswer)), next }, 200)
    })
    router.openapi(linkRoutes.create, async (context) => {
      const { template, principal, ...given } = context.req.valid('json')
      const { type, id, ...other } = principal
      const { tenant } = principalOf(context)
      const { revision, ...link } = await context.get('management').links.create({
        tenant,
        template,
        principal: { type, id, ...withoutUndefined(other) },
        ...withoutUndefined(given),
      })
      noteRevision(context, revision)
      return context.json(await toAnswer(link), 201)
    })
    router.openapi(linkRoutes.revoke, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').linkId }
      const { links } = context.get('management')
      const link = await links.find(name)
      if (link === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no link \`${name.id}\``)
      const { revision } = await links.revoke(name)
      noteRevision(context, revision)
      return context.body(null, 204)
    })
  }
}

type Asked = Omit<z.infer<typeof Query>, 'cursor' | 'limit'>

function toQuery(tenant: string, asked: Asked): LinkQuery {
  const { resourceType, resourceId, principalType, principalId, principalTenant } = asked
  const isOfResource = resourceType !== undefined && resourceId !== undefined
  const isOfPrincipal = principalType !== undefined && principalId !== undefined
  const isBoth =
    (resourceType ?? resourceId) !== undefined && (principalType ?? principalId ?? principalTenant) !== undefined
  if (isOfResource && !isBoth) return { tenant, resource: { type: resourceType, id: resourceId } }
  if (isOfPrincipal && !isBoth) {
    const principal = { type: principalType, id: principalId, ...withoutUndefined({ tenant: principalTenant }) }
    return { tenant, principal }
  }
  throw new WardkitError('ERR_INVALID_INPUT', 'the links of what are asked for is not said', {
    help: 'send `resourceType` and `resourceId`, or `principalType` and `principalId`',
  })
}
