import { createRoute, z } from '@hono/zod-openapi'
import type { Decision } from '../../decision/decision.ts'
import type { AskWhoMay, WhoMay } from '../../identity/who-may.ts'
import type { Principal } from '../../model/principal.ts'
import type { ResourceRef } from '../../model/resource.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, pageOf, PRINCIPAL_PROBLEMS, problems, ResourceName, takes } from './api-schemas.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { Answer, toAnswer } from './decision-routes.ts'
import { getPrincipal, PrincipalName, type PrincipalSource } from './get-principal.ts'
import { principalOf, type OwnModule } from './own-module.ts'

const WhoMayAnswer = z
  .object({
    type: z.enum(['user', 'apiKey']),
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    answer: z.enum(['yes', 'depends']),
    dependsOn: z.array(z.string()).openapi({ description: 'Of `depends`: the request values that decide' }),
  })
  .openapi('WhoMay')

const about = { 'x-wardkit-resource': { type: '$body:resource.type', id: '$body:resource.id' } }

/** The question of permissions, asked from its two other ends. */
export const whoMayRoutes = {
  whoMay: createRoute({
    method: 'post',
    path: '/who-may',
    summary: 'Which users and API keys of the tenant may perform an operation on a resource',
    description: 'A page looks at `limit` principals: it may be empty and have a `next`.',
    ...about,
    request: {
      body: takes(
        z.strictObject({
          operation: z.string().min(1).max(2_000).openapi({ example: 'GET:/patient/{patientId}' }),
          resource: ResourceName.optional().openapi({ description: 'Absent where the operation has none' }),
          cursor: z.string().min(1).max(2_000).optional().openapi({ description: 'The `next` of the page before' }),
          limit: z.int().min(1).max(100).default(50),
        }),
      ),
    },
    responses: {
      200: answers('Who may, or may with some requests', pageOf(WhoMayAnswer)),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
  whatMay: createRoute({
    method: 'post',
    path: '/what-may',
    summary: 'Which operations you may perform on a resource',
    description: 'Without a resource, which of those that are about none. With a principal, what that one may.',
    ...about,
    request: {
      body: takes(z.strictObject({ resource: ResourceName.optional(), principal: PrincipalName.optional() })),
    },
    responses: {
      200: answers('An answer for each operation', z.object({ answers: z.array(Answer), revision: z.int() })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
}

export interface ServeWhoMay {
  readonly store: PrincipalSource
  readonly whoMay: AskWhoMay
  permissions(principal: Principal, resource?: ResourceRef): Promise<Decision[]>
}

export function serveWhoMay({ store, whoMay, permissions }: ServeWhoMay): OwnModule {
  /** With what people call them; nobody where they were removed meanwhile. */
  async function describe(tenant: string, { type, id, answer, dependsOn }: WhoMay) {
    const found = { type, id, answer, dependsOn: [...dependsOn] }
    if (type === 'apiKey') {
      const key = await store.findApiKey(id)
      return key?.tenant === tenant ? [{ ...found, name: key.name, email: null }] : []
    }
    const user = await store.tenant(tenant).findUser(id)
    const person = user && (await store.findPerson(user.person))
    return user === undefined || person === undefined ? [] : [{ ...found, name: user.name, email: person.email }]
  }

  return (router) => {
    router.openapi(whoMayRoutes.whoMay, async (context) => {
      const { operation, resource, cursor, limit } = context.req.valid('json')
      const { tenant } = principalOf(context)
      const { principals, next } = await whoMay(
        { tenant, operation, ...withoutUndefined({ resource }) },
        { limit, ...(cursor === undefined ? {} : { after: readCursor(cursor, isPosition) }) },
      )
      const described = await Promise.all(principals.map((each) => describe(tenant, each)))
      return context.json({ items: described.flat(), next: next === undefined ? null : writeCursor(next) }, 200)
    })
    router.openapi(whoMayRoutes.whatMay, async (context) => {
      const { resource, principal: named } = context.req.valid('json')
      const caller = principalOf(context)
      const principal = named === undefined ? caller : await getPrincipal(store, { ...named, tenant: caller.tenant })
      const decisions = await permissions(principal, resource)
      return context.json({ answers: decisions.map(toAnswer), revision: decisions[0]?.revision ?? 0 }, 200)
    })
  }
}

function isPosition(value: unknown): value is string {
  return typeof value === 'string' && /^(?:user|apiKey):/.test(value)
}
