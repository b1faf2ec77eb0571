import { createContractEngine } from '@wardkit/contracts'
import type { RefusalEvent } from '@wardkit/core/http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AuthorizerEvent } from './authorizer-event.ts'
import type { AuthorizerResult } from './authorizer-result.ts'
import { createLambdaAuthorizer, type LambdaAuthorizerOptions } from './create-lambda-authorizer.ts'
import { aRequestEvent, aTokenEvent, anHttpApiEvent } from './events.test-support.ts'
import { allows } from './test-gateway.test-support.ts'

const PREFIX = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/prod/'
const ARN = `${PREFIX}GET/users/me`

let engine: Awaited<ReturnType<typeof createContractEngine>>
let refusals: RefusalEvent[]
beforeAll(async () => {
  engine = await createContractEngine(() => undefined)
})
beforeEach(() => {
  refusals = []
})
afterAll(() => engine.wardkit.close())

/** An authorizer whose bearer tokens are names of roles. */
function authorizer(options: LambdaAuthorizerOptions = {}) {
  const { wardkit: real, tenant } = engine
  const wardkit: typeof real = {
    ...real,
    services: real.services,
    revision: 7,
    async authenticate([field, ...others]) {
      const role = others.length === 0 ? /^Bearer (\w+)$/.exec(field ?? '')?.[1] : undefined
      if (role === undefined) return { status: 'unidentified', reason: field === undefined ? 'none' : 'malformed' }
      return { status: 'identified', principal: { type: 'user', id: 'usr_1', tenant, roles: [role], tags: new Map() } }
    },
  }
  return createLambdaAuthorizer({ wardkit, onRefused: (event) => void refusals.push(event), ...options })
}
const ask = (event: AuthorizerEvent, options?: LambdaAuthorizerOptions): Promise<AuthorizerResult> =>
  authorizer(options)(event)

const EVENTS = [
  ['TOKEN', aTokenEvent],
  ['REQUEST', aRequestEvent],
  ['payload format 2.0', anHttpApiEvent],
] as const

describe('a Lambda authorizer', () => {
  it.each(EVENTS)('allows the one request it is asked about, for %s', async (_name, event) => {
    expect(await ask(event())).toEqual({
      principalId: 'usr_1',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: ARN }],
      },
      context: {
        requestId: expect.any(String) as string,
        operation: 'GET:/users/me',
        tenant: engine.tenant,
        principal: 'usr_1',
        principalType: 'user',
        roles: 'reader',
        revision: expect.any(Number) as number,
      },
    })
  })

  it.each([
    ['TOKEN', aTokenEvent({ methodArn: `${PREFIX}GET/admin/users/42` })],
    ['REQUEST', aRequestEvent({ methodArn: `${PREFIX}GET/admin/users/42`, path: '/admin/users/42' })],
    [
      'payload format 2.0',
      anHttpApiEvent({ routeArn: `${PREFIX}GET/admin/users/42`, rawPath: '/prod/admin/users/42' }),
    ],
  ])('denies the one request it is asked about, for %s, and says why', async (_name, event) => {
    expect(await ask(event)).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny', Resource: `${PREFIX}GET/admin/users/42` }] },
      context: { status: 403, code: 'ERR_FORBIDDEN', requestId: refusals[0]?.requestId },
    })
  })

  it('answers simple responses where they are set up, and to their format only', async () => {
    const simpleResponses = true
    expect(await ask(anHttpApiEvent(), { simpleResponses })).toMatchObject({
      isAuthorized: true,
      context: { tenant: engine.tenant, operation: 'GET:/users/me' },
    })
    const refused = anHttpApiEvent({ headers: {} })
    expect(await ask(refused, { simpleResponses })).toMatchObject({ isAuthorized: false, context: { status: 401 } })
    expect(await ask(aRequestEvent(), { simpleResponses })).toHaveProperty('policyDocument')
  })

  it('throws `Unauthorized` where nobody is identified, and refuses where there is no such word', async () => {
    for (const event of [
      aTokenEvent({ authorizationToken: 'reader' }),
      aRequestEvent({ headers: {}, multiValueHeaders: {} }),
      aRequestEvent({ version: '1.0', headers: {}, multiValueHeaders: null }),
    ])
      await expect(ask(event)).rejects.toThrow(/^Unauthorized$/)
    expect(await ask(anHttpApiEvent({ headers: {} }))).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Deny' }] },
      context: { status: 401, code: 'ERR_UNAUTHENTICATED' },
    })
  })

  it.each([
    ['in any case', { multiValueHeaders: { aUTHORIZATION: ['Bearer reader'] } }, true],
    ['without a list of values', { multiValueHeaders: null, headers: { AUTHORIZATION: 'Bearer reader' } }, true],
    ['twice', { multiValueHeaders: { authorization: ['Bearer reader', 'Bearer admin'] } }, false],
    [
      'twice, in two cases',
      { multiValueHeaders: { authorization: ['Bearer reader'], Authorization: ['Bearer admin'] } },
      false,
    ],
    ['joined', { multiValueHeaders: null, headers: { authorization: 'Bearer reader,Bearer admin' } }, false],
  ])('reads one Authorization header: %s', async (_name, headers, isRead) => {
    const answer = ask(aRequestEvent(headers))
    if (isRead) expect(allows(await answer, ARN)).toBe(true)
    else await expect(answer).rejects.toThrow('Unauthorized')
  })

  it('asks nobody for a public operation', async () => {
    const event = anHttpApiEvent({
      ...{ routeArn: `${PREFIX}GET/health`, rawPath: '/prod/health', routeKey: 'GET /health', headers: {} },
    })
    expect(await ask(event)).toMatchObject({
      principalId: 'nobody',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: `${PREFIX}GET/health` }] },
    })
  })
})

