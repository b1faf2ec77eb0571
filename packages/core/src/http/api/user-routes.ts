import { createRoute, z } from '@hono/zod-openapi'
import { TAG_FORMAT } from '../../model/fold.ts'
import { WardkitError } from '../../errors/index.ts'
import type { FoundUser, UserPosition } from '../../identity/identity-store.ts'
import { CONNECTION_SOURCE, type RoleGrant } from '../../identity/role-grant-store.ts'
import { isIdentifier } from '../../model/identifier.ts'
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
import { assertMayMakeAdmin } from './assert-stepped-up.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'

const UserAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['active', 'disabled']),
    roles: z.array(z.string()),
    tags: TagsAnswer,
    createdAt: z.int(),
  })
  .openapi('User')

const RoleSource = z
  .object({ role: z.string(), source: z.enum(['manual', 'connection']), connection: z.string().nullable() })
  .openapi('RoleSource', { description: 'What gave the user a role: people, or a login through a connection' })

const ListedUser = UserAnswer.extend({
  email: z.string(),
  emailVerified: z.boolean(),
  lastLoginAt: z.int().nullable(),
  secondFactor: z.boolean().openapi({ description: 'Whether they have one: a passkey or an authenticator app' }),
  roleSources: z.array(RoleSource),
}).openapi('ListedUser')

const UserName = z.object({ userId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:user', id: '$path:userId' } }

const Filter = PageQuery.extend({
  search: z.string().min(1).max(200).optional().openapi({ description: 'Part of the name or of the e-mail' }),
  ids: z
    .string()
    .max(30_000)
    .transform((text) => text.split(','))
    .pipe(z.array(Id).max(100))
    .optional()
    .openapi({ type: 'string', description: 'These users and no others, 100 at most: their ids with `,` between' }),
  role: Id.optional(),
  status: z.enum(['active', 'disabled']).optional(),
  tag: z.string().min(1).max(400).optional().openapi({
    description: 'A key, or a key and a value with `=` between',
    example: 'function=doctors',
    format: TAG_FORMAT,
  }),
  sort: z
    .enum(['name', '-name', 'email', '-email', 'createdAt', '-createdAt'])
    .default('name')
    .openapi({ description: '`-` for descending' }),
})

const done = { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404, 409) }

/** The people of the tenant. */
export const userRoutes = {
  list: createRoute({
    method: 'get',
    path: '/users',
    summary: 'The users of the tenant',
    request: { query: Filter },
    responses: { 200: answers('In the order asked for', pageOf(ListedUser)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  read: createRoute({
    method: 'get',
    path: '/users/{userId}',
    summary: 'One user',
    ...resource,
    request: { params: UserName },
    responses: { 200: answers('The user', ListedUser), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  update: createRoute({
    method: 'patch',
    path: '/users/{userId}',
    summary: 'Change a user’s name, roles or tags, each as a whole',
    description: 'Their tokens become stale. Without the role `admin`, nobody changes their own roles and tags.',
    ...resource,
    request: {
      params: UserName,
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200).optional(),
          roles: RolesBody.optional(),
          tags: TagsBody.optional(),
        }),
      ),
    },
    responses: {
      200: answers('The user', ListedUser),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/users/{userId}',
    summary: 'Remove a user from the tenant',
    ...resource,
    request: { params: UserName },
    responses: done,
  }),
  disable: createRoute({
    method: 'post',
    path: '/users/{userId}/disable',
    summary: 'Refuse every request and login of a user from now on',
    ...resource,
    request: { params: UserName },
    responses: done,
  }),
  enable: createRoute({
    method: 'post',
    path: '/users/{userId}/enable',
    summary: 'Let a disabled user in again',
    ...resource,
    request: { params: UserName },
    responses: done,
  }),
}

export const serveUsers: OwnModule = (router) => {
  router.openapi(userRoutes.list, async (context) => {
    const { cursor, limit, search: text, ids, role, status, tag, sort } = context.req.valid('query')
    const found = await context.get('management').users.search({
      tenant: principalOf(context).tenant,
      ...withoutUndefined({ text, ids, role, status, tag: tag === undefined ? undefined : toTag(tag) }),
      sort: sort.replace('-', '') as 'name' | 'email' | 'createdAt',
      descending: sort.startsWith('-'),
      ...(cursor === undefined ? {} : { after: readCursor(cursor, isPosition) }),
      limit: limit + 1,
    })
    const items = found.slice(0, limit)
    const last = items.at(-1)
    const next = found.length > limit && last !== undefined ? writeCursor(last.position) : null
    return context.json({ items: items.map(toListed), next }, 200)
  })
  router.openapi(userRoutes.read, async (context) => {
    return context.json(await getUser(context, nameOf(context, context.req.valid('param').userId)), 200)
  })
  router.openapi(userRoutes.update, async (context) => {
    const name = nameOf(context, context.req.valid('param').userId)
    const change = withoutUndefined(context.req.valid('json'))
    await assertMayMakeAdmin(context, change.roles)
    const { revision } = await context.get('management').users.update({ ...name, ...change })
    noteRevision(context, revision)
    return context.json(await getUser(context, name), 200)
  })
  for (const action of ['remove', 'disable', 'enable'] as const) {
    router.openapi(userRoutes[action], async (context) => {
      const { users } = context.get('management')
      const { revision } = await users[action](nameOf(context, context.req.valid('param').userId))
      noteRevision(context, revision)
      return context.body(null, 204)
    })
  }
}

interface Named {
  readonly tenant: string
  readonly id: string
}

/** INVARIANT: whose users are meant is the caller's tenant, whatever is asked. */
function nameOf(context: Pick<OwnContext, 'get'>, id: string): Named {
  return { tenant: principalOf(context).tenant, id }
}

/** @throws WardkitError `ERR_NOT_FOUND` */
async function getUser(context: Pick<OwnContext, 'get'>, { tenant, id }: Named): Promise<z.infer<typeof ListedUser>> {
  // A name that is no identifier names nobody.
  const [found] = isIdentifier(id)
    ? await context.get('management').users.search({ tenant, ids: [id], sort: 'name', limit: 1 })
    : []
  if (found === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no user \`${id}\``)
  return toListed(found)
}

function toListed({
  user,
  email,
  emailVerifiedAt,
  lastLoginAt,
  secondFactor,
  grants,
}: FoundUser): z.infer<typeof ListedUser> {
  const { id, name, status, roles, tags, createdAt } = user
  const emailVerified = emailVerifiedAt !== null
  const roleSources = grants.map(toRoleSource)
  const who = { id, name, status, roles: [...roles], tags: tagsToJson(tags), createdAt }
  return { ...who, email, emailVerified, lastLoginAt, secondFactor, roleSources }
}

function toRoleSource({ role, source }: RoleGrant): z.infer<typeof RoleSource> {
  const connection = source.startsWith(CONNECTION_SOURCE) ? source.slice(CONNECTION_SOURCE.length) : null
  return { role, source: connection === null ? 'manual' : 'connection', connection }
}

function toTag(text: string): { readonly key: string; readonly value?: string } {
  const equals = text.indexOf('=')
  return equals === -1 ? { key: text } : { key: text.slice(0, equals), value: text.slice(equals + 1) }
}

function isPosition(value: unknown): value is UserPosition {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    (typeof value[0] === 'string' || Number.isSafeInteger(value[0])) &&
    typeof value[1] === 'string'
  )
}
