import { createRoute, z } from '@hono/zod-openapi'
import type { Decision } from '../../decision/decision.ts'
import { WardkitError } from '../../errors/index.ts'
import type { AccessTokens, IssuedToken } from '../../identity/access-tokens.ts'
import type { AssumeRole, AssumeRoleInput } from '../../identity/assume-role.ts'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { Store } from '../../identity/identity-store.ts'
import { parseKeyText } from '../../identity/key-text.ts'
import { isJsonObject, type Json } from '../../model/json.ts'
import type { Operation } from '../../model/service.ts'
import type { TagInput } from '../../model/tags.ts'
import { parseStrictJson } from '../../util/strict-json.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import type { Engine, EngineQuestion } from '../engine.ts'
import { problems } from './api-schemas.ts'
import { OAuthError, onlyForms, readClient, readForm } from './oauth-form.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import { actorContextOf } from './same-site.ts'

const CLIENT_CREDENTIALS = 'client_credentials'
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token'
const JWT = 'urn:ietf:params:oauth:token-type:jwt'

const TokenForm = z
  .looseObject({
    grant_type: z.string().openapi({ enum: [CLIENT_CREDENTIALS, TOKEN_EXCHANGE] }),
    client_id: z
      .string()
      .openapi({ description: 'The id of an API key, where it is not in the `Authorization` header' }),
    client_secret: z.string().openapi({ description: 'The text of the key' }),
    scope: z.string().openapi({
      description:
        'Of an exchange: the id of the role to assume. Absent: a token of an upstream issuer becomes one of ours',
    }),
    audience: z.string().openapi({ description: "Of an exchange: the id of the role's tenant; your own when absent" }),
    subject_token: z.string().openapi({ description: 'An access token, one of an upstream issuer, or an API key' }),
    subject_token_type: z.string().openapi({ enum: [ACCESS_TOKEN, JWT] }),
    external_id: z.string(),
    duration_seconds: z.string().openapi({ pattern: '^[1-9][0-9]*$' }),
    session_tags: z.string().openapi({ description: 'A JSON object of tags' }),
    session_name: z.string(),
  })
  .partial()
  .openapi('TokenRequest')

const TokenAnswer = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().openapi({ description: 'Seconds' }),
    scope: z.string().openapi({ description: 'Ids of roles' }),
    issued_token_type: z.string().optional().openapi({ description: 'Of an exchange' }),
  })
  .openapi('TokenResponse')

const TokenProblem = z.object({ error: z.string(), error_description: z.string() }).openapi('TokenError')

/** Where programs get tokens. */
export const tokenRoutes = {
  token: createRoute({
    method: 'post',
    path: '/token',
    summary: 'Exchange an API key or a token of an upstream issuer for an access token, or a token for one of a role',
    description: 'OAuth 2: client credentials (RFC 6749) and token exchange (RFC 8693).',
    security: [],
    middleware: onlyForms,
    request: { body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: TokenForm } } } },
    responses: {
      200: { description: 'A token', content: { 'application/json': { schema: TokenAnswer } } },
      400: { description: 'Refused', content: { 'application/json': { schema: TokenProblem } } },
      401: { description: 'The client is not known', content: { 'application/json': { schema: TokenProblem } } },
      ...problems(413, 429, 503),
    },
  }),
}

export interface TokenDependencies {
  readonly store: Pick<Store, 'currentRevision'>
  readonly authenticate: Engine['authenticate']
  readonly accessTokens: Pick<AccessTokens, 'issue'>
  readonly assumeRole: AssumeRole
  /** What a guardrail says of `POST /wardkit/assume-role` it says of an exchange too. */
  readonly assumeOperation: Operation
  readonly limits: Pick<AttemptLimits, 'admitRequest'>
  decide(question: EngineQuestion): Promise<Decision>
}

type Form = ReadonlyMap<string, string>
type Answer = z.infer<typeof TokenAnswer>

