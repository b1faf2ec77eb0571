import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { InvitationAcceptance, ShownInvitation } from '../../identity/accept-invitation.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { Store } from '../../identity/identity-store.ts'
import type { LogIn } from '../../identity/login.ts'
import type { Sessions } from '../../identity/sessions.ts'
import type { FindTenantSecurity } from '../../identity/tenant-security.ts'
import { answers, problems, takes, TenantAnswer } from './api-schemas.ts'
import { answerLogin, answerSession, LoginAnswer, toTenantAnswer } from './login-answer.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import { PasswordRulesAnswer, toPasswordRulesAnswer } from './password-schemas.ts'
import type { FindVisitor } from './own-session.ts'
import { actorContextOf, assertSameSite } from './same-site.ts'

const Code = z.string().min(1).max(255).openapi({ description: 'Of the link, behind `#code=`' })

/** What somebody who was invited does, by the link that was mailed to them. */
export const acceptRoutes = {
  show: createRoute({
    method: 'post',
    path: '/invitations/show',
    summary: 'What a link is for',
    security: [],
    request: { body: takes(z.strictObject({ code: Code })) },
    responses: {
      200: answers(
        'The invitation',
        z.object({
          email: z.string(),
          tenant: TenantAnswer,
          name: z.string().nullable(),
          hasAccount: z.boolean().openapi({ description: 'The password of the account is asked for' }),
          needsPassword: z.boolean().openapi({ description: 'A new password is to be chosen' }),
          passwordRules: PasswordRulesAnswer,
        }),
      ),
      ...problems(400, 403, 413, 415, 429, 503),
    },
  }),
  accept: createRoute({
    method: 'post',
    path: '/invitations/accept',
    summary: 'Become a user of the tenant',
    description:
      'Somebody new chooses a password. Who has an account gives its password, or is logged in as that very person.',
    security: [],
    request: {
      body: takes(
        z.strictObject({
          code: Code,
          name: z.string().min(1).max(200).optional(),
          password: z.string().min(1).max(2_048).optional(),
          session: z.enum(['browser', 'tokens']).default('tokens'),
        }),
      ),
    },
    responses: {
      200: answers('Logged in to the tenant, or what the login asks for besides the password', LoginAnswer),
      ...problems(400, 401, 403, 409, 413, 415, 429, 503),
    },
  }),
}

export interface AcceptDependencies {
  readonly store: Pick<Store, 'currentRevision'>
  readonly acceptance: InvitationAcceptance
  readonly sessions: Pick<Sessions, 'start'>
  readonly logIn: LogIn
  readonly findVisitor: FindVisitor
  readonly findSecurity: FindTenantSecurity
  readonly limits: Pick<AttemptLimits, 'admitRequest' | 'admitLogin' | 'loggedIn'>
  readonly origin: string
}

export function serveAcceptance(dependencies: AcceptDependencies): OwnModule {
  const { store, acceptance, sessions, logIn, findVisitor, findSecurity, limits, origin } = dependencies

  /** The person of a session that is as good, in the tenant, as a login to it. */
  async function findSoundVisitor(context: OwnContext, { email, tenant }: ShownInvitation) {
    const visitor = await findVisitor(context)
    if (visitor?.person.email !== email) return undefined
    switch (visitor.session.authenticatedBy) {
      case 'secondFactor':
        return visitor
      case 'password':
        return (await findSecurity(tenant.id)).secondFactor === 'optional' ? visitor : undefined
      // Another tenant does not rest on what this one's identity provider says.
      case 'connection':
        return undefined
    }
  }

  return (router) => {
    router.openapi(acceptRoutes.show, async (context) => {
      assertSameSite(context, origin)
      await limits.admitRequest(context.get('address'))
      const { tenant, passwordRules: rules, ...shown } = await acceptance.show(context.req.valid('json').code)
      const passwordRules = toPasswordRulesAnswer(rules)
      const needsPassword = !shown.hasAccount
      return context.json({ ...shown, tenant: toTenantAnswer(tenant), needsPassword, passwordRules }, 200)
    })

    router.openapi(acceptRoutes.accept, async (context) => {
      const { session: kind, ...input } = context.req.valid('json')
      assertSameSite(context, origin, kind === 'browser')
      const address = context.get('address')
      await limits.admitRequest(address)
      const by = actorContextOf(context)
      const agent = context.req.header('user-agent')
      const shown = await acceptance.show(input.code)
      const { email } = shown
      if (input.password !== undefined) {
        await limits.admitLogin(address, email)
        const { tenant } = await acceptance.accept(input, undefined, by)
        // Through the very login that this person has, with whatever it asks for besides the password.
        const result = await logIn({ email, password: input.password, tenant: tenant.id, kind, agent }, by)
        // `never`: what is answered is of the route's type, which the one answer of all logins does not know.
        return answerLogin(context, result, limits) as never
      }
      const visitor = await findSoundVisitor(context, shown)
      if (visitor === undefined)
        throw new WardkitError('ERR_LOGIN_REFUSED', 'a password is needed, or a session of who was invited')
      const { person, session } = visitor
      const place = await acceptance.accept(input, person, by)
      const { authenticatedAt, authenticatedBy } = session
      const login = { person, user: place.user, kind, agent: agent ?? null, authenticatedAt, authenticatedBy }
      const started = await sessions.start({ ...login, revision: await store.currentRevision() }, by)
      return context.json(answerSession(context, { ...place, session: started }), 200)
    })
  }
}
