import { createRoute, z } from '@hono/zod-openapi'
import type { AssumeRole } from '../../identity/assume-role.ts'
import type { RoleTrustInfo } from '../../identity/role-trusts.ts'
import { WardkitError } from '../../errors/index.ts'
import { tagsToJson } from '../../model/tags.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import type { Engine } from '../engine.ts'
import {
  answers,
  Id,
  PRINCIPAL_PROBLEMS,
  problems,
  TagsAnswer,
  TagKey,
  TagsBody,
  takes,
  TenantAnswer,
  VersionBody,
} from './api-schemas.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'
import { actorContextOf, fieldsOf } from './same-site.ts'

const RoleName = z.object({ roleId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:role', id: '$path:roleId' } }

const Duration = z.int().min(1).max(1_000_000).openapi({ description: 'At most 900, and at most what the role allows' })

const TrustAnswer = z
  .object({
    trust: z.array(
      z.object({
        id: z.string(),
        tenant: z.string(),
        principal: z.string().nullable().openapi({ description: 'Null: any of the tenant' }),
        tags: TagsAnswer.openapi({ description: 'Of every key, one of the values must be held' }),
        externalId: z.boolean().openapi({ description: 'Whether one must be named; it is kept as a hash' }),
      }),
    ),
    sessionTags: z.array(z.string()),
    maxDurationSeconds: z.int(),
    version: z.int().openapi({ description: '0: nothing was ever said, and nobody may assume the role' }),
  })
  .openapi('RoleTrust')

const TrustBody = z
  .strictObject({
    trust: z
      .array(
        z.strictObject({
          id: Id.optional().openapi({ description: 'Of an entry that is there: it keeps its external id' }),
          tenant: Id.optional().openapi({ description: 'Your own when absent' }),
          principal: Id.optional().openapi({ description: 'The id of a user, an API key or an assumed role' }),
          tags: TagsBody.optional(),
          externalId: z.string().min(8).max(255).nullable().optional(),
        }),
      )
      .max(50),
    sessionTags: z.array(TagKey).max(50).optional().openapi({
      description: 'Keys of tags that may be added, with any values',
    }),
    maxDurationSeconds: z.int().min(60).max(900).optional(),
    version: VersionBody,
  })
  .openapi('RoleTrustInput')

const AssumableAnswer = z
  .object({
    tenant: TenantAnswer,
    role: z.object({ id: z.string(), name: z.string(), description: z.string() }),
    externalIdNeeded: z.boolean(),
    sessionTags: z.array(z.string()),
    maxDurationSeconds: z.int(),
  })
  .openapi('AssumableRole')

/** Who may assume the roles of the tenant, and roles of this and other tenants that the caller may assume. */
export const trustRoutes = {
  read: createRoute({
    method: 'get',
    path: '/roles/{roleId}/trust',
    summary: 'Who may assume a role',
    ...resource,
    request: { params: RoleName },
    responses: { 200: answers('Who may', TrustAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  set: createRoute({
    method: 'put',
    path: '/roles/{roleId}/trust',
    'x-step-up': 'tenant',
    summary: 'Say who may assume a role, in this and other tenants',
    description: 'Whoever has assumed it must assume it anew. There are no wildcards: every entry names somebody.',
    ...resource,
    request: { params: RoleName, body: takes(TrustBody) },
    responses: { 200: answers('Who may', TrustAnswer), ...PRINCIPAL_PROBLEMS, ...problems(400, 404, 409, 413, 415) },
  }),
  list: createRoute({
    method: 'get',
    path: '/assumable-roles',
    summary: 'The roles that you may assume',
    responses: { 200: answers('At most 1,000', z.object({ items: z.array(AssumableAnswer) })), ...PRINCIPAL_PROBLEMS },
  }),
  assume: createRoute({
    method: 'post',
    path: '/assume-role',
    summary: 'Get a token of a role that trusts you, in place of what you hold yourself',
    description: 'The same as a token exchange at `/wardkit/token`. The token ends with the credentials you ask with.',
    request: {
      body: takes(
        z.strictObject({
          role: Id,
          tenant: Id.optional().openapi({ description: "The id of the role's tenant; your own when absent" }),
          externalId: z.string().min(1).max(255).optional(),
          durationSeconds: Duration.optional(),
          tags: TagsBody.optional(),
          sessionName: z.string().min(1).max(200).optional(),
        }),
      ),
    },
    responses: {
      200: answers(
        'A token',
        z
          .object({
            accessToken: z.string(),
            tokenType: z.literal('Bearer'),
            expiresIn: z.int().openapi({ description: 'Seconds' }),
            expiresAt: z.int(),
          })
          .openapi('AssumedRole'),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415),
    },
  }),
}

export interface TrustDependencies {
  readonly assumeRole: AssumeRole
  readonly authenticate: Engine['authenticate']
}

export function serveTrust({ assumeRole, authenticate }: TrustDependencies): OwnModule {
  return (router) => {
    router.openapi(trustRoutes.read, async (context) => {
      const name = { tenant: principalOf(context).tenant, role: context.req.valid('param').roleId }
      const { roles, roleTrusts } = context.get('management')
      if ((await roles.find({ tenant: name.tenant, id: name.role })) === undefined)
        throw new WardkitError('ERR_NOT_FOUND', `there is no role \`${name.role}\``)
      return context.json(toAnswer(await roleTrusts.find(name)), 200)
    })
    router.openapi(trustRoutes.set, async (context) => {
      const { version, trust, ...limits } = context.req.valid('json')
      const name = { tenant: principalOf(context).tenant, role: context.req.valid('param').roleId }
      const { revision, ...set } = await context.get('management').roleTrusts.set({
        ...name,
        trust: trust.map(withoutUndefined),
        ...withoutUndefined(limits),
        expectedVersion: version,
      })
      noteRevision(context, revision)
      return context.json(toAnswer(set), 200)
    })
    router.openapi(trustRoutes.list, async (context) => {
      const items = await assumeRole.list(principalOf(context))
      return context.json({ items: items.map((item) => ({ ...item, sessionTags: [...item.sessionTags] })) }, 200)
    })
    router.openapi(trustRoutes.assume, async (context) => {
      const { role, ...given } = context.req.valid('json')
      const input = { role, ...withoutUndefined(given) }
      const identify = (atLeast: number) => authenticateAgain(context, atLeast)
      const assumed = await assumeRole.assume(identify, input, actorContextOf(context))
      const { accessToken, expiresInSeconds, expiresAt } = assumed
      return context.json({ accessToken, tokenType: 'Bearer' as const, expiresIn: expiresInSeconds, expiresAt }, 200)
    })
  }

  /** What the caller's credentials stand on: who they are is known. */
  function authenticateAgain(context: OwnContext, atLeast: number) {
    const fields = fieldsOf(context)
    return authenticate(fields('authorization'), atLeast, { method: context.req.method, fields })
  }
}

const NOBODY = { entries: [], sessionTags: [], maxDurationSeconds: 900, version: 0 } as const

function toAnswer(trust: RoleTrustInfo | undefined): z.infer<typeof TrustAnswer> {
  const { entries, sessionTags, maxDurationSeconds, version } = trust ?? NOBODY
  return {
    trust: entries.map(({ tags, ...entry }) => ({ ...entry, tags: tagsToJson(tags) })),
    sessionTags: [...sessionTags],
    maxDurationSeconds,
    version,
  }
}
