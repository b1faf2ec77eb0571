import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Accounts } from '../../identity/accounts.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { Person, Store } from '../../identity/identity-store.ts'
import type { SessionInfo, Sessions } from '../../identity/sessions.ts'
import type { SsoLogout } from '../../sso/sso-logout.ts'
import { answerProblem } from './answer-problem.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, takes, TenantAnswer } from './api-schemas.ts'
import {
  answerSession,
  forgetSession,
  LoggedInAnswer,
  toTenantAnswer,
  toUserAnswer,
  TokensAnswer,
} from './login-answer.ts'
import type { OwnModule } from './own-module.ts'
import type { FindLoggedIn } from './own-session.ts'
import { actorContextOf, assertSameSite } from './same-site.ts'

const SessionItem = z
  .object({
    id: z.string(),
    kind: z.enum(['browser', 'tokens']),
    createdAt: z.int(),
    usedAt: z.int(),
    expiresAt: z.int(),
    address: z.string().nullable(),
    agent: z.string().nullable(),
    current: z.boolean().openapi({ description: 'Whether it is the one that asks' }),
  })
  .openapi('Session')

const Password = z.string().min(1).max(2_048)
const DONE = { description: 'Done' }
const INPUT_PROBLEMS = problems(400, 413, 415, 429)

