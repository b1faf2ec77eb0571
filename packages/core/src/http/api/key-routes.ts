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
    lastUsedAt: z.int().nullable().openapi({ description: 'By up to a minute; null: never' }),
    previousExpiresAt: z.int().nullable().openapi({
      description: 'Until when the secret before the last rotation is good; null: only the newest is',
    }),
  })
  .openapi('ApiKey')

const KeyName = z.object({ keyId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:api-key', id: '$path:keyId' } }

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
    'x-step-up': 'tenant',
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
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  update: createRoute({
    method: 'patch',
    path: '/api-keys/{keyId}',
    summary: 'Change what an API key is called and holds',
    description: 'It holds at most what its creator holds now. Tokens it was exchanged for are refused from now on.',
    ...resource,
    request: {
      params: KeyName,
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200).optional(),
          roles: RolesBody.optional(),
          tags: TagsBody.optional(),
        }),
      ),
    },
    responses: {
      200: answers('The key', ApiKeyAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  rotate: createRoute({
    method: 'post',
    path: '/api-keys/{keyId}/rotate',
    'x-step-up': 'tenant',
    summary: 'Give an API key a new secret',
    description: 'The one before is refused at once, or after `overlapSeconds`.',
    ...resource,
    request: {
      params: KeyName,
      body: takes(z.strictObject({ overlapSeconds: z.int().min(0).optional() })),
    },
    responses: {
      200: answers(
        'The key, and its text, which is shown this once',
        z.object({ key: ApiKeyAnswer, text: z.string() }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  revoke: createRoute({
    method: 'delete',
    path: '/api-keys/{keyId}',
    summary: 'Refuse an API key from now on',
    ...resource,
    request: { params: KeyName },
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
  router.openapi(keyRoutes.update, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').keyId
    const change = withoutUndefined(context.req.valid('json'))
    const { revision, ...key } = await context.get('management').apiKeys.update({ tenant, id, ...change })
    noteRevision(context, revision)
    return context.json(toAnswer(key), 200)
  })
  router.openapi(keyRoutes.rotate, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').keyId
    const given = withoutUndefined(context.req.valid('json'))
    const { text, revision, ...key } = await context.get('management').apiKeys.rotate({ tenant, id, ...given })
    noteRevision(context, revision)
    return context.json({ key: toAnswer(key), text }, 200)
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
