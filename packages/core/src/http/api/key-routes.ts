import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { ApiKeyInfo } from '../../identity/api-keys.ts'
import { tagsToJson } from '../../model/tags.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import {
  answers,
  Id,
  PageQuery,
  pageOf,
  PRINCIPAL_PROBLEMS,
  problems,
  REVISED,
  RolesBody,
  TagsAnswer,
  TagsBody,
  takes,
} from './api-schemas.ts'
import { pageById } from './cursor.ts'
import { noteRevision, principalOf, type OwnModule } from './own-module.ts'

const ApiKeyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    tags: TagsAnswer,
    createdBy: z.string(),
    createdAt: z.int(),
    expiresAt: z.int().nullable(),
    revokedAt: z.int().nullable(),
  })
  .openapi('ApiKey')

/** The credentials of the tenant's programs. */
export const keyRoutes = {
  list: createRoute({
    method: 'get',
    path: '/api-keys',
    summary: 'The API keys of the tenant, revoked ones included',
    request: { query: PageQuery },
    responses: { 200: answers('By id', pageOf(ApiKeyAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  create: createRoute({
    method: 'post',
    path: '/api-keys',
    summary: 'Make an API key',
    description: 'It holds at most what you hold, and works while you are active and still hold all of that.',
    request: {
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200),
          roles: RolesBody,
          tags: TagsBody.optional(),
          expiresInSeconds: z
            .int()
            .min(1)
            .optional()
            .openapi({ description: 'At most ten years; without it the key lasts' }),
        }),
      ),
    },
    responses: {
      201: answers('The key, with its text, which is shown this once', ApiKeyAnswer.extend({ text: z.string() })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
  revoke: createRoute({
    method: 'delete',
    path: '/api-keys/{keyId}',
    summary: 'Refuse an API key from now on',
    'x-wardkit-resource': { type: 'wardkit:api-key', id: '$path:keyId' },
    request: { params: z.object({ keyId: Id }) },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
}

export const serveKeys: OwnModule = (router) => {
  router.openapi(keyRoutes.list, async (context) => {
    const { tenant } = principalOf(context)
    const { apiKeys } = context.get('management')
    const { items, next } = await pageById(context.req.valid('query'), (page) => apiKeys.list(tenant, page))
    return context.json({ items: items.map(toAnswer), next }, 200)
  })
  router.openapi(keyRoutes.create, async (context) => {
    const { type, tenant, id } = principalOf(context)
    if (type !== 'user') throw new WardkitError('ERR_FORBIDDEN', 'only users make API keys')
    const { name, roles, ...given } = context.req.valid('json')
    const { text, revision, ...key } = await context
      .get('management')
      .apiKeys.create({ tenant, createdBy: id, name, roles, ...withoutUndefined(given) })
    noteRevision(context, revision)
    return context.json({ ...toAnswer(key), text }, 201)
  })
  router.openapi(keyRoutes.revoke, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').keyId
    const { revision } = await context.get('management').apiKeys.revoke({ tenant, id })
    noteRevision(context, revision)
    return context.body(null, 204)
  })
}

function toAnswer({ tenant: _, roles, tags, ...key }: ApiKeyInfo): z.infer<typeof ApiKeyAnswer> {
  return { ...key, roles: [...roles], tags: tagsToJson(tags) }
}
