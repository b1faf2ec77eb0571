import { z } from '@hono/zod-openapi'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { LoginResult } from '../../identity/enter-tenant.ts'
import type { Tenant, User } from '../../identity/identity-store.ts'
import { clearSessionCookie, setSessionCookie } from '../../identity/session-cookie.ts'
import type { StartedSession } from '../../identity/sessions.ts'
import { tagsToJson } from '../../model/tags.ts'
import { answerProblem } from './answer-problem.ts'
import { TagsAnswer, TenantAnswer } from './api-schemas.ts'
import type { OwnContext } from './own-module.ts'

const LoggedInUser = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()), tags: TagsAnswer })
  .openapi('LoggedInUser')

export const TokensAnswer = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().openapi({ description: 'Seconds' }),
    refreshToken: z.string().openapi({ description: 'Good once, at `/wardkit/token/refresh`' }),
  })
  .openapi('Tokens')

/** Somebody who is logged in: with tokens, or by the cookie that comes along. */
export const LoggedInAnswer = z
  .object({ tenant: TenantAnswer, user: LoggedInUser })
  .extend(TokensAnswer.partial().shape)
  .openapi('LoggedIn')

/** What a step of a login comes to. */
export const LoginAnswer = z
  .union([
    LoggedInAnswer,
    z
      .object({ tenants: z.array(TenantAnswer), challenge: z.string().optional() })
      .openapi({ description: 'Name one of these: at `/wardkit/login/tenant` with the challenge, else log in again' }),
    z.object({
      secondFactor: z.object({
        challenge: z.string(),
        methods: z.array(z.enum(['passkey', 'totp', 'recoveryCode'])),
        enroll: z.boolean().openapi({ description: 'Whether it is to be added first: the tenant asks for one' }),
      }),
    }),
  ])
  .openapi('LoginAnswer')

/**
 * Answers a step of a login.
 * @param further what is answered besides, where the step was right
 */
export function answerLogin(
  context: Pick<OwnContext, 'header' | 'json' | 'get'>,
  result: LoginResult,
  limits: Pick<AttemptLimits, 'loggedIn'>,
  further: object = {},
): Response {
  switch (result.status) {
    case 'refused':
      return answerProblem('ERR_LOGIN_REFUSED')
    case 'factorNeeded': {
      const { challenge, methods, enroll } = result
      return context.json({ ...further, secondFactor: { challenge, methods, enroll } }, 200)
    }
    case 'tenantNeeded': {
      const challenge = result.challenge === undefined ? {} : { challenge: result.challenge }
      return context.json({ ...further, tenants: result.tenants.map(toTenantAnswer), ...challenge }, 200)
    }
    case 'loggedIn':
      // Whoever guesses at the account from elsewhere does not lock it out here.
      limits.loggedIn(context.get('address'), result.person.email)
      return context.json({ ...further, ...answerSession(context, result) }, 200)
  }
}

/** What a session that has begun is answered with; a browser's comes in a cookie. */
export function answerSession(
  context: Pick<OwnContext, 'header'>,
  { session, tenant, user }: { readonly session: StartedSession; readonly tenant: Tenant; readonly user: User },
): z.infer<typeof LoggedInAnswer> {
  const who = { tenant: toTenantAnswer(tenant), user: toUserAnswer(user) }
  if (session.kind === 'tokens') {
    const { accessToken, expiresInSeconds, refreshToken } = session
    return { ...who, accessToken, tokenType: 'Bearer', expiresIn: expiresInSeconds, refreshToken }
  }
  const maxAgeSeconds = Math.floor((session.expiresAt - session.createdAt) / 1000)
  context.header('set-cookie', setSessionCookie(session.cookie, maxAgeSeconds))
  return who
}

/** Takes a browser's cookie away. */
export function forgetSession(context: Pick<OwnContext, 'header'>): void {
  context.header('set-cookie', clearSessionCookie())
}

export function toTenantAnswer({ id, slug, name }: Tenant): z.infer<typeof TenantAnswer> {
  return { id, slug, name }
}

export function toUserAnswer({ id, name, roles, tags }: User): z.infer<typeof LoggedInUser> {
  return { id, name, roles: [...roles], tags: tagsToJson(tags) }
}
