import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Resource } from '../../model/resource.ts'
import { tagsToJson } from '../../model/tags.ts'
import { answers, Id, PageQuery, pageOf, PRINCIPAL_PROBLEMS, problems, TagsAnswer, takes } from './api-schemas.ts'
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
