import { createRoute, z } from '@hono/zod-openapi'
import type { Tenant, User } from '../../identity/identity-store.ts'
import type { LogIn, LoginResult } from '../../identity/login.ts'
import { tagsToJson } from '../../model/tags.ts'
import { assertNever } from '../../util/assert-never.ts'
import { answerProblem } from './answer-problem.ts'
import { answers, problems, TagsAnswer, takes, TenantAnswer } from './api-schemas.ts'
import type { OwnModule } from './own-module.ts'

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
  })
  .openapi('Login')

const LoggedInUser = z
  .object({ id: z.string(), name: z.string(), roles: z.array(z.string()), tags: TagsAnswer })
  .openapi('LoggedInUser')

const LoginAnswer = z
  .union([
    z.object({
      accessToken: z.string(),
      tokenType: z.literal('Bearer'),
      expiresIn: z.int().openapi({ description: 'Seconds' }),
      tenant: TenantAnswer,
      user: LoggedInUser,
    }),
    z.object({ tenants: z.array(TenantAnswer) }).openapi({ description: 'Log in again and name one of these' }),
  ])
  .openapi('LoginAnswer')

/** Login with e-mail and password. */
export const loginRoutes = {
  login: createRoute({
    method: 'post',
    path: '/login',
    summary: 'Log in with e-mail and password',
    security: [],
    request: { body: takes(LoginBody) },
    responses: {
      200: answers('A token, or the tenants to choose from', LoginAnswer),
      ...problems(400, 401, 413, 415, 503),
    },
  }),
}

export function serveLogin(logIn: LogIn): OwnModule {
  return (router) => {
    router.openapi(loginRoutes.login, async (context) => {
      const { email, password, tenant } = context.req.valid('json')
      const result = await logIn({ email, password, tenant })
      // `never`: the problem is a response of its own, which the route's type does not know.
      return result.status === 'refused'
        ? (answerProblem('ERR_LOGIN_REFUSED') as never)
        : context.json(toLoginAnswer(result), 200)
    })
  }
}

function toLoginAnswer(result: Exclude<LoginResult, { status: 'refused' }>): z.infer<typeof LoginAnswer> {
  switch (result.status) {
    case 'tenantNeeded':
      return { tenants: result.tenants.map(toTenantAnswer) }
    case 'loggedIn':
      return {
        accessToken: result.accessToken,
        tokenType: 'Bearer',
        expiresIn: result.expiresInSeconds,
        tenant: toTenantAnswer(result.tenant),
        user: toUserAnswer(result.user),
      }
    default:
      return assertNever(result)
  }
}

function toTenantAnswer({ id, slug, name }: Tenant): z.infer<typeof TenantAnswer> {
  return { id, slug, name }
}

function toUserAnswer({ id, name, roles, tags }: User): z.infer<typeof LoggedInUser> {
  return { id, name, roles: [...roles], tags: tagsToJson(tags) }
}
