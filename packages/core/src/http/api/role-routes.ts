import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Role } from '../../identity/identity-store.ts'
import { positionOf, type HolderPosition, type RoleHolder } from '../../identity/role-holders.ts'
import { tagsToJson } from '../../model/tags.ts'
import type { SharedRole } from '../../tenancy/globals.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import {
  answers,
  Id,
  PageQuery,
  pageOf,
  PolicyBody,
  PRINCIPAL_PROBLEMS,
  problems,
  REVISED,
  TagsAnswer,
  TagsBody,
  takes,
  VersionBody,
  WarningsAnswer,
} from './api-schemas.ts'
import { pageById, readCursor, writeCursor } from './cursor.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'

const RoleName = z.object({ roleId: Id })

const RoleAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    policy: z.string(),
    tags: TagsAnswer.openapi({ description: 'Of whoever assumes the role' }),
    version: z.int(),
    createdAt: z.int(),
    updatedAt: z.int(),
  })
  .openapi('Role')

const SharedRoleAnswer = z
  .object({ id: z.string(), name: z.string(), description: z.string(), policy: z.string() })
  .openapi('SharedRole', { description: 'A role that every tenant may assign and none may change' })

const HolderAnswer = z
  .object({ type: z.enum(['user', 'apiKey']), id: z.string(), name: z.string(), email: z.string().optional() })
  .openapi('RoleHolder')

const resource = { 'x-wardkit-resource': { type: 'wardkit:role', id: '$path:roleId' } }

/** The roles that the tenant writes. */
export const roleRoutes = {
  list: createRoute({
    method: 'get',
    path: '/roles',
    summary: 'The roles of the tenant, and those that every tenant may assign',
    request: { query: PageQuery },
    responses: {
      200: answers('By id', pageOf(RoleAnswer).extend({ shared: z.array(SharedRoleAnswer) })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400),
    },
  }),
  create: createRoute({
    method: 'post',
    path: '/roles',
    summary: 'Write a role',
    request: {
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200),
          description: z.string().max(4_000).optional(),
          policy: PolicyBody,
          tags: TagsBody.optional(),
        }),
      ),
    },
    responses: {
      201: answers('The role', z.object({ role: RoleAnswer, warnings: WarningsAnswer })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 409, 413, 415),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/roles/{roleId}',
    summary: 'One role',
    ...resource,
    request: { params: RoleName },
    responses: { 200: answers('The role', RoleAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  holders: createRoute({
    method: 'get',
    path: '/roles/{roleId}/holders',
    summary: 'Who holds a role: users by name, then API keys',
    ...resource,
    request: { params: RoleName, query: PageQuery },
    responses: {
      200: answers('The holders', pageOf(HolderAnswer)),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404),
    },
  }),
  update: createRoute({
    method: 'patch',
    path: '/roles/{roleId}',
    summary: 'Change a role for all who hold it',
    ...resource,
    request: {
      params: RoleName,
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200).optional(),
          description: z.string().max(4_000).optional(),
          policy: PolicyBody.optional(),
          tags: TagsBody.optional(),
          version: VersionBody,
        }),
      ),
    },
    responses: {
      200: answers('The role', z.object({ role: RoleAnswer, warnings: WarningsAnswer })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  delete: createRoute({
    method: 'delete',
    path: '/roles/{roleId}',
    summary: 'Delete a role and take it from its holders',
    ...resource,
    request: { params: RoleName },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
}

export function serveRoles(findShared: () => Promise<readonly SharedRole[]>): OwnModule {
  return (router) => {
    router.openapi(roleRoutes.list, async (context) => {
      const { tenant } = principalOf(context)
      const { roles } = context.get('management')
      const { items, next } = await pageById(context.req.valid('query'), (page) => roles.list(tenant, page))
      return context.json({ items: items.map(toAnswer), next, shared: [...(await findShared())] }, 200)
    })
    router.openapi(roleRoutes.create, async (context) => {
      const { tenant } = principalOf(context)
      const { name, policy, ...given } = context.req.valid('json')
      const { revision, warnings, ...role } = await context
        .get('management')
        .roles.create({ tenant, name, policy, ...withoutUndefined(given) })
      noteRevision(context, revision)
      return context.json({ role: toAnswer(role), warnings: [...warnings] }, 201)
    })
    router.openapi(roleRoutes.read, async (context) => {
      const { tenant } = principalOf(context)
      return context.json(toAnswer(await getRole(context, { tenant, id: context.req.valid('param').roleId })), 200)
    })
    router.openapi(roleRoutes.holders, async (context) => {
      const { tenant } = principalOf(context)
      const { cursor, limit } = context.req.valid('query')
      const { roles } = context.get('management')
      const after = cursor === undefined ? undefined : readCursor(cursor, isHolderPosition)
      const found = await roles.listHolders({ tenant, id: context.req.valid('param').roleId }, after, limit + 1)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const next = found.length > limit && last !== undefined ? writeCursor(positionOf(last)) : null
      return context.json({ items: items.map(toHolder), next }, 200)
    })
    router.openapi(roleRoutes.update, async (context) => {
      const { version, ...change } = context.req.valid('json')
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').roleId }
      const { revision, warnings } = await context
        .get('management')
        .roles.update({ ...name, ...withoutUndefined(change), expectedVersion: version })
      noteRevision(context, revision)
      return context.json({ role: toAnswer(await getRole(context, name)), warnings: [...warnings] }, 200)
    })
    router.openapi(roleRoutes.delete, async (context) => {
      const { tenant } = principalOf(context)
      const id = context.req.valid('param').roleId
      const { revision } = await context.get('management').roles.delete({ tenant, id })
      noteRevision(context, revision)
      return context.body(null, 204)
    })
  }
}

function toHolder(holder: RoleHolder): z.infer<typeof HolderAnswer> {
  if (holder.type === 'apiKey') return { type: 'apiKey', id: holder.key.id, name: holder.key.name }
  const { user, email } = holder.found
  return { type: 'user', id: user.id, name: user.name, email }
}

function isHolderPosition(value: unknown): value is HolderPosition {
  if (!Array.isArray(value) || !value.every((part) => typeof part === 'string')) return false
  return (value[0] === 'user' && value.length === 3) || (value[0] === 'apiKey' && value.length === 2)
}

function toAnswer({ tags, ...role }: Role): z.infer<typeof RoleAnswer> {
  return { ...role, tags: tagsToJson(tags) }
}

/** @throws WardkitError `ERR_NOT_FOUND` */
async function getRole(context: OwnContext, name: { readonly tenant: string; readonly id: string }): Promise<Role> {
  const role = await context.get('management').roles.find(name)
  if (role === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no role \`${name.id}\``)
  return role
}
