import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { isJsonObject } from '../../model/json.ts'
import type { Claims } from '../../sso/claim-values.ts'
import type { ConnectionTests } from '../../sso/connection-tests.ts'
import type { ConnectionInfo } from '../../sso/connections.ts'
import type { SsoUrls } from '../../sso/sso-urls.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import {
  answers,
  Id,
  PageQuery,
  pageOf,
  PRINCIPAL_PROBLEMS,
  problems,
  REVISED,
  takes,
  VersionBody,
} from './api-schemas.ts'
import { pageById } from './cursor.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'
import { MappingShape } from './mapping-routes.ts'

const Step = z
  .object({
    name: z.enum(['discovery', 'authorization', 'tokens', 'claims', 'account']),
    status: z.enum(['passed', 'failed']),
    detail: z.string(),
  })
  .openapi('ConnectionTestStep')

const ClaimsAnswer = z.custom<Claims>(isJsonObject).openapi('Claims', { type: 'object', additionalProperties: true })

const TestRunAnswer = z
  .object({
    id: z.string(),
    at: z.int(),
    status: z.enum(['running', 'passed', 'failed']),
    steps: z.array(Step),
    error: z
      .object({ code: z.string(), message: z.string(), remedy: z.string() })
      .nullable()
      .openapi({ description: 'What went wrong, and what to do about it' }),
    claims: ClaimsAnswer.nullable().openapi({ description: 'What the provider said of who logged in' }),
    mapped: z
      .object({
        roles: z.array(z.string()),
        tags: z.record(z.string(), z.array(z.string())),
        usedDefault: z.boolean(),
      })
      .nullable()
      .openapi({ description: 'What it would give them' }),
  })
  .openapi('ConnectionTestRun')

const ConnectionAnswer = z
  .object({
    id: z.string(),
    type: z.literal('oidc'),
    name: z.string(),
    status: z.enum(['draft', 'tested', 'active', 'disabled']),
    version: z.int(),
    issuer: z.string(),
    discoveryUrl: z.string(),
    clientId: z.string(),
    hasSecret: z.literal(true),
    scopes: z.array(z.string()),
    defaultRole: MappingShape.shape.defaultRole,
    mode: MappingShape.shape.mode,
    createdAt: z.int(),
    updatedAt: z.int(),
    lastTest: TestRunAnswer.pick({ id: true, at: true, status: true, error: true }).nullable(),
    redirectUri: z.string().openapi({ description: 'To be registered with the provider' }),
    postLogoutRedirectUri: z.string().openapi({ description: 'To be registered with the provider, for logout' }),
    backchannelLogoutUri: z.string().openapi({ description: 'To be registered with the provider, for logout' }),
  })
  .openapi('Connection')

const ConnectionBody = z
  .strictObject({
    name: z.string().min(1).max(200),
    discoveryUrl: z.string().min(1).max(2_048).openapi({
      description: 'The provider’s discovery URL, or its issuer',
      example: 'https://login.acme.example/.well-known/openid-configuration',
    }),
    clientId: z.string().min(1).max(512),
    clientSecret: z.string().min(1).max(2_048).openapi({ description: 'Never shown again' }),
    scopes: z.array(z.string().min(1).max(100)).max(30).optional(),
  })
  .openapi('ConnectionInput')

