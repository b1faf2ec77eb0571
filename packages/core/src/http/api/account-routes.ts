import { createRoute, z } from '@hono/zod-openapi'
import type { Accounts } from '../../identity/accounts.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import { email as emailInput, readInput } from '../../identity/read-input.ts'
import type { Sessions } from '../../identity/sessions.ts'
import { answers, problems, takes } from './api-schemas.ts'
import { answerSession, LoggedInAnswer } from './login-answer.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import { PasswordRulesAnswer, toPasswordRulesAnswer } from './password-schemas.ts'
import { actorContextOf, assertSameSite } from './same-site.ts'

const Email = z.string().min(1).max(320)
const Password = z.string().min(1).max(2_048)
const Code = z.string().min(1).max(255).openapi({ description: 'Of the link, behind `#code=`' })
const ACCEPTED = { description: 'A mail is on its way, whoever has the address' }
const DONE = { description: 'Done' }
const PROBLEMS = problems(400, 403, 413, 415, 429, 503)

/** What people do about their accounts without being logged in, by links that are mailed to them. */
export const accountRoutes = {
  signUp: createRoute({
    method: 'post',
    path: '/sign-up',
    summary: 'Ask for a link to begin a tenant',
    security: [],
    request: { body: takes(z.strictObject({ email: Email, tenantName: z.string().min(1).max(200) })) },
    responses: { 202: ACCEPTED, ...PROBLEMS },
  }),
  completeSignUp: createRoute({
    method: 'post',
    path: '/sign-up/complete',
    summary: 'Begin the tenant that a link is for, as its first admin',
    security: [],
    request: {
      body: takes(
        z.strictObject({
          code: Code,
          name: z.string().min(1).max(200),
          password: Password,
          session: z.enum(['browser', 'tokens']).default('tokens'),
        }),
      ),
    },
    responses: { 200: answers('Logged in', LoggedInAnswer), ...PROBLEMS },
  }),
  forgotPassword: createRoute({
    method: 'post',
    path: '/password/forgot',
    summary: 'Ask for a link to choose a new password',
    security: [],
    request: { body: takes(z.strictObject({ email: Email })) },
    responses: { 202: ACCEPTED, ...PROBLEMS },
  }),
  showPasswordReset: createRoute({
    method: 'post',
    path: '/password/reset/show',
    summary: 'What the password must be that a link is for',
    security: [],
    request: { body: takes(z.strictObject({ code: Code })) },
    responses: { 200: answers('The rules', z.object({ passwordRules: PasswordRulesAnswer })), ...PROBLEMS },
  }),
  resetPassword: createRoute({
    method: 'post',
    path: '/password/reset',
    summary: 'Choose a new password by a link; every session is ended',
    security: [],
    request: { body: takes(z.strictObject({ code: Code, password: Password })) },
    responses: { 204: DONE, ...PROBLEMS },
  }),
  confirmEmail: createRoute({
    method: 'post',
    path: '/email/confirm',
    summary: 'Use the new e-mail that a link is for; every session is ended',
    security: [],
    request: { body: takes(z.strictObject({ code: Code })) },
    responses: { 204: DONE, ...PROBLEMS },
  }),
}

export interface AccountDependencies {
  readonly accounts: Accounts
  readonly sessions: Pick<Sessions, 'start'>
  readonly limits: Pick<AttemptLimits, 'admitRequest' | 'admitMail'>
  readonly currentRevision: () => Promise<number>
  readonly origin: string
}

export function serveAccounts(dependencies: AccountDependencies): OwnModule {
  const { accounts, sessions, limits, currentRevision, origin } = dependencies

  async function admit(context: OwnContext, browser = false): Promise<void> {
    assertSameSite(context, origin, browser)
    await limits.admitRequest(context.get('address'))
  }

  /** Asks for a mail, unless the address had many already: whoever asks is not told. */
  async function askForMail(email: string, ask: (email: string) => Promise<void>): Promise<void> {
    const canonical = readInput(emailInput, email)
    if (await limits.admitMail(canonical)) await ask(canonical)
  }

  return (router) => {
    router.openapi(accountRoutes.signUp, async (context) => {
      await admit(context)
      const { email, tenantName } = context.req.valid('json')
      await askForMail(email, (email) => accounts.requestSignUp({ email, tenantName }))
      return context.body(null, 202)
    })

    router.openapi(accountRoutes.completeSignUp, async (context) => {
      const { session: kind, ...signUp } = context.req.valid('json')
      await admit(context, kind === 'browser')
      const by = actorContextOf(context)
      const place = await accounts.completeSignUp(signUp, by)
      const agent = context.req.header('user-agent') ?? null
      const revision = await currentRevision()
      const session = await sessions.start({ ...place, kind, agent, revision, authenticatedBy: 'password' }, by)
      return context.json(answerSession(context, { ...place, session }), 200)
    })

    router.openapi(accountRoutes.forgotPassword, async (context) => {
      await admit(context)
      await askForMail(context.req.valid('json').email, (email) => accounts.requestPasswordReset({ email }))
      return context.body(null, 202)
    })

    router.openapi(accountRoutes.showPasswordReset, async (context) => {
      await admit(context)
      const rules = await accounts.showPasswordReset(context.req.valid('json').code)
      return context.json({ passwordRules: toPasswordRulesAnswer(rules) }, 200)
    })

    router.openapi(accountRoutes.resetPassword, async (context) => {
      await admit(context)
      await accounts.resetPassword(context.req.valid('json'), actorContextOf(context))
      return context.body(null, 204)
    })

    router.openapi(accountRoutes.confirmEmail, async (context) => {
      await admit(context)
      await accounts.confirmEmail(context.req.valid('json'), actorContextOf(context))
      return context.body(null, 204)
    })
  }
}
