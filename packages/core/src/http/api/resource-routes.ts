import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Resource } from '../../model/resource.ts'
import { tagsToJson } from '../../model/tags.ts'
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
  TagsAnswer,
  TagsBody,
  takes,
} from './api-schemas.ts'
import { ItemProblem, itemProblemOf } from './bulk.ts'
import { pageById } from './cursor.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'
import { PatchTagsBody, toTagChange } from './tag-routes.ts'

const Ref = z.object({ type: z.string(), id: z.string() })

const ResourceAnswer = z
  .object({
    type: z.string(),
    id: z.string(),
    owner: z.string().nullable(),
    parent: Ref.nullable(),
    tags: TagsAnswer.openapi({ description: 'Its own' }),
    effectiveTags: TagsAnswer.openapi({ description: 'Those of what it is in, overlaid by its own' }),
  })
  .openapi('Resource')

const params = z.object({ type: Id, id: Id })
// A policy tells them apart by `$path:type`.
const resource = { 'x-wardkit-resource': { type: 'wardkit:resource', id: '$path:id' } }

/** The registered resources of the tenant. */
export const resourceRoutes = {
  types: createRoute({
    method: 'get',
    path: '/resources/types',
    summary: 'The types of resources that are registered, and how many of each',
    responses: {
      200: answers('By type', z.object({ items: z.array(z.object({ type: z.string(), count: z.int() })) })),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/resources',
    summary: 'The resources of one type',
    request: { query: PageQuery.extend({ type: Id }) },
    responses: { 200: answers('By id', pageOf(ResourceAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  read: createRoute({
    method: 'get',
    path: '/resources/{type}/{id}',
    summary: 'One resource',
    ...resource,
    request: { params },
    responses: { 200: answers('The resource', ResourceAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  replace: createRoute({
    method: 'put',
    path: '/resources/{type}/{id}',
    summary: 'Replace the owner, the parent and the tags of a registered resource; what is left out it has no more',
    description: 'What the application has not registered is 404: nobody of a tenant claims an id.',
    ...resource,
    request: {
      params,
      body: takes(
        z.strictObject({
          owner: Id.nullable().optional().openapi({ description: 'The id of the principal who owns it' }),
          parent: ResourceName.nullable().optional().openapi({ description: 'What it is in' }),
          tags: TagsBody.optional().openapi({ description: 'Its own; the system’s stay' }),
        }),
      ),
    },
    responses: {
      200: answers('The resource', ResourceAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/resources/{type}/{id}',
    summary: 'Forget a resource, and the links on it',
    description: 'Policies know nothing of it then, not even whose it is, until the application registers it again.',
    ...resource,
    request: { params },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  patchMany: createRoute({
    method: 'post',
    path: '/resources/tags/bulk',
    summary: 'Set and remove tags of up to 1,000 resources, each on its own: one that is refused holds up no other',
    request: {
      body: takes(
        z.strictObject({
          resources: z
            .array(z.strictObject({ type: Id, id: Id }))
            .min(1)
            .max(1_000),
          ...PatchTagsBody.shape,
        }),
      ),
    },
    responses: {
      200: answers(
        'In the order asked for',
        z.object({ results: z.array(z.object({ type: z.string(), id: z.string(), problem: ItemProblem.optional() })) }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415),
    },
  }),
}

export const serveResources: OwnModule = (router) => {
  router.openapi(resourceRoutes.types, async (context) => {
    const items = await context.get('management').resources.listTypes(principalOf(context).tenant)
    return context.json({ items: [...items] }, 200)
  })
  router.openapi(resourceRoutes.list, async (context) => {
    const { tenant } = principalOf(context)
    const { type, ...query } = context.req.valid('query')
    const { resources } = context.get('management')
    const { items, next } = await pageById(query, (page) => resources.list({ tenant, type }, page))
    return context.json({ items: items.map(describe), next }, 200)
  })
  router.openapi(resourceRoutes.read, async (context) => {
    return context.json(describe(await getResource(context, context.req.valid('param'))), 200)
  })
  router.openapi(resourceRoutes.replace, async (context) => {
    const ref = context.req.valid('param')
    const { owner, parent, tags } = context.req.valid('json')
    const given = withoutUndefined({ owner: owner ?? undefined, parent: parent ?? undefined, tags })
    const { resources } = context.get('management')
    noteRevision(
      context,
      (await resources.register({ tenant: principalOf(context).tenant, ...ref, ...given })).revision,
    )
    return context.json(describe(await getResource(context, ref)), 200)
  })
  router.openapi(resourceRoutes.remove, async (context) => {
    const ref = context.req.valid('param')
    await getResource(context, ref)
    const name = { tenant: principalOf(context).tenant, ...ref }
    noteRevision(context, (await context.get('management').resources.remove(name)).revision)
    return context.body(null, 204)
  })
  router.openapi(resourceRoutes.patchMany, async (context) => {
    const { resources: refs, ...patch } = context.req.valid('json')
    const { tenant } = principalOf(context)
    const results = []
    for (const ref of refs) {
      try {
        const change = { tenant, ...ref, ...toTagChange(patch) }
        noteRevision(context, (await context.get('management').resources.changeTags(change)).revision)
        results.push(ref)
      } catch (error) {
        results.push({ ...ref, problem: itemProblemOf(error) })
      }
    }
    return context.json({ results }, 200)
  })
}

/** @throws WardkitError `ERR_NOT_FOUND` */
async function getResource(context: OwnContext, { type, id }: z.infer<typeof params>): Promise<Resource> {
  const found = await context.get('management').resources.find({ tenant: principalOf(context).tenant, type, id })
  if (found === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no resource \`${type}/${id}\``)
  return found
}

function describe({ type, id, owner, parent, tags, ownTags }: Resource): z.infer<typeof ResourceAnswer> {
  const own = tagsToJson(ownTags ?? tags)
  const place = parent === undefined ? null : { type: parent.type, id: parent.id }
  return { type, id, owner: owner ?? null, parent: place, tags: own, effectiveTags: tagsToJson(tags) }
}
