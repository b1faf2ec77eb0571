import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import type { Tenant, User } from '../../identity/identity-store.ts'
import type { LogIn, LoginResult } from '../../identity/login.ts'
import { describeIssues } from '../../identity/read-input.ts'
import type { SigningKeys } from '../../identity/signing-keys.ts'
import { tagsToJson } from '../../model/tags.ts'
import { assertNever } from '../../util/assert-never.ts'
import type { FetchTarget } from '../fetch-mount.ts'
import { answerError, answerProblem, type OnFailure } from './answer-problem.ts'
import { jsonBody } from './json-body.ts'

export interface IdentityApiOptions {
  /** Where the API stands, such as `/wardkit`. */
  readonly basePath: string
  readonly logIn: LogIn
  readonly signingKeys: Pick<SigningKeys, 'getJwks'>
  readonly onFailure: OnFailure
}

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

const TenantAnswer = z.object({ id: z.string(), slug: z.string(), name: z.string() }).openapi('Tenant')

const UserAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    tags: z.record(z.string(), z.array(z.string())),
  })
  .openapi('User')

const PublicJwkAnswer = z
  .object({
    kid: z.string(),
    kty: z.string(),
    alg: z.string(),
    use: z.literal('sig'),
    crv: z.string().optional(),
    x: z.string().optional(),
    y: z.string().optional(),
    n: z.string().optional(),
    e: z.string().optional(),
  })
  .openapi('PublicJwk')

const LoginAnswer = z
  .union([
    z.object({
      accessToken: z.string(),
      tokenType: z.literal('Bearer'),
      expiresIn: z.int().openapi({ description: 'Seconds' }),
      tenant: TenantAnswer,
      user: UserAnswer,
    }),
    z.object({ tenants: z.array(TenantAnswer) }).openapi({ description: 'Log in again and name one of these' }),
  ])
  .openapi('LoginAnswer')

const Problem = z
  .object({
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    requestId: z.string(),
  })
  .openapi('Problem')

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })

const login = createRoute({
  method: 'post',
  path: '/login',
  summary: 'Log in with e-mail and password',
  security: [],
  middleware: jsonBody,
  request: { body: { required: true, content: { 'application/json': { schema: LoginBody } } } },
  responses: {
    200: {
      description: 'A token, or the tenants to choose from',
      content: { 'application/json': { schema: LoginAnswer } },
    },
    400: problem('The input is not valid'),
    401: problem('The e-mail or the password is wrong'),
    503: problem('Too much work waits already, or the store is out of reach'),
  },
})

const jwks = createRoute({
  method: 'get',
  path: '/.well-known/jwks.json',
  summary: 'The public keys that verify access tokens',
  security: [],
  responses: {
    200: {
      description: 'A JSON Web Key Set',
      content: { 'application/json': { schema: z.object({ keys: z.array(PublicJwkAnswer) }) } },
    },
    503: problem('The store is out of reach'),
  },
})

/** Wardkit's own HTTP API: login, the public keys, and its OpenAPI document. Nothing it answers is ever cached. */
export function createIdentityApi({ basePath, logIn, signingKeys, onFailure }: IdentityApiOptions): FetchTarget {
  const app = new OpenAPIHono({
    defaultHook: (result) =>
      result.success ? undefined : answerProblem('ERR_INVALID_INPUT', describeIssues(result.error)),
  })
  app.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.openapi(login, async (context) => {
    const { email, password, tenant } = context.req.valid('json')
    const result = await logIn({ email, password, tenant })
    // `never`: the problem is a response of its own, which the route's type does not know.
    return result.status === 'refused'
      ? (answerProblem('ERR_LOGIN_REFUSED') as never)
      : context.json(toLoginAnswer(result), 200)
  })
  app.openapi(jwks, async (context) => {
    const { keys } = await signingKeys.getJwks()
    return context.json({ keys: [...keys] }, 200)
  })
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Wardkit', version: '1' },
    servers: [{ url: basePath }],
  })

  const root = new OpenAPIHono()
  root.route(basePath, app)
  root.notFound(() => answerProblem('ERR_NOT_FOUND'))
  root.onError((error) => answerError(error, onFailure))
  return root
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

function toUserAnswer({ id, name, roles, tags }: User): z.infer<typeof UserAnswer> {
  return { id, name, roles: [...roles], tags: tagsToJson(tags) }
}
