import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, RolesBody, takes } from './api-schemas.ts'
import { assertMayMakeAdmin } from './assert-stepped-up.ts'
import { ItemProblem, itemProblemOf } from './bulk.ts'
import { noteRevision, principalOf, type OwnManagement, type OwnModule } from './own-module.ts'

const ACTIONS = ['disable', 'enable', 'remove', 'addRoles', 'removeRoles'] as const

/** The same for many users. */
export const userBulkRoutes = {
  change: createRoute({
    method: 'post',
    path: '/users/bulk',
    summary: 'Do the same to up to 100 users, each on their own: one that is refused holds up no other',
    request: {
      body: takes(
        z.strictObject({
          users: z.array(Id).min(1).max(100),
          action: z.enum(ACTIONS),
          roles: RolesBody.optional().openapi({ description: 'To be added or removed' }),
        }),
      ),
    },
    responses: {
      200: answers(
        'In the order asked for',
        z.object({ results: z.array(z.object({ user: z.string(), problem: ItemProblem.optional() })) }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415),
    },
  }),
}

export const serveUserBulk: OwnModule = (router) => {
  router.openapi(userBulkRoutes.change, async (context) => {
    const { users, action, roles } = context.req.valid('json')
    if ((roles !== undefined) !== (action === 'addRoles' || action === 'removeRoles'))
      throw new WardkitError('ERR_INVALID_INPUT', '`roles` go with `addRoles` and `removeRoles`, and with nothing else')
    if (action === 'addRoles') await assertMayMakeAdmin(context, roles)
    const { tenant } = principalOf(context)
    const results = []
    for (const id of users) {
      try {
        noteRevision(context, await change(context.get('management'), { tenant, id }, action, roles ?? []))
        results.push({ user: id })
      } catch (error) {
        results.push({ user: id, problem: itemProblemOf(error) })
      }
    }
    return context.json({ results }, 200)
  })
}

async function change(
  { users }: OwnManagement,
  name: { readonly tenant: string; readonly id: string },
  action: (typeof ACTIONS)[number],
  roles: readonly string[],
): Promise<number> {
  switch (action) {
    case 'addRoles':
    case 'removeRoles':
      return (await users.update({ ...name, [action]: roles })).revision
    default:
      return (await users[action](name)).revision
  }
}