const params = z.object({ connectionId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:connection', id: '$path:connectionId' } }

/** The identity providers of the tenant. */
export const connectionRoutes = {
  list: createRoute({
    method: 'get',
    path: '/connections',
    summary: 'The identity providers of the tenant',
    request: { query: PageQuery },
    responses: { 200: answers('By id', pageOf(ConnectionAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  create: createRoute({
    method: 'post',
    path: '/connections',
    summary: 'Set an identity provider up, as a draft',
    'x-step-up': 'tenant',
    request: { body: takes(ConnectionBody) },
    responses: {
      201: answers('The draft', ConnectionAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 409, 413, 415),
    },
  }),
  find: createRoute({
    method: 'get',
    path: '/connections/{connectionId}',
    summary: 'One identity provider',
    ...resource,
    request: { params },
    responses: { 200: answers('The connection', ConnectionAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  update: createRoute({
    method: 'patch',
    path: '/connections/{connectionId}',
    summary: 'Change an identity provider',
    'x-step-up': 'tenant',
    description: 'Another provider, client, secret or scope makes it a draft again.',
    ...resource,
    request: { params, body: takes(ConnectionBody.partial().extend({ version: VersionBody.optional() })) },
    responses: {
      200: answers('The connection', ConnectionAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/connections/{connectionId}',
    summary: 'Delete an identity provider, end its sessions and take back the roles it granted',
    'x-step-up': 'tenant',
    ...resource,
    request: { params },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  activate: createRoute({
    method: 'post',
    path: '/connections/{connectionId}/activate',
    summary: 'Let people log in by an identity provider that was tested',
    'x-step-up': 'tenant',
    ...resource,
    request: { params },
    responses: { 200: answers('The connection', ConnectionAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  deactivate: createRoute({
    method: 'post',
    path: '/connections/{connectionId}/deactivate',
    summary: 'End logins by an identity provider',
    'x-step-up': 'tenant',
    ...resource,
    request: { params },
    responses: { 200: answers('The connection', ConnectionAnswer), ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  test: createRoute({
    method: 'post',
    path: '/connections/{connectionId}/test',
    summary: 'Begin a test login',
    description: 'Open the URL in a window of this browser. Nobody is logged in here by it.',
    ...resource,
    request: { params },
    responses: {
      200: answers('Where it begins', z.object({ url: z.string(), run: z.string() })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(404),
    },
  }),
  testRuns: createRoute({
    method: 'get',
    path: '/connections/{connectionId}/test-runs',
    summary: 'The test logins of an identity provider',
    ...resource,
    request: { params, query: PageQuery },
    responses: {
      200: answers('The newest first', pageOf(TestRunAnswer)),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404),
    },
  }),
}

export function serveConnections(urls: SsoUrls): OwnModule {
  async function toAnswer(
    connection: ConnectionInfo,
    tests: Pick<ConnectionTests, 'list'>,
  ): Promise<z.infer<typeof ConnectionAnswer>> {
    const { tenant, configuration: _, testedConfiguration: __, mapping, scopes, ...fields } = connection
    const [last] = await tests.list({ tenant, id: connection.id })
    return {
      ...fields,
      hasSecret: true,
      scopes: [...scopes],
      defaultRole: mapping.defaultRole,
      mode: mapping.mode,
      lastTest: last === undefined ? null : { id: last.id, at: last.at, status: last.status, error: last.error },
      redirectUri: urls.callback(connection.id),
      postLogoutRedirectUri: urls.loggedOut,
      backchannelLogoutUri: urls.backchannelLogout(connection.id),
    }
  }

  const nameOf = (context: OwnContext, id: string) => ({ tenant: principalOf(context).tenant, id })

  return (router) => {
    router.openapi(connectionRoutes.list, async (context) => {
      const { tenant } = principalOf(context)
      const { connections, connectionTests } = context.get('management')
      const page = await pageById(context.req.valid('query'), (slice) => connections.list(tenant, slice))
      const items = await Promise.all(page.items.map((connection) => toAnswer(connection, connectionTests)))
      return context.json({ items, next: page.next }, 200)
    })
    router.openapi(connectionRoutes.create, async (context) => {
      const { tenant } = principalOf(context)
      const { connections, connectionTests } = context.get('management')
      const { scopes, ...fields } = context.req.valid('json')
      const { revision, ...created } = await connections.create({ tenant, ...fields, ...withoutUndefined({ scopes }) })
      noteRevision(context, revision)
      return context.json(await toAnswer(created, connectionTests), 201)
    })
    router.openapi(connectionRoutes.find, async (context) => {
      const { connections, connectionTests } = context.get('management')
      const name = nameOf(context, context.req.valid('param').connectionId)
      const found = await connections.find(name)
      if (found === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no connection \`${name.id}\``)
      return context.json(await toAnswer(found, connectionTests), 200)
    })
    router.openapi(connectionRoutes.update, async (context) => {
      const { connections, connectionTests } = context.get('management')
      const name = nameOf(context, context.req.valid('param').connectionId)
      const { version: expectedVersion, ...given } = context.req.valid('json')
      const change = { ...name, ...withoutUndefined({ ...given, expectedVersion }) }
      const { revision, ...changed } = await connections.update(change)
      noteRevision(context, revision)
      return context.json(await toAnswer(changed, connectionTests), 200)
    })
    router.openapi(connectionRoutes.remove, async (context) => {
      const name = nameOf(context, context.req.valid('param').connectionId)
      const { revision } = await context.get('management').connections.remove(name)
      noteRevision(context, revision)
      return context.body(null, 204)
    })
    router.openapi(connectionRoutes.activate, async (context) => {
      const { connections, connectionTests } = context.get('management')
      const name = nameOf(context, context.req.valid('param').connectionId)
      const { revision, ...changed } = await connections.activate(name)
      noteRevision(context, revision)
      return context.json(await toAnswer(changed, connectionTests), 200)
    })
    router.openapi(connectionRoutes.deactivate, async (context) => {
      const { connections, connectionTests } = context.get('management')
      const name = nameOf(context, context.req.valid('param').connectionId)
      const { revision, ...changed } = await connections.deactivate(name)
      noteRevision(context, revision)
      return context.json(await toAnswer(changed, connectionTests), 200)
    })
    router.openapi(connectionRoutes.test, async (context) => {
      const name = nameOf(context, context.req.valid('param').connectionId)
      const { url, run, revision } = await context.get('management').connectionTests.start(name)
      noteRevision(context, revision)
      return context.json({ url, run }, 200)
    })
    router.openapi(connectionRoutes.testRuns, async (context) => {
      const name = nameOf(context, context.req.valid('param').connectionId)
      const runs = await context.get('management').connectionTests.list(name)
      const { cursor, limit } = context.req.valid('query')
      const { items, next } = await pageById({ cursor, limit }, async ({ after }) =>
        runs.slice(after === undefined ? 0 : runs.findIndex(({ id }) => id === after) + 1),
      )
      const shown = items.map(({ steps, mapped, ...run }) => ({
        ...run,
        steps: [...steps],
        mapped: mapped && { ...mapped, roles: [...mapped.roles], tags: copyTags(mapped.tags) },
      }))
      return context.json({ items: shown, next }, 200)
    })
  }
}

function copyTags(tags: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(tags).map(([key, values]) => [key, [...values]]))
}
