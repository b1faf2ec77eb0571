import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import { canonicalEmail } from '../../identity/canonical-email.ts'
import type { Store } from '../../identity/identity-store.ts'
import type { Invitation, Inviter } from '../../identity/invitation-store.ts'
import type { InvitationInput } from '../../identity/invitations.ts'
import { tagsToJson } from '../../model/tags.ts'
import type { Clock } from '../../util/clock.ts'
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
import { ItemProblem, itemProblemOf } from './bulk.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'

const InvitationAnswer = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    roles: z.array(z.string()),
    tags: TagsAnswer,
    status: z.enum(['pending', 'expired']),
    invitedBy: z
      .object({ type: z.enum(['user', 'apiKey', 'operator']), id: z.string(), name: z.string().nullable() })
      .nullable()
      .openapi({ description: 'Who answers for it; null of the application' }),
    createdAt: z.int(),
    sentAt: z.int(),
    expiresAt: z.int(),
  })
  .openapi('Invitation')

const InvitationBody = z
  .strictObject({
    email: z.string().min(1).max(320),
    name: z.string().min(1).max(200).optional(),
    roles: RolesBody.optional(),
    tags: TagsBody.optional(),
  })
  .openapi('InvitationInput')

const InvitationName = z.object({ invitationId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:invitation', id: '$path:invitationId' } }

const Filter = PageQuery.extend({
  search: z.string().min(1).max(200).optional().openapi({ description: 'Part of the e-mail or of the name' }),
  status: z.enum(['pending', 'expired']).optional(),
})

/** Inviting people to the tenant. */
export const invitationRoutes = {
  list: createRoute({
    method: 'get',
    path: '/invitations',
    summary: 'Who was invited and has not accepted yet',
    request: { query: Filter },
    responses: { 200: answers('By e-mail', pageOf(InvitationAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  create: createRoute({
    method: 'post',
    path: '/invitations',
    summary: 'Invite somebody by e-mail',
    description: 'Nobody gives more than they hold, unless they hold `admin`; that is asked again when it is accepted.',
    request: { body: takes(InvitationBody) },
    responses: {
      201: answers('The invitation; its link is in the mail and nowhere else', InvitationAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415, 429),
    },
  }),
  createMany: createRoute({
    method: 'post',
    path: '/invitations/bulk',
    summary: 'Invite up to 100 people, each on their own: one that is refused holds up no other',
    request: { body: takes(z.strictObject({ invitations: z.array(InvitationBody).min(1).max(100) })) },
    responses: {
      200: answers(
        'In the order asked for',
        z.object({
          results: z.array(
            z.object({ email: z.string(), invitation: InvitationAnswer.optional(), problem: ItemProblem.optional() }),
          ),
        }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415, 429),
    },
  }),
  resend: createRoute({
    method: 'post',
    path: '/invitations/{invitationId}/resend',
    summary: 'Mail a new link; the old one is good no more',
    ...resource,
    request: { params: InvitationName },
    responses: {
      200: answers('The invitation', InvitationAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(404, 409, 429),
    },
  }),
  revoke: createRoute({
    method: 'delete',
    path: '/invitations/{invitationId}',
    summary: 'Take an invitation back',
    ...resource,
    request: { params: InvitationName },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
}

export interface InvitationDependencies {
  readonly store: Pick<Store, 'tenant' | 'findApiKey' | 'findOperatorKey'>
  readonly limits: Pick<AttemptLimits, 'admitInvitation'>
  readonly clock: Clock
}

export function serveInvitations({ store, limits, clock }: InvitationDependencies): OwnModule {
  /** @throws WardkitError `ERR_RATE_LIMITED` */
  async function invite(context: OwnContext, body: z.infer<typeof InvitationBody>) {
    const { tenant } = principalOf(context)
    const input: InvitationInput = { tenant, email: body.email, ...withoutUndefined({ ...body, email: undefined }) }
    await limits.admitInvitation(tenant, canonicalEmail(body.email) ?? 'none')
    return context.get('management').invitations.create(input)
  }

  async function describe(invitation: Invitation): Promise<z.infer<typeof InvitationAnswer>> {
    const { id, email, name, roles, tags, invitedBy, createdAt, sentAt, expiresAt } = invitation
    const status = expiresAt <= clock() ? 'expired' : 'pending'
    const by = await describeInviter(invitation.tenant, invitedBy)
    const gives = { roles: [...roles], tags: tagsToJson(tags) }
    return { id, email, name, ...gives, status, invitedBy: by, createdAt, sentAt, expiresAt }
  }

  async function describeInviter(tenant: string, { type, id }: Inviter) {
    if (id === null || type === 'application') return null
    const found = {
      user: async () => store.tenant(tenant).findUser(id),
      apiKey: async () => store.findApiKey(id),
      operator: async () => store.findOperatorKey(id),
    }
    return { type, id, name: (await found[type]())?.name ?? null }
  }

  return (router) => {
    router.openapi(invitationRoutes.list, async (context) => {
      const { tenant } = principalOf(context)
      const { search: text, status, cursor, limit } = context.req.valid('query')
      const found = await context.get('management').invitations.search({
        tenant,
        ...(text === undefined ? {} : { text }),
        ...(status === undefined ? {} : { expired: { at: clock(), is: status === 'expired' } }),
        ...(cursor === undefined ? {} : { after: readCursor(cursor, (value) => typeof value === 'string') }),
        limit: limit + 1,
      })
      const items = found.slice(0, limit)
      const last = items.at(-1)
      const next = found.length > limit && last !== undefined ? writeCursor(last.email) : null
      return context.json({ items: await Promise.all(items.map(describe)), next }, 200)
    })

    router.openapi(invitationRoutes.create, async (context) => {
      await assertMayMakeAdmin(context, context.req.valid('json').roles)
      const { revision, ...invitation } = await invite(context, context.req.valid('json'))
      noteRevision(context, revision)
      return context.json(await describe(invitation), 201)
    })

    router.openapi(invitationRoutes.createMany, async (context) => {
      const { invitations } = context.req.valid('json')
      await assertMayMakeAdmin(
        context,
        invitations.flatMap(({ roles = [] }) => roles),
      )
      const results = []
      for (const body of invitations) {
        try {
          const { revision, ...invitation } = await invite(context, body)
          noteRevision(context, revision)
          results.push({ email: body.email, invitation: await describe(invitation) })
        } catch (error) {
          results.push({ email: body.email, problem: itemProblemOf(error) })
        }
      }
      return context.json({ results }, 200)
    })

    router.openapi(invitationRoutes.resend, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').invitationId }
      const { invitations } = context.get('management')
      const known = await invitations.find(name)
      if (known === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no invitation \`${name.id}\``)
      await limits.admitInvitation(name.tenant, known.email)
      const { revision, ...invitation } = await invitations.resend(name)
      noteRevision(context, revision)
      return context.json(await describe(invitation), 200)
    })

    router.openapi(invitationRoutes.revoke, async (context) => {
      const name = { tenant: principalOf(context).tenant, id: context.req.valid('param').invitationId }
      const { revision } = await context.get('management').invitations.revoke(name)
      noteRevision(context, revision)
      return context.body(null, 204)
    })
  }
}
