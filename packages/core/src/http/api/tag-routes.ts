import { createRoute, z } from '@hono/zod-openapi'
import { systemTagsOf, type TagChange } from '../../identity/change-tags.ts'
import type { TagHolder } from '../../identity/tagging.ts'
import type { TagHolderType } from '../../identity/tag-store.ts'
import { tagsToJson, type Tags } from '../../model/tags.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, TagKey, TagsAnswer, TagsBody, takes } from './api-schemas.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule, type OwnRouter } from './own-module.ts'

const TagsViewAnswer = z
  .object({
    tags: TagsAnswer,
    system: z.array(z.string()).openapi({ description: 'Keys that only the system changes' }),
  })
  .openapi('TagsView')

const ReplaceTagsBody = z.strictObject({ tags: TagsBody })

export const PatchTagsBody = z
  .strictObject({
    set: TagsBody.optional(),
    remove: z.array(TagKey).max(50).optional().openapi({ description: 'Keys, values and all' }),
  })
  .openapi('TagsPatch')

type TagRoutes = ReturnType<typeof tagRoutesOf>

/** The three operations on the tags of one kind of holder. */
export function tagRoutesOf(
  path: string,
  params: z.ZodObject<Record<string, z.ZodString>>,
  resource: { readonly type: string; readonly id: string },
) {
  const about = { 'x-wardkit-resource': resource, path: `${path}/tags` } as const
  const view = { 200: answers('Its own tags', TagsViewAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) }
  const changed = { ...view, ...problems(400, 409, 413, 415) }
  return {
    read: createRoute({ method: 'get', summary: 'Its tags', ...about, request: { params }, responses: view }),
    replace: createRoute({
      method: 'put',
      summary: 'Replace its tags as a whole; the system’s stay',
      ...about,
      request: { params, body: takes(ReplaceTagsBody) },
      responses: changed,
    }),
    patch: createRoute({
      method: 'patch',
      summary: 'Set and remove tags by key; the others stay',
      ...about,
      request: { params, body: takes(PatchTagsBody) },
      responses: changed,
    }),
  }
}

const userTags = tagRoutesOf('/users/{userId}', z.object({ userId: Id }), {
  type: 'wardkit:user',
  id: '$path:userId',
})
const keyTags = tagRoutesOf('/api-keys/{keyId}', z.object({ keyId: Id }), {
  type: 'wardkit:api-key',
  id: '$path:keyId',
})
const roleTags = tagRoutesOf('/roles/{roleId}', z.object({ roleId: Id }), {
  type: 'wardkit:role',
  id: '$path:roleId',
})
// A policy tells types apart by `$path:type`.
const resourceTags = tagRoutesOf('/resources/{type}/{id}', z.object({ type: Id, id: Id }), {
  type: 'wardkit:resource',
  id: '$path:id',
})

const TagHolderName = z.enum(['user', 'apiKey', 'role', 'resource'])

const suggest = createRoute({
  method: 'get',
  path: '/tags/suggestions',
  summary: 'Keys of tags that are in use in the tenant, or the values of one key',
  description: 'For whoever may list the holders: users, API keys, roles or resources.',
  request: {
    query: z.strictObject({
      holder: TagHolderName,
      key: TagKey.optional().openapi({ description: 'Asks for its values' }),
      prefix: z.string().max(255).optional().openapi({ description: 'What they begin with, letter case aside' }),
      limit: z
        .string()
        .regex(/^(?:[1-9]\d?|100)$/, 'needs a whole number from 1 to 100')
        .transform(Number)
        .default(20)
        .openapi({ type: 'integer', minimum: 1, maximum: 100, default: 20 }),
    }),
  },
  responses: {
    200: answers(
      'In order; `values` is empty where no key is given, and `keys` where one is',
      z.object({
        keys: z.array(z.object({ key: z.string(), count: z.int().openapi({ description: 'How many have it' }) })),
        values: z.array(z.object({ value: z.string(), count: z.int() })),
      }),
    ),
    ...PRINCIPAL_PROBLEMS,
    ...problems(400),
  },
})

