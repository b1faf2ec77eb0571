import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { systemTagsOf, type TagChange } from '../../identity/change-tags.ts'
import type { Store } from '../../identity/identity-store.ts'
import { tagsToJson, type Tags } from '../../model/tags.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, TagKey, TagsAnswer, TagsBody, takes } from './api-schemas.ts'
import { noteRevision, principalOf, type OwnModule } from './own-module.ts'

export const TagsViewAnswer = z
  .object({
    tags: TagsAnswer,
    system: z.array(z.string()).openapi({ description: 'Keys that only the system changes' }),
  })
  .openapi('TagsView')

export const ReplaceTagsBody = z.strictObject({ tags: TagsBody })

export const PatchTagsBody = z
  .strictObject({
    set: TagsBody.optional(),
    remove: z.array(TagKey).max(50).optional().openapi({ description: 'Keys, values and all' }),
  })
  .openapi('TagsPatch')

/** The three operations on the tags of one kind of holder. */
function routesOf<Params extends z.ZodObject>(path: string, params: Params, resource: { type: string; id: string }) {
  const about = { 'x-wardkit-resource': resource, path: `${path}/tags` } as const
  const view = { 200: answers('The tags', TagsViewAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) }
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

const userTags = routesOf('/users/{userId}', z.object({ userId: Id }), { type: 'wardkit:user', id: '$path:userId' })
const keyTags = routesOf('/api-keys/{keyId}', z.object({ keyId: Id }), { type: 'wardkit:api-key', id: '$path:keyId' })

/** The tags of users and API keys. */
export const tagRoutes = {
  readUser: userTags.read,
  replaceUser: userTags.replace,
  patchUser: userTags.patch,
  readKey: keyTags.read,
  replaceKey: keyTags.replace,
  patchKey: keyTags.patch,
}

export function serveTags(store: Pick<Store, 'tenant' | 'findApiKey'>): OwnModule {
  const tagsOf = {
    async user(tenant: string, id: string) {
      return viewOf((await store.tenant(tenant).findUser(id))?.tags, `user \`${id}\``)
    },
    async key(tenant: string, id: string) {
      const key = await store.findApiKey(id)
      return viewOf(key?.tenant === tenant ? key.tags : undefined, `API key \`${id}\``)
    },
  }

  return (router) => {
    router.openapi(tagRoutes.readUser, async (context) => {
      return context.json(await tagsOf.user(principalOf(context).tenant, context.req.valid('param').userId), 200)
    })
    router.openapi(tagRoutes.readKey, async (context) => {
      return context.json(await tagsOf.key(principalOf(context).tenant, context.req.valid('param').keyId), 200)
    })
    router.openapi(tagRoutes.replaceUser, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').userId }
      const { tags } = context.req.valid('json')
      noteRevision(context, (await context.get('management').users.update({ ...name, tags })).revision)
      return context.json(await tagsOf.user(name.tenant, name.id), 200)
    })
    router.openapi(tagRoutes.patchUser, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').userId }
      const patch = toTagChange(context.req.valid('json'))
      noteRevision(context, (await context.get('management').users.update({ ...name, ...patch })).revision)
      return context.json(await tagsOf.user(name.tenant, name.id), 200)
    })
    router.openapi(tagRoutes.replaceKey, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').keyId }
      const { tags } = context.req.valid('json')
      noteRevision(context, (await context.get('management').apiKeys.update({ ...name, tags })).revision)
      return context.json(await tagsOf.key(name.tenant, name.id), 200)
    })
    router.openapi(tagRoutes.patchKey, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').keyId }
      const patch = toTagChange(context.req.valid('json'))
      noteRevision(context, (await context.get('management').apiKeys.update({ ...name, ...patch })).revision)
      return context.json(await tagsOf.key(name.tenant, name.id), 200)
    })
  }
}

/** A change by key. */
export function toTagChange({ set, remove }: z.infer<typeof PatchTagsBody>): TagChange {
  return withoutUndefined({ setTags: set, removeTags: remove })
}

/** @throws WardkitError `ERR_NOT_FOUND` where there is no holder */
export function viewOf(tags: Tags | undefined, holder: string): z.infer<typeof TagsViewAnswer> {
  if (tags === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no ${holder}`)
  return { tags: tagsToJson(tags), system: Object.keys(tagsToJson(systemTagsOf(tags))) }
}