describe('what a Lambda authorizer cannot be sure of, it refuses', () => {
  const refused = async (event: AuthorizerEvent, arn = ARN): Promise<AuthorizerResult['context']> => {
    const result = await ask(event)
    expect(allows(result, arn)).toBe(false)
    // Every refusal is told of and taken down.
    expect(refusals).toHaveLength(1)
    return result.context
  }

  it.each(['*', '?', '${*}', '%2a', 'a*b'])(
    'P12 %s in the path, which a policy would take for more than itself',
    async (id) => {
      const methodArn = `${PREFIX}GET/files/${id}`
      const events = [
        aTokenEvent({ methodArn, authorizationToken: 'Bearer admin' }),
        aRequestEvent({ methodArn, path: `/files/${id}`, resource: '/files/{fileId}', pathParameters: { fileId: id } }),
      ]
      for (const event of events) {
        const result = await ask(event).catch(() => ({ isAuthorized: false, context: {} }))
        expect(allows(result, `${PREFIX}GET/files/anything`)).toBe(false)
      }
    },
  )

  it('P08 an escape in a TOKEN event, which may have been decoded or not', async () => {
    const arn = `${PREFIX}GET/files/a%2fb`
    expect(await refused(aTokenEvent({ methodArn: arn }), arn)).toMatchObject({
      status: 400,
      code: 'ERR_TARGET_NOT_CANONICAL',
      detail: expect.stringContaining('use REQUEST') as string,
    })
  })

  it.each([
    ['the path of the event is another', aRequestEvent({ path: '/users/other' })],
    ['the path of the event is longer', aRequestEvent({ path: '/users/me/keys' })],
    ['the path is behind something encoded', aRequestEvent({ path: '/%2e%2e/users/me' })],
    ['the method is another', aRequestEvent({ httpMethod: 'DELETE' })],
    ['the raw path is another', anHttpApiEvent({ rawPath: '/prod/users/42' })],
    ['the method of the context is another', anHttpApiEvent({ requestContext: { http: { method: 'DELETE' } } })],
    ['the ARN is none', aRequestEvent({ methodArn: 'arn:aws:s3:::bucket/GET/users/me' })],
    [
      'the query may have been decoded or not',
      aRequestEvent({ multiValueQueryStringParameters: { status: ['%6fpen'] } }),
    ],
  ])('P09 P10 a request where %s', async (_name, event) => {
    expect(await refused(event)).toMatchObject({ status: 400 })
  })

  it.each([
    ['is another operation’s', aRequestEvent({ resource: '/users/{userId}', pathParameters: { userId: 'me' } })],
    ['is greedy', aRequestEvent({ resource: '/{proxy+}', pathParameters: { proxy: 'users/me' } })],
    ['is the default one', anHttpApiEvent({ routeKey: '$default' })],
    ['has other text', anHttpApiEvent({ routeKey: 'GET /users/search' })],
  ])('P02 P03 a request whose route %s', async (_name, event) => {
    const result = await ask(event)
    expect(allows(result, ARN)).toBe(false)
    expect(result.context).toMatchObject({ status: 500, code: 'ERR_DISPATCH_MISMATCH' })
  })

  it('P08 a path parameter that is not the value decided', async () => {
    const methodArn = `${PREFIX}GET/files/a`
    const event = (fileId: string) =>
      aRequestEvent({ methodArn, path: '/files/a', resource: '/files/{fileId}', pathParameters: { fileId } })
    expect(allows(await ask(event('a')), methodArn)).toBe(true)
    expect(allows(await ask(event('b')), methodArn)).toBe(false)
  })

  it('P16 a WebSocket, and what no document declares', async () => {
    const connect = aRequestEvent({ requestContext: { eventType: 'CONNECT', connectionId: 'x' } })
    expect(await refused(connect)).toMatchObject({ detail: expect.stringContaining('WebSocket') as string })
    refusals = []
    const arn = `${PREFIX}GET/metrics`
    expect(await refused(aTokenEvent({ methodArn: arn }), arn)).toMatchObject({ status: 404 })
  })

  it('B05 whatever depends on a query that is not shown, or not all of it', async () => {
    const policy = '- { allow: [GET:/users], where: $query:status IS NULL }'
    const { id } = await engine.wardkit.roles.create({ tenant: engine.tenant, name: 'without status', policy })
    const methodArn = `${PREFIX}GET/users`
    const authorization = `Bearer ${id}`
    const users = { methodArn, path: '/users', resource: '/users', headers: { authorization }, multiValueHeaders: null }
    const none = aRequestEvent({ ...users, queryStringParameters: null, multiValueQueryStringParameters: null })
    expect(allows(await ask(none), methodArn)).toBe(true)
    const partly = aRequestEvent({ ...users, queryStringParameters: { x: '1' }, multiValueQueryStringParameters: null })
    expect(allows(await ask(partly), methodArn)).toBe(false)
    expect(allows(await ask(aTokenEvent({ methodArn, authorizationToken: authorization })), methodArn)).toBe(false)
  })

  it('F22 anything, when something fails', async () => {
    const fail = (): never => {
      throw new Error('down')
    }
    const result = await ask(anHttpApiEvent(), { principal: fail })
    expect(allows(result, ARN)).toBe(false)
    expect(result.context).toMatchObject({ status: 503 })
  })

  it.each([{}, { type: 'REQUEST' }, { type: 'OTHER', methodArn: ARN }])('B08 %j, which is no event', async (event) => {
    await expect(ask(event as AuthorizerEvent)).rejects.toThrow('this is no event of a Lambda authorizer')
  })
})

