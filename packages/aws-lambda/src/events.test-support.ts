import type { HttpApiRequestEvent, RequestEvent, TokenEvent } from './authorizer-event.ts'

// Events with the fields that API Gateway documents, of one request: GET /users/me?status=open of the stage `prod`.

const ARN = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/prod/GET/users/me'

export function aTokenEvent(change: Partial<TokenEvent> = {}): TokenEvent {
  return { type: 'TOKEN', authorizationToken: 'Bearer reader', methodArn: ARN, ...change }
}

export function aRequestEvent(change: Partial<RequestEvent> = {}): RequestEvent {
  const event = {
    type: 'REQUEST',
    methodArn: ARN,
    resource: '/users/me',
    path: '/users/me',
    httpMethod: 'GET',
    headers: {
      Accept: '*/*',
      Authorization: 'Bearer reader',
      Host: 'abcdef1234.execute-api.eu-central-1.amazonaws.com',
    },
    multiValueHeaders: {
      Accept: ['*/*'],
      Authorization: ['Bearer reader'],
      Host: ['abcdef1234.execute-api.eu-central-1.amazonaws.com'],
    },
    queryStringParameters: { status: 'open' },
    multiValueQueryStringParameters: { status: ['open'] },
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'a1b2c3',
      resourcePath: '/users/me',
      httpMethod: 'GET',
      path: '/prod/users/me',
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'prod',
      requestTimeEpoch: 1_767_225_600_000,
      requestId: '5f2c9c1e-0000-4000-8000-000000000001',
      identity: { sourceIp: '192.0.2.1', userAgent: 'curl/8.7.1' },
      apiId: 'abcdef1234',
    },
  } as const
  return { ...event, ...change }
}

export function anHttpApiEvent(change: Partial<HttpApiRequestEvent> = {}): HttpApiRequestEvent {
  const event = {
    version: '2.0',
    type: 'REQUEST',
    routeArn: ARN,
    identitySource: ['Bearer reader'],
    routeKey: 'GET /users/me',
    rawPath: '/prod/users/me',
    rawQueryString: 'status=open',
    headers: { accept: '*/*', authorization: 'Bearer reader', host: 'api.example.com' },
    queryStringParameters: { status: 'open' },
    requestContext: {
      accountId: '123456789012',
      apiId: 'abcdef1234',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: {
        method: 'GET',
        path: '/prod/users/me',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'curl/8.7.1',
      },
      requestId: 'JKJaXmPLvHcESHA=',
      routeKey: 'GET /users/me',
      stage: 'prod',
      time: '01/Jan/2026:00:00:00 +0000',
      timeEpoch: 1_767_225_600_000,
    },
  } as const
  return { ...event, ...change }
}
