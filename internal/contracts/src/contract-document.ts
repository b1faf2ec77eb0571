const KEEP_ID = { type: 'string' } as const

function operation(parameters: readonly string[], more: object = {}): object {
  return {
    parameters: parameters.map((name) => ({ name, in: 'path', required: true, schema: KEEP_ID })),
    responses: { 200: { description: 'done' } },
    ...more,
  }
}

const NOTE = {
  required: true,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          status: { type: 'string' },
          amount: { type: 'number' },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
}

/** An API whose paths overlap wherever routers and documents could part ways. */
export const CONTRACT_DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Contract', version: '1' },
  paths: {
    '/health': { get: operation([], { security: [] }) },
    '/public/{page}': { get: operation(['page'], { security: [] }) },
    '/users': {
      get: operation([], { parameters: [{ name: 'status', in: 'query', schema: { type: 'string' } }] }),
      post: operation([], { requestBody: NOTE }),
    },
    '/users/me': { get: operation([]) },
    '/users/search': { get: operation([]) },
    '/users/{userId}': {
      get: operation(['userId']),
      put: operation(['userId'], { requestBody: NOTE }),
      delete: operation(['userId']),
    },
    '/users/{userId}/keys': { get: operation(['userId']) },
    '/users/{userId}/keys/{keyId}': { get: operation(['userId', 'keyId']) },
    '/admin/users/{userId}': { get: operation(['userId']) },
    '/files/{fileId}': { get: operation(['fileId']) },
    '/notes': { post: operation([], { requestBody: NOTE }) },
    '/records/{recordId}': { get: operation(['recordId']) },
  },
} as const

/** One route of the server under test, for the operation of the same id. */
export interface ContractRoute {
  /** In upper case. */
  readonly method: string
  /** As the document writes it. */
  readonly path: string
}

/** A route for every operation of a document, in its order. */
export function routesOf({ paths }: { readonly paths: Readonly<Record<string, object>> }): readonly ContractRoute[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => ({ method: method.toUpperCase(), path })),
  )
}

/** A route for every operation, concrete paths first. */
export const CONTRACT_ROUTES: readonly ContractRoute[] = routesOf(CONTRACT_DOCUMENT)

/**
 * What the principals of the contract may do: `admin` everything, `reader` what is listed, and to create a note only while its status is
 * `draft`. A record's response keeps only its name.
 */
export const READER_POLICY = `
version: 1
policy:
  - allow: [ "GET:/users/me", "GET:/files/{fileId}" ]
  - allow: [ "GET:/users" ]
    where: $query:status = 'open'
  - allow: [ "POST:/notes" ]
    where: $body:status = 'draft' AND $body:amount < 100
  - allow: [ "GET:/users/{userId}/keys/{keyId}" ]
    where: $path:userId = 'rita' AND $path:keyId = 'k1'
  - allow: [ "GET:/records/{recordId}" ]
    filter: [ name, parts.label ]
`
