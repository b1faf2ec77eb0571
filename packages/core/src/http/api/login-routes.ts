import { createRoute, z } from '@hono/zod-openapi'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import { canonicalEmail } from '../../identity/canonical-email.ts'
import type { LogIn } from '../../identity/login.ts'
import type { FindConnectionOfEmail } from '../../sso/sso-discovery.ts'
import type { SsoUrls } from '../../sso/sso-urls.ts'
import { answers, problems, takes } from './api-schemas.ts'
import { SessionKind } from './factor-schemas.ts'
import { answerLogin, LoginAnswer } from './login-answer.ts'
import type { OwnModule } from './own-module.ts'
import { readReturnTo } from './return-to.ts'
import { actorContextOf, assertSameSite } from './same-site.ts'

const LoginBody = z
  .strictObject({
    email: z.string().min(1).max(320),
    password: z.string().min(1).max(2_048),
    tenant: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .openapi({ description: 'Id or slug, for a person of several tenants' }),
    session: SessionKind,
  })
  .openapi('Login')

/** Login with e-mail and password. */
export const loginRoutes = {
  init: createRoute({
    method: 'post',
    path: '/login/init',
    summary: 'How somebody logs in, whoever has the e-mail',
    security: [],
    request: {
      body: takes(
        z.strictObject({
          email: z.string().min(1).max(320),
          returnTo: z.string().max(2_048).optional().openapi({ description: 'A path of this server to go on at' }),
        }),
      ),
    },
    responses: {
      200: answers(
        'The same for every e-mail of a domain',
        z.discriminatedUnion('method', [
          z.object({ method: z.literal('password') }),
          z.object({
            method: z.literal('sso'),
            url: z.string().openapi({ description: 'To be opened in the browser' }),
          }),
        ]),
      ),
      ...problems(400, 403, 413, 415, 429, 503),
    },
  }),
  login: createRoute({
    method: 'post',
    path: '/login',
    summary: 'Log in with e-mail and password',
    security: [],
    request: { body: takes(LoginBody) },
    responses: {
      200: answers('A session, or the tenants to choose from', LoginAnswer),
      ...problems(400, 401, 403, 413, 415, 429, 503),
    },
  }),
}

export interface LoginDependencies {
  readonly logIn: LogIn
  readonly limits: Pick<AttemptLimits, 'admitLogin' | 'admitRequest' | 'loggedIn'>
  readonly sso: { readonly findConnectionOfEmail: FindConnectionOfEmail; readonly urls: Pick<SsoUrls, 'start'> }
  /** Of the public URL. */
  readonly origin: string
}

export function serveLogin({ sso, logIn, limits, origin }: LoginDependencies): OwnModule {
  return (router) => {
    router.openapi(loginRoutes.init, async (context) => {
      assertSameSite(context, origin)
      await limits.admitRequest(context.get('address'))
      const { email, returnTo } = context.req.valid('json')
      const connection = await sso.findConnectionOfEmail(email)
      if (connection === undefined) return context.json({ method: 'password' as const }, 200)
      const query = { returnTo: readReturnTo(returnTo, origin), loginHint: email }
      return context.json({ method: 'sso' as const, url: sso.urls.start(connection, query) }, 200)
    })

    router.openapi(loginRoutes.login, async (context) => {
      const { session: kind, ...credentials } = context.req.valid('json')
      assertSameSite(context, origin, kind === 'browser')
      const address = context.get('address')
      // What is no address is counted too, in its own name.
      const account = canonicalEmail(credentials.email) ?? 'none'
      await limits.admitLogin(address, account)
      const agent = context.req.header('user-agent')
      const result = await logIn({ ...credentials, kind, agent }, actorContextOf(context))
      // `never`: a problem is a response of its own, which the route's type does not know.
      return answerLogin(context, result, limits) as never
    })
  }
}
