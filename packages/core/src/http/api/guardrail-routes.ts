import { createRoute, z } from '@hono/zod-openapi'
import { answers, PolicyBody, PRINCIPAL_PROBLEMS, problems, takes, VersionBody, WarningsAnswer } from './api-schemas.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'

const GuardrailAnswer = z
  .object({
    policy: z.string().nullable().openapi({ description: 'Null where there is none' }),
    version: z.int(),
    updatedAt: z.int().nullable(),
  })
  .openapi('Guardrail')

/** The tenant's one policy of denies. */
export const guardrailRoutes = {
  read: createRoute({
    method: 'get',
    path: '/guardrail',
    summary: 'The policy of denies that applies to everybody of the tenant',
    responses: { 200: answers('The guardrail', GuardrailAnswer), ...PRINCIPAL_PROBLEMS },
  }),
  set: createRoute({
    method: 'put',
    path: '/guardrail',
    summary: 'Set the guardrail, or take it away',
    description: 'Only who holds the role `admin` may.',
    request: { body: takes(z.strictObject({ policy: PolicyBody.nullable(), version: VersionBody })) },
    responses: {
      200: answers('The guardrail', GuardrailAnswer.extend({ warnings: WarningsAnswer })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 409, 413, 415),
    },
  }),
}

export const serveGuardrail: OwnModule = (router) => {
  router.openapi(guardrailRoutes.read, async (context) => context.json(await readGuardrail(context), 200))
  router.openapi(guardrailRoutes.set, async (context) => {
    const { policy, version } = context.req.valid('json')
    const { tenant } = principalOf(context)
    const { guardrails } = context.get('management')
    const { revision, warnings } = await guardrails.set({ tenant, policy, expectedVersion: version })
    noteRevision(context, revision)
    return context.json({ ...(await readGuardrail(context)), warnings: [...warnings] }, 200)
  })
}

async function readGuardrail(context: OwnContext): Promise<z.infer<typeof GuardrailAnswer>> {
  const guardrail = await context.get('management').guardrails.find(principalOf(context).tenant)
  return guardrail === undefined ? { policy: null, version: 0, updatedAt: null } : { ...guardrail }
}