/** What a person who is logged in does about their sessions and credentials. */
export const sessionRoutes = {
  read: createRoute({
    method: 'get',
    path: '/session',
    summary: 'Who is logged in, and where else they could be',
    responses: {
      200: answers(
        'The session',
        LoggedInAnswer.pick({ tenant: true, user: true }).extend({
          session: SessionItem,
          tenants: z.array(TenantAnswer),
        }),
      ),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/sessions',
    summary: 'Your sessions in this tenant',
    responses: {
      200: answers('Those that have not ended', z.object({ items: z.array(SessionItem) })),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  end: createRoute({
    method: 'delete',
    path: '/sessions/{sessionId}',
    summary: 'End one of your sessions',
    request: { params: z.strictObject({ sessionId: Id }) },
    responses: { 204: DONE, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  logout: createRoute({
    method: 'post',
    path: '/logout',
    summary: 'End this session',
    request: {
      query: z.strictObject({
        sso: z.enum(['true', 'false']).default('false').openapi({
          description: 'Whether the session at the identity provider that it began with is to be ended too',
        }),
      }),
    },
    responses: {
      200: answers('Ended here; open this in the browser to end it at the provider', z.object({ url: z.string() })),
      204: DONE,
      ...PRINCIPAL_PROBLEMS,
      ...problems(400),
    },
  }),
  changeTenant: createRoute({
    method: 'post',
    path: '/session/tenant',
    summary: 'Go on in another tenant of yours, in a new session',
    request: { body: takes(z.strictObject({ tenant: Id })) },
    responses: {
      200: answers('Logged in', LoggedInAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...INPUT_PROBLEMS,
      ...problems(404),
    },
  }),
  changePassword: createRoute({
    method: 'post',
    path: '/password/change',
    'x-step-up': 'person',
    summary: 'Change your password; every session is ended',
    request: { body: takes(z.strictObject({ password: Password, newPassword: Password })) },
    responses: { 204: DONE, ...PRINCIPAL_PROBLEMS, ...INPUT_PROBLEMS },
  }),
  changeEmail: createRoute({
    method: 'post',
    path: '/email/change',
    'x-step-up': 'person',
    summary: 'Ask for a link to use another e-mail',
    request: { body: takes(z.strictObject({ password: Password, email: z.string().min(1).max(320) })) },
    responses: { 202: DONE, ...PRINCIPAL_PROBLEMS, ...INPUT_PROBLEMS },
  }),
  refresh: createRoute({
    method: 'post',
    path: '/token/refresh',
    summary: 'Exchange a refresh token for new tokens',
    security: [],
    request: { body: takes(z.strictObject({ refreshToken: z.string().min(1).max(255) })) },
    responses: { 200: answers('New tokens', TokensAnswer), ...INPUT_PROBLEMS, ...problems(401, 403, 503) },
  }),
}

export interface SessionDependencies {
  readonly store: Pick<Store, 'currentRevision' | 'findTenant' | 'listUsersOfPerson'>
  readonly findLoggedIn: FindLoggedIn
  readonly sso: { readonly logout: Pick<SsoLogout, 'findUrl'> }
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly limits: Pick<AttemptLimits, 'admitRequest' | 'admitLogin'>
  readonly origin: string
}

export function serveSessions(dependencies: SessionDependencies): OwnModule {
  const { sso, store, findLoggedIn, accounts, sessions, limits, origin } = dependencies

  async function placesOf(person: Person) {
    const users = (await store.listUsersOfPerson(person.id)).filter(({ status }) => status === 'active')
    const places = await Promise.all(users.map(async (user) => ({ user, tenant: await store.findTenant(user.tenant) })))
    return places.flatMap(({ user, tenant }) => (tenant?.status === 'active' ? [{ user, tenant }] : []))
  }

  return (router) => {
    router.openapi(sessionRoutes.read, async (context) => {
      const { session, user, person } = await findLoggedIn(context)
      const places = await placesOf(person)
      const here = places.find(({ tenant }) => tenant.id === session.tenant)
      if (here === undefined) throw new WardkitError('ERR_FORBIDDEN', 'the tenant is not active')
      // A tenant's identity provider is told of no other tenant.
      const shown = session.authenticatedBy === 'connection' ? [here] : places
      const tenants = shown.map(({ tenant }) => toTenantAnswer(tenant))
      const item = { ...toItem(session), current: true }
      return context.json(
        { tenant: toTenantAnswer(here.tenant), user: toUserAnswer(user), session: item, tenants },
        200,
      )
    })

    router.openapi(sessionRoutes.list, async (context) => {
      const { session, user } = await findLoggedIn(context)
      const all = await sessions.list(user.tenant, user.id)
      return context.json({ items: all.map((item) => ({ ...toItem(item), current: item.id === session.id })) }, 200)
    })

    router.openapi(sessionRoutes.end, async (context) => {
      const { session, user } = await findLoggedIn(context)
      const { sessionId: id } = context.req.valid('param')
      const isEnded = await sessions.end({ id, tenant: user.tenant, user: user.id }, actorContextOf(context))
      if (!isEnded) throw new WardkitError('ERR_NOT_FOUND', 'there is no such session of yours')
      if (id === session.id) forgetSession(context)
      return context.body(null, 204)
    })

    router.openapi(sessionRoutes.logout, async (context) => {
      const { session } = await findLoggedIn(context)
      const wanted = context.req.valid('query').sso === 'true'
      const url = wanted ? await sso.logout.findUrl(session) : undefined
      await sessions.end(session, actorContextOf(context))
      forgetSession(context)
      return url === undefined ? context.body(null, 204) : context.json({ url }, 200)
    })

    router.openapi(sessionRoutes.changeTenant, async (context) => {
      const { session, person } = await findLoggedIn(context)
      const wanted = context.req.valid('json').tenant
      const revision = await store.currentRevision()
      const place = (await placesOf(person)).find(({ tenant }) => tenant.id === wanted || tenant.slug === wanted)
      if (place === undefined) throw new WardkitError('ERR_NOT_FOUND', 'you are in no such tenant')
      const by = actorContextOf(context)
      // Another tenant does not rest on what this one's identity provider says.
      if (session.authenticatedBy === 'connection')
        throw new WardkitError('ERR_FORBIDDEN', 'log in to the other tenant itself')
      const { kind, agent, authenticatedAt, authenticatedBy } = session
      const login = { ...{ person, kind, agent, authenticatedAt, authenticatedBy, revision }, user: place.user }
      const next = await sessions.start(login, by)
      await sessions.end(session, by)
      return context.json(answerSession(context, { ...place, session: next }), 200)
    })

    router.openapi(sessionRoutes.changePassword, async (context) => {
      const { person } = await findLoggedIn(context)
      await limits.admitLogin(context.get('address'), person.email)
      await accounts.changePassword(person.id, context.req.valid('json'), actorContextOf(context))
      forgetSession(context)
      return context.body(null, 204)
    })

    router.openapi(sessionRoutes.changeEmail, async (context) => {
      const { person } = await findLoggedIn(context)
      await limits.admitLogin(context.get('address'), person.email)
      await accounts.requestEmailChange(person.id, context.req.valid('json'))
      return context.body(null, 202)
    })

    router.openapi(sessionRoutes.refresh, async (context) => {
      assertSameSite(context, origin)
      await limits.admitRequest(context.get('address'))
      const refreshed = await sessions.refresh(context.req.valid('json').refreshToken, actorContextOf(context))
      // `never`: the problem is a response of its own, which the route's type does not know.
      if (refreshed === undefined) return answerProblem('ERR_UNAUTHENTICATED') as never
      const { accessToken, expiresInSeconds, refreshToken } = refreshed
      return context.json({ accessToken, tokenType: 'Bearer' as const, expiresIn: expiresInSeconds, refreshToken }, 200)
    })
  }
}

function toItem({ id, kind, createdAt, usedAt, expiresAt, address, agent }: SessionInfo) {
  return { id, kind, createdAt, usedAt, expiresAt, address, agent }
}