export function serveTokens(dependencies: TokenDependencies): OwnModule {
  const { store, authenticate, accessTokens, assumeRole, assumeOperation, limits, decide } = dependencies

  /** Only what fails is counted: programs get tokens often, and from one address. */
  async function refuseClient(context: OwnContext): Promise<never> {
    await limits.admitRequest(context.get('address'))
    throw new OAuthError('invalid_client', 'the client is not known, or its secret is wrong')
  }

  async function exchangeKey(context: OwnContext, form: Form): Promise<Answer> {
    const { id, secret } = readClient(context.req.header('authorization'), form)
    if (parseKeyText('apiKey', secret)?.id !== id) return refuseClient(context)
    // INVARIANT: the revision comes first. What is revoked later is newer, and ends the token.
    const revision = await store.currentRevision()
    const found = await authenticate([`Bearer ${secret}`], revision)
    if (found.status === 'unavailable') throw found.cause
    if (found.status !== 'identified') return refuseClient(context)
    const { principal, standsOn = [], expiresAt } = found
    const scope = form.get('scope')
    if (scope !== undefined && !isSameSet(scope.split(' '), principal.roles))
      throw new OAuthError('invalid_scope', 'a token has all the roles of its key: leave `scope` out')
    const ends = expiresAt === undefined ? {} : { expiresAt }
    return toAnswer(await accessTokens.issue({ principal, revision, standsOn, ...ends }), principal.roles)
  }

  /** What is no role to assume: the very principal, of an upstream issuer's token, by one of ours. */
  async function exchangeUpstream(context: OwnContext, text: string): Promise<Answer> {
    // INVARIANT: the revision comes first. What is revoked later is newer, and ends the token.
    const revision = await store.currentRevision()
    const found = await authenticate([`Bearer ${text}`], revision)
    if (found.status === 'unavailable') throw found.cause
    if (found.status !== 'identified') {
      await limits.admitRequest(context.get('address'))
      throw new OAuthError('invalid_request', 'the subject token is not good')
    }
    const { principal, expiresAt } = found
    if (principal.type !== 'upstream' || expiresAt === undefined)
      throw new OAuthError('invalid_request', 'name the role to assume in `scope`')
    const issued = await accessTokens.issue({ principal, revision, expiresAt })
    return { ...toAnswer(issued, principal.roles), issued_token_type: ACCESS_TOKEN }
  }

  async function exchangeToken(context: OwnContext, form: Form): Promise<Answer> {
    const text = readSubject(context, form)
    if (!ASSUMING.some((name) => form.has(name))) return exchangeUpstream(context, text)
    const input = readAssumption(form)
    const assumed = await assumeRole
      .assume(
        async (atLeast) => {
          const found = await authenticate([`Bearer ${text}`], atLeast)
          if (found.status !== 'identified') return found
          const body = { status: 'json', value: { ...input } as unknown as Json } as const
          const request = { path: [], query: new Map<string, string[]>(), body }
          const asked = { principal: found.principal, operation: assumeOperation, request, atLeast }
          if (!(await decide(asked)).allowed) throw new WardkitError('ERR_FORBIDDEN', 'you may assume no role')
          return found
        },
        input,
        actorContextOf(context),
      )
      .catch(async (error: unknown) => {
        if (error instanceof WardkitError && error.code === 'ERR_UNAUTHENTICATED')
          await limits.admitRequest(context.get('address'))
        throw toOAuthError(error)
      })
    return { ...toAnswer(assumed, assumed.principal.roles), issued_token_type: ACCESS_TOKEN }
  }

  return (router) => {
    router.openapi(tokenRoutes.token, async (context: OwnContext) => {
      try {
        const form = await readForm(context)
        switch (form.get('grant_type')) {
          case CLIENT_CREDENTIALS:
            return context.json(await exchangeKey(context, form), 200)
          case TOKEN_EXCHANGE:
            return context.json(await exchangeToken(context, form), 200)
          case undefined:
            throw new OAuthError('invalid_request', '`grant_type` is missing')
          default:
            throw new OAuthError('unsupported_grant_type', `only \`${CLIENT_CREDENTIALS}\` and \`${TOKEN_EXCHANGE}\``)
        }
      } catch (error) {
        // `never`: the refusal is a response of its own, which the route's type does not know.
        if (error instanceof OAuthError) return error.toResponse() as never
        throw error
      }
    })
  }
}

/** What says that a role is to be assumed. */
const ASSUMING = ['scope', 'audience', 'external_id', 'duration_seconds', 'session_tags', 'session_name']

/** Whose token is to be exchanged. @throws OAuthError */
function readSubject({ req }: OwnContext, form: Form): string {
  const subject = form.get('subject_token')
  const type = form.get('subject_token_type')
  if (subject === undefined || (type !== ACCESS_TOKEN && type !== JWT))
    throw new OAuthError('invalid_request', `give \`subject_token\`, of the type \`${ACCESS_TOKEN}\` or \`${JWT}\``)
  if ((form.get('requested_token_type') ?? ACCESS_TOKEN) !== ACCESS_TOKEN)
    throw new OAuthError('invalid_request', `only tokens of the type \`${ACCESS_TOKEN}\` are issued`)
  if (form.has('actor_token'))
    throw new OAuthError('invalid_request', 'who asks acts for nobody else: leave `actor_token` out')
  if (form.has('resource')) throw new OAuthError('invalid_target', "name the role's tenant in `audience`")
  if (form.has('client_secret') || req.header('authorization') !== undefined)
    throw new OAuthError('invalid_request', 'the subject token says who asks: send no client credentials beside it')
  return subject
}

/** Which role is to be assumed, and how. @throws OAuthError */
function readAssumption(form: Form): AssumeRoleInput {
  const role = form.get('scope')
  if (role === undefined) throw new OAuthError('invalid_request', 'name the role to assume in `scope`')
  const [tenant, externalId, sessionName] = ['audience', 'external_id', 'session_name'].map((name) => form.get(name))
  const seconds = form.get('duration_seconds')
  if (seconds !== undefined && !/^[1-9]\d{0,8}$/.test(seconds))
    throw new OAuthError('invalid_request', '`duration_seconds` is no whole number')
  const tags = form.get('session_tags')
  const given = withoutUndefined({
    tenant,
    externalId,
    sessionName,
    durationSeconds: seconds === undefined ? undefined : Number(seconds),
    tags: tags === undefined ? undefined : readTagsParameter(tags),
  })
  return { role, ...given }
}

function readTagsParameter(text: string): TagInput {
  try {
    const tags = parseStrictJson(text)
    if (isJsonObject(tags)) return tags as TagInput
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new OAuthError('invalid_request', '`session_tags` is no JSON object')
}

/** What OAuth calls a refusal; whatever is none of ours goes on. @see RFC 8693, section 2.2.2 */
function toOAuthError(error: unknown): unknown {
  if (!(error instanceof WardkitError)) return error
  switch (error.code) {
    case 'ERR_INVALID_INPUT':
      return new OAuthError('invalid_request', error.message)
    case 'ERR_UNAUTHENTICATED':
      return new OAuthError('invalid_request', 'the subject token is not good')
    case 'ERR_FORBIDDEN':
      return new OAuthError('invalid_target', error.message)
    default:
      return error
  }
}

function toAnswer({ accessToken, expiresInSeconds }: IssuedToken, roles: readonly string[]): Answer {
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds, scope: roles.join(' ') }
}

function isSameSet(given: readonly string[], roles: readonly string[]): boolean {
  return new Set(given).size === roles.length && given.every((id) => roles.includes(id))
}
