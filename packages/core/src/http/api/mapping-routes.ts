import { createRoute, z } from '@hono/zod-openapi'
import { isJsonObject } from '../../model/json.ts'
import { tagsToJson } from '../../model/tags.ts'
import type { Claims } from '../../sso/claim-values.ts'
import type { VersionedMapping } from '../../sso/mappings.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, TagKey, TagsAnswer, takes, VersionBody } from './api-schemas.ts'
import { noteRevision, principalOf, type OwnModule } from './own-module.ts'

/** How claims become roles and tags. */
export const MappingShape = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        attribute: z.string().min(1).max(255).openapi({
          description: 'A claim; dots lead into objects',
          example: 'groups',
        }),
        match: z.enum(['equals', 'contains']).openapi({
          description:
            '`equals`: the claim is this one value. `contains`: it is a list with this value. Letter case counts',
        }),
        value: z.string().min(1).max(1_000),
        role: Id.openapi({ description: 'Id of a role' }),
      }),
    )
    .max(500),
  tagRules: z.array(z.strictObject({ attribute: z.string().min(1).max(255), tag: TagKey })).max(50),
  defaultRole: Id.nullable().openapi({ description: 'For whom no rule matches' }),
  mode: z.enum(['authoritative', 'additive']).openapi({
    description:
      '`authoritative`: each login leaves, of what this connection granted, what the rules give now. `additive`: it takes nothing away',
  }),
})

const MappingAnswer = MappingShape.extend({ version: VersionBody }).openapi('Mapping')

const DryRunAnswer = z
  .object({
    rules: z.array(z.object({ index: z.int(), matched: z.boolean(), value: z.string().nullable(), role: z.string() })),
    roles: z.array(z.string()),
    tags: TagsAnswer,
    usedDefault: z.boolean(),
    unmatched: z
      .array(z.object({ attribute: z.string(), values: z.array(z.string()) }))
      .openapi({ description: 'Values of the claims looked at that no rule names' }),
    problems: z.array(z.string()).openapi({ description: 'What could not be used' }),
  })
  .openapi('MappingDryRun')

const ClaimsBody = z.custom<Claims>(isJsonObject, 'needs an object of claims').openapi({
  type: 'object',
  additionalProperties: true,
  example: { groups: ['doctors'] },
})

const params = z.object({ connectionId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:connection', id: '$path:connectionId' } }

/** How an identity provider's groups become roles. */
export const mappingRoutes = {
  read: createRoute({
    method: 'get',
    path: '/connections/{connectionId}/mapping',
    summary: 'How claims become roles and tags',
    ...resource,
    request: { params },
    responses: { 200: answers('The mapping', MappingAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  set: createRoute({
    method: 'put',
    path: '/connections/{connectionId}/mapping',
    summary: 'Say how claims become roles and tags, from the next login on',
    'x-step-up': 'tenant',
    ...resource,
    request: { params, body: takes(MappingShape.extend({ version: VersionBody.optional() })) },
    responses: {
      200: answers('The mapping', MappingAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  dryRun: createRoute({
    method: 'post',
    path: '/connections/{connectionId}/mapping/dry-run',
    summary: 'What claims would yield; nothing is changed',
    ...resource,
    request: {
      params,
      body: takes(
        z.strictObject({
          claims: ClaimsBody,
          mapping: MappingShape.optional().openapi({ description: 'Instead of the one that is kept' }),
        }),
      ),
    },
    responses: {
      200: answers('What came of it', DryRunAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 413, 415),
    },
  }),
}

export const serveMappings: OwnModule = (router) => {
  router.openapi(mappingRoutes.read, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').connectionId
    return context.json(toAnswer(await context.get('management').mappings.get({ tenant, id })), 200)
  })
  router.openapi(mappingRoutes.set, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').connectionId
    const { version: expectedVersion, ...mapping } = context.req.valid('json')
    const change = { tenant, id, ...mapping, ...withoutUndefined({ expectedVersion }) }
    const { revision, ...changed } = await context.get('management').mappings.set(change)
    noteRevision(context, revision)
    return context.json(toAnswer(changed), 200)
  })
  router.openapi(mappingRoutes.dryRun, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').connectionId
    const { claims, mapping } = context.req.valid('json')
    const input = { tenant, id, claims, ...withoutUndefined({ mapping }) }
    const { rules, roles, tags, usedDefault, unmatched, problems } = await context
      .get('management')
      .mappings.dryRun(input)
    const left = unmatched.map(({ attribute, values }) => ({ attribute, values: [...values] }))
    const answer = { rules: [...rules], roles: [...roles], tags: tagsToJson(tags), usedDefault, unmatched: left }
    return context.json({ ...answer, problems: [...problems] }, 200)
  })
}

function toAnswer({ rules, tagRules, ...mapping }: VersionedMapping): z.infer<typeof MappingAnswer> {
  return { ...mapping, rules: rules.map((rule) => ({ ...rule })), tagRules: tagRules.map((rule) => ({ ...rule })) }
}
