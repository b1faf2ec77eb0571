import { createRoute, z } from '@hono/zod-openapi'
import type { Principal } from '../../model/principal.ts'
import type { RequestValues } from '../../model/request-values.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, DiagnosticAnswer, Id, PolicyBody, PRINCIPAL_PROBLEMS, problems, takes } from './api-schemas.ts'
import type { AssertMay } from './assert-may.ts'
import { principalOf, type OwnModule } from './own-module.ts'

const Answered = z.object({ operation: z.string(), answer: z.enum(['yes', 'no', 'depends']) })

function changeOf<Named extends z.ZodType>(named: Named) {
  return {
    gained: z.array(named).openapi({ description: 'Reached by nothing, or less so, before' }),
    lost: z.array(named).openapi({ description: 'Reached by nothing, or less so, after' }),
    conditional: z.array(named).openapi({ description: 'Reached before and after, under other conditions' }),
  }
}

const { gained: gains, lost: loses, conditional } = changeOf(Answered)

const RolePreviewAnswer = z
  .object({
    diagnostics: z.array(DiagnosticAnswer).openapi({ description: 'Where there is an error, nothing else is known' }),
    operations: z.object(changeOf(z.string())).openapi({ description: 'What the role by itself reaches' }),
    holders: z.object({
      total: z.int().openapi({ description: 'Users and API keys that hold the role' }),
      changed: z.int().openapi({ description: 'How many of those looked at may do something else than before' }),
      more: z.boolean().openapi({ description: 'Whether there are holders that were not looked at' }),
      items: z
        .array(
          z.object({
            type: z.enum(['user', 'apiKey']),
            id: z.string(),
            name: z.string(),
            ...{ gains, loses, conditional },
          }),
        )
        .openapi({ description: 'What each may do otherwise in the end, other roles and the guardrail considered' }),
    }),
  })
  .openapi('RolePreview')

/** What a change of a role would do. */
export const rolePreviewRoutes = {
  preview: createRoute({
    method: 'post',
    path: '/roles/preview',
    summary: 'What a change of a role would do: who gains or loses what',
    description: 'Nothing is saved. For whoever may change the role so: by `PATCH`, `POST` or `DELETE`.',
    request: {
      body: takes(
        z
          .strictObject({
            roleId: Id.optional().openapi({ description: 'Absent: a new role' }),
            policy: PolicyBody.nullable().openapi({ description: 'Null: the role is to be deleted' }),
          })
          .refine(
            ({ roleId, policy }) => roleId !== undefined || policy !== null,
            'needs a role, or a policy for a new one',
          ),
      ),
    },
    responses: {
      200: answers('What would be otherwise', RolePreviewAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
}

export function serveRolePreview(assertMay: AssertMay): OwnModule {
  /** The preview names holders: it is for who may make the very change. */
  function assertMayChange(principal: Principal, id: string | undefined, policy: string | null): Promise<void> {
    const path = id === undefined ? [] : [id]
    const query = new Map<string, readonly string[]>()
    const body = (value: Record<string, string | number>): RequestValues => ({
      ...{ path, query },
      body: { status: 'json', value },
    })
    if (policy === null)
      return assertMay(principal, 'DELETE:/wardkit/roles/{roleId}', { path, query, body: { status: 'absent' } })
    if (id === undefined) return assertMay(principal, 'POST:/wardkit/roles', body({ name: 'New', policy }))
    return assertMay(principal, 'PATCH:/wardkit/roles/{roleId}', body({ policy, version: 1 }))
  }

  return (router) => {
    router.openapi(rolePreviewRoutes.preview, async (context) => {
      const { roleId: id, policy } = context.req.valid('json')
      const principal = principalOf(context)
      await assertMayChange(principal, id, policy)
      const { roles } = context.get('management')
      const { tenant } = principal
      const { diagnostics, operations, holders } = await roles.preview({ tenant, policy, ...withoutUndefined({ id }) })
      const items = holders.items.map(({ gained, lost, conditional, ...holder }) => ({
        ...holder,
        gains: [...gained],
        loses: [...lost],
        conditional: [...conditional],
      }))
      const { gained, lost, conditional } = operations
      return context.json(
        {
          diagnostics: [...diagnostics],
          operations: { gained: [...gained], lost: [...lost], conditional: [...conditional] },
          holders: { ...holders, items },
        },
        200,
      )
    })
  }
}