describe('the options of a Lambda authorizer', () => {
  it.each([
    [{ simpleResponses: 'yes' }, 'createLambdaAuthorizer(): `simpleResponses` is true or false'],
    [{ declaredRoute: [] }, 'did you mean `declaredRoutes`?'],
    [{ login: '/login' }, 'createLambdaAuthorizer(): an authorizer cannot redirect'],
    [{ timeoutSeconds: 0 }, 'createLambdaAuthorizer(): `timeoutSeconds`'],
    [{ declaredRoutes: {} }, 'createLambdaAuthorizer(): `declaredRoutes`'],
  ])('B08 refuses %j', (options, message) => {
    expect(() => createLambdaAuthorizer({ wardkit: engine.wardkit, ...(options as object) })).toThrow(message)
  })

  it('name the operations that a greedy route serves', async () => {
    const declaredRoutes = [{ path: '/{proxy+}', operations: ['GET:/users/me'] }]
    const event = (path: string): AuthorizerEvent =>
      aRequestEvent({
        methodArn: `${PREFIX}GET${path}`,
        path,
        resource: '/{proxy+}',
        pathParameters: { proxy: path.slice(1) },
      })
    expect(allows(await ask(event('/users/me'), { declaredRoutes }), ARN)).toBe(true)
    expect(allows(await ask(event('/files/a'), { declaredRoutes }), `${PREFIX}GET/files/a`)).toBe(false)
  })

  it('take the base path of a custom domain off, as the ARN does', async () => {
    expect(allows(await ask(aRequestEvent({ path: '/v1/users/me' })), ARN)).toBe(true)
    expect(allows(await ask(anHttpApiEvent({ rawPath: '/api/v1/users/me' })), ARN)).toBe(true)
  })
})