/** The tags of users, API keys, roles and resources. */
export const tagRoutes = {
  suggest,
  readUser: userTags.read,
  replaceUser: userTags.replace,
  patchUser: userTags.patch,
  readKey: keyTags.read,
  replaceKey: keyTags.replace,
  patchKey: keyTags.patch,
  readRole: roleTags.read,
  replaceRole: roleTags.replace,
  patchRole: roleTags.patch,
  readResource: resourceTags.read,
  replaceResource: resourceTags.replace,
  patchResource: resourceTags.patch,
}

/** Whether the caller may list the holders, without limit. @throws WardkitError `ERR_FORBIDDEN` */
export type AssertMayList = (context: OwnContext, holder: TagHolderType) => Promise<void>

export function serveTags(assertMayList: AssertMayList): OwnModule {
  return (router) => {
    router.openapi(tagRoutes.suggest, async (context) => {
      const { holder, key, ...rest } = context.req.valid('query')
      await assertMayList(context, holder)
      const { tenant } = principalOf(context)
      const search = { tenant, holder, ...withoutUndefined({ key, ...rest }) }
      const found = await context.get('management').tags.suggest(search)
      const uses = found.map(({ text, holders }) => ({ text, count: holders }))
      return context.json(
        {
          keys: key === undefined ? uses.map(({ text, count }) => ({ key: text, count })) : [],
          values: key === undefined ? [] : uses.map(({ text, count }) => ({ value: text, count })),
        },
        200,
      )
    })
    serveHolder(router, userTags, ({ userId = '' }) => ({ holder: 'user', id: userId }))
    serveHolder(router, keyTags, ({ keyId = '' }) => ({ holder: 'apiKey', id: keyId }))
    serveHolder(router, roleTags, ({ roleId = '' }) => ({ holder: 'role', id: roleId }))
    serveHolder(router, resourceTags, ({ type = '', id = '' }) => ({ holder: 'resource', type, id }))
  }
}

type Named =
  | { readonly holder: 'user' | 'apiKey' | 'role'; readonly id: string }
  | { readonly holder: 'resource'; readonly type: string; readonly id: string }

/** INVARIANT: whose tags are meant is in the caller's tenant, whatever is asked. */
function serveHolder(
  router: OwnRouter,
  { read, replace, patch }: TagRoutes,
  nameOf: (params: Readonly<Record<string, string>>) => Named,
): void {
  const holderOf = (context: OwnContext, params: Record<string, string>): TagHolder => ({
    tenant: principalOf(context).tenant,
    ...nameOf(params),
  })
  async function change(context: OwnContext, of: TagHolder, wanted: TagChange) {
    const { tags } = context.get('management')
    noteRevision(context, (await tags.change(of, wanted)).revision)
    return viewOf(await tags.get(of))
  }

  router.openapi(read, async (context) => {
    const of = holderOf(context, context.req.valid('param'))
    return context.json(viewOf(await context.get('management').tags.get(of)), 200)
  })
  router.openapi(replace, async (context) => {
    const of = holderOf(context, context.req.valid('param'))
    return context.json(await change(context, of, { tags: context.req.valid('json').tags }), 200)
  })
  router.openapi(patch, async (context) => {
    const of = holderOf(context, context.req.valid('param'))
    return context.json(await change(context, of, toTagChange(context.req.valid('json'))), 200)
  })
}

/** A change by key. */
export function toTagChange({ set, remove }: z.infer<typeof PatchTagsBody>): TagChange {
  return withoutUndefined({ setTags: set, removeTags: remove })
}

function viewOf(tags: Tags): z.infer<typeof TagsViewAnswer> {
  return { tags: tagsToJson(tags), system: Object.keys(tagsToJson(systemTagsOf(tags))) }
}
