import { describe, expect, it } from 'vitest'
import type { WardkitError } from '../errors/index.ts'
import { loadService, type LoadServiceInput } from './load-service.ts'

const OK = { responses: { 200: { description: 'ok' } } }
const parameter = (name: string, schema: object = { type: 'string' }) => ({ name, in: 'path', required: true, schema })
const jsonBody = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } })

/** A small document with these paths and whatever else. */
function documentWith(paths: object, rest: object = {}): object {
  if (Object.keys(paths).length === 0) return documentWith({ '/health': { get: OK } }, rest)
  return { openapi: '3.1.0', info: { title: 'Test API', version: '1.2.3' }, paths, ...rest }
}

async function load(paths: object, rest: object = {}, input: LoadServiceInput = {}) {
  return await loadService({ document: documentWith(paths, rest), ...input })
}

async function errorOf(promise: Promise<unknown>): Promise<Pick<WardkitError, 'code' | 'message' | 'help'>> {
  try {
    await promise
  } catch (error) {
    return error as WardkitError
  }
  throw new Error('nothing was refused')
}

describe('loadService', () => {
  it('reads the operations of a document in its order', async () => {
    const { service, warnings } = await load({
      '/pets': {
        get: { ...OK, operationId: 'listPets', summary: 'List pets' },
        post: { ...OK, ...jsonBody({ type: 'object' }) },
      },
      '/pets/{petId}': { parameters: [parameter('petId')], get: OK, head: OK, trace: OK, delete: OK },
    })
    expect(warnings).toEqual([])
    expect(service).toMatchObject({ id: 'test-api', title: 'Test API', version: '1.2.3', basePath: '', roles: [] })
    expect(service.resourceTagMatch).toBe('where-only')
    expect(service.operations.map(({ id }) => id)).toEqual([
      'GET:/pets',
      'POST:/pets',
      'GET:/pets/{petId}',
      'DELETE:/pets/{petId}',
      'HEAD:/pets/{petId}',
      'TRACE:/pets/{petId}',
    ])
    expect(service.operations[0]).toMatchObject({
      operationId: 'listPets',
      summary: 'List pets',
      body: null,
      resource: null,
    })
    expect(service.operations[2]).toMatchObject({
      service: 'test-api',
      method: 'GET',
      path: '/pets/{petId}',
      public: false,
      pathParameters: [{ name: 'petId', resourceType: 'pets' }],
      resource: { type: 'pets', from: 'path', path: ['petId'] },
    })
  })

  it('gives a service that survives a round trip through JSON', async () => {
    const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
    const { service } = await load(
      { '/nodes': { post: { ...OK, ...jsonBody({ $ref: '#/components/schemas/Node' }) } } },
      { components: { schemas: { Node: node } } },
    )
    expect(JSON.parse(JSON.stringify(service))).toEqual(service)
  })

  it('merges the parameters of a path, an operation’s own taking their place', async () => {
    const query = (name: string, type: string) => ({ name, in: 'query', schema: { type } })
    const { service } = await load({
      '/repos/{owner}/{repo}': {
        parameters: [
          parameter('repo'),
          parameter('owner'),
          query('page', 'string'),
          { name: 'X-Trace', in: 'header', schema: {} },
        ],
        get: { ...OK, parameters: [query('page', 'integer'), query('sort', 'string')] },
      },
    })
    const [operation] = service.operations
    expect(operation?.pathParameters.map(({ name, resourceType }) => [name, resourceType])).toEqual([
      ['owner', 'repos'],
      ['repo', 'repos'],
    ])
    expect(operation?.queryParameters.map(({ name, shape }) => [name, service.shapes[shape]?.types])).toEqual([
      ['page', ['integer']],
      ['sort', ['string']],
    ])
  })

  it('tells how query parameters are written', async () => {
    const query = (name: string, rest: object) => ({ name, in: 'query', ...rest })
    const array = { type: 'array', items: { type: 'string' } }
    const { service } = await load({
      '/search': {
        get: {
          ...OK,
          parameters: [
            query('plain', { schema: { type: 'string' } }),
            query('repeated', { schema: array }),
            query('commas', { schema: array, explode: false }),
            query('pipes', { schema: array, style: 'pipeDelimited', explode: false }),
            query('spread', { schema: { type: 'object' } }),
            query('deep', { schema: { type: 'object' }, style: 'deepObject', explode: true }),
            query('json', { content: { 'application/json': { schema: { type: 'object' } } } }),
          ],
        },
      },
    })
    expect(
      Object.fromEntries(service.operations[0]?.queryParameters.map(({ name, style }) => [name, style]) ?? []),
    ).toEqual({
      plain: 'form',
      repeated: 'form',
      commas: 'other',
      pipes: 'other',
      spread: 'other',
      deep: 'deepObject',
      json: 'other',
    })
  })

  it('reads the media types of a body, and one shape for all that are JSON', async () => {
    const content = {
      'Application/JSON; charset=utf-8': { schema: { properties: { a: {} } } },
      'application/vnd.x+json': { schema: { properties: { b: {} } } },
      'text/csv': { schema: { type: 'string' } },
    }
    const { service } = await load({
      '/a': { post: { ...OK, requestBody: { content } } },
      '/b': { post: { ...OK, requestBody: { content: { 'text/csv': {} } } } },
    })
    const body = service.operations[0]?.body
    expect(body?.mediaTypes).toEqual(['application/json', 'application/vnd.x+json', 'text/csv'])
    const branches = service.shapes[body?.shape ?? -1]?.branches ?? []
    expect(branches.map((index) => service.shapes[index]?.properties.map(([name]) => name))).toEqual([['a'], ['b']])
    expect(service.operations[1]?.body).toEqual({ mediaTypes: ['text/csv'], shape: null })
  })

  it('takes an operation as public only where `security: []` says so', async () => {
    const paths = {
      '/a': {
        get: OK,
        put: { ...OK, security: [] },
        post: { ...OK, security: [{}] },
        delete: { ...OK, security: [{ key: [] }] },
      },
    }
    const components = { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } }
    const isPublic = async (rest: object) => {
      const { service } = await load(paths, { components, ...rest })
      return service.operations.filter((operation) => operation.public).map(({ method }) => method)
    }
    expect(await isPublic({})).toEqual(['PUT'])
    expect(await isPublic({ security: [{ key: [] }] })).toEqual(['PUT'])
    expect(await isPublic({ security: [] })).toEqual(['GET', 'PUT'])
  })

  it.each([
    ['https://api.example.com/v1/', '/v1'],
    ['https://{region}.example.com/v1', '/v1'],
    ['{scheme}://example.com/v1', '/v1'],
    ['//example.com/v1', '/v1'],
    ['/v1/x', '/v1/x'],
    ['https://api.example.com', ''],
    ['/', ''],
    ['.', ''],
  ])('takes the prefix of paths from the server %s', async (url, basePath) => {
    const variables = { region: { default: 'eu' }, scheme: { default: 'https' } }
    expect((await load({}, { servers: [{ url, variables }] })).service.basePath).toBe(basePath)
    expect((await load({}, { servers: [{ url, variables }] }, { basePath: '/mine/' })).service.basePath).toBe('/mine')
  })

  it('reads what the document says of its resources', async () => {
    const { service } = await load({
      '/shares': {
        post: {
          ...OK,
          ...jsonBody({ allOf: [{ properties: { document: { properties: { id: { type: 'string' } } } } }] }),
          'x-wardkit-resource': { type: 'document', id: '$body:document.id' },
        },
      },
      '/links': {
        post: {
          ...OK,
          ...jsonBody({ properties: { on: { properties: { type: {}, id: {} } } } }),
          'x-wardkit-resource': { type: '$body:on.type', id: '$body:on.id' },
        },
      },
      '/{slug}': {
        parameters: [parameter('slug')],
        'x-wardkit-resource': { type: 'page', id: '$path:slug' },
        get: OK,
        put: {
          ...OK,
          parameters: [{ name: 'draft', in: 'query', schema: {} }],
          'x-wardkit-resource': { type: 'draft', id: '$query:draft' },
        },
      },
      '/compare/{base}...{head}': {
        parameters: [parameter('base'), parameter('head')],
        get: {
          ...OK,
          'x-wardkit-resource': { type: 'commit', id: '$path:head' },
          'x-wardkit-replaces': ['get:/diff/{a}/{b}'],
        },
      },
    })
    expect(service.operations.map(({ id, resource, replaces }) => [id, resource, replaces])).toEqual([
      ['POST:/shares', { type: 'document', from: 'body', path: ['document', 'id'] }, []],
      ['POST:/links', { type: '$body:on.type', from: 'body', path: ['on', 'id'], typePath: ['on', 'type'] }, []],
      ['GET:/{slug}', { type: 'page', from: 'path', path: ['slug'] }, []],
      ['PUT:/{slug}', { type: 'draft', from: 'query', path: ['draft'] }, []],
      ['GET:/compare/{base}...{head}', { type: 'commit', from: 'path', path: ['head'] }, ['GET:/diff/{a}/{b}']],
    ])
  })

  it('reads the roles and settings of the document', async () => {
    const rest = {
      'x-wardkit-roles': {
        'pets:read': { description: 'Read pets', policy: 'allow:\n  - GET:/pets\n' },
        'pets:all': { policy: [{ allow: ['*:/pets'] }] },
      },
      'x-wardkit-resource-tag-match': 'required',
      'x-wardkit-mask': '***',
    }
    const { service } = await load({ '/pets': { get: OK } }, rest)
    expect(service).toMatchObject({
      resourceTagMatch: 'required',
      mask: '***',
      roles: [
        { id: 'pets:read', description: 'Read pets', policy: 'allow:\n  - GET:/pets\n' },
        { id: 'pets:all', description: '', policy: '[{"allow":["*:/pets"]}]' },
      ],
    })
    const mine = await load({ '/pets': { get: OK } }, rest, { resourceTagMatch: 'where-only', mask: '-', id: 'mine' })
    expect(mine.service).toMatchObject({ id: 'mine', resourceTagMatch: 'where-only', mask: '-' })
  })

  it('warns where a parameter follows a segment of another name', async () => {
    const { warnings } = await load({
      '/customers/{promoId}': { parameters: [parameter('promoId')], get: OK, put: OK },
      '/promo/{promoId}': { parameters: [parameter('promoId')], get: OK },
      '/promos/{promoId}/lines/{line_id}': { parameters: [parameter('promoId'), parameter('line_id')], get: OK },
      '/promo-categories/{promoCategoryId}': { parameters: [parameter('promoCategoryId')], get: OK },
      '/things/{id}': { parameters: [parameter('id')], get: OK },
      '/orders/{promoId}': {
        parameters: [parameter('promoId')],
        get: { ...OK, 'x-wardkit-resource': { type: 'promo', id: '$path:promoId' } },
      },
    })
    expect(warnings).toEqual([
      'the OpenAPI document, at `#/paths/~1customers~1{promoId}`: `{promoId}` names a resource of type `customers`: if that is not what is meant, say `x-wardkit-resource`',
    ])
  })

  it('warns of servers that it does not read', async () => {
    const { warnings } = await load(
      { '/a': { get: { ...OK, servers: [{ url: '/other' }] } } },
      { servers: [{ url: 'https://a.example/v1' }, { url: 'https://b.example/v1' }, { url: 'https://c.example/v2' }] },
    )
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toContain('`#/servers/2/url`')
    expect(warnings[1]).toContain('`#/paths/~1a/get`')
  })
})

describe('a document that cannot be used', () => {
  const shape = (schema: object) => ({ '/a': { post: { ...OK, ...jsonBody(schema) } } })
  const inRoles = (roles: unknown) => [{}, { 'x-wardkit-roles': roles }] as const

  it.each<[fault: string, paths: object, rest: object, pointer: string, message: string]>([
    ['is OpenAPI 2', {}, { swagger: '2.0' }, '#/swagger', 'OpenAPI 2'],
    ['is OpenAPI 4', {}, { openapi: '4.0.0' }, '#/openapi', '4.0.0'],
    ['gives its version as a number', {}, { openapi: 3.1 }, '#/openapi', '3.1'],
    ['misses its info', {}, { info: undefined }, '#', "required property 'info'"],
    [
      'breaks the schema of OpenAPI',
      { '/a': { get: { ...OK, paramters: [] } } },
      {},
      '#/paths/~1a/get/paramters',
      'not expected',
    ],
    [
      'breaks it deep inside',
      { '/a': { get: { ...OK, parameters: [parameter('b'), { in: 'query', name: 7, schema: {} }] } } },
      {},
      '#/paths/~1a/get/parameters/1/name',
      'must be string',
    ],
    [
      'breaks it behind a reference',
      { '/a': { get: { ...OK, parameters: [{ $ref: '#/components/parameters/P' }] } } },
      { components: { parameters: { P: { in: 'query', name: 'p', schema: {}, style: 'x' } } } },
      '#/components/parameters/P/style',
      'must be equal',
    ],
    [
      'refers to nothing',
      shape({ $ref: '#/components/schemas/Nothing' }),
      {},
      '#/paths/~1a/post/requestBody/content/application~1json/schema',
      'leads to nothing',
    ],
    [
      'refers in a circle',
      shape({ $ref: '#/components/schemas/A' }),
      { components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } } } },
      '#/paths/~1a/post',
      'leads back to itself',
    ],
    ['refers to an anchor', shape({ $ref: '#anchor' }), {}, '#/paths/~1a/post', 'no JSON pointer'],
    [
      'refers to the network',
      shape({ $ref: 'https://example.com/a.yaml#/A' }),
      {},
      '#/paths/~1a/post',
      'nothing is fetched',
    ],
    ['refers to a file, being a value', shape({ $ref: './a.yaml#/A' }), {}, '#/paths/~1a/post', 'no folder'],
    [
      'names a type that JSON lacks',
      shape({ type: 'strin' }),
      {},
      '#/paths/~1a/post/requestBody/content/application~1json/schema/type',
      '`"strin"`',
    ],
    [
      'declares an operation twice',
      {
        '/a/{x}': { get: { ...OK, parameters: [parameter('x')] } },
        '/a/{y}': { get: { ...OK, parameters: [parameter('y')] } },
      },
      {},
      '#/paths/~1a~1{y}',
      '`GET:/a/{x}`',
    ],
    [
      'declares operations that differ by case',
      { '/a': { get: OK }, '/A': { get: OK } },
      {},
      '#/paths/~1A',
      '`GET:/a`',
    ],
    [
      'declares operations that differ by a slash',
      { '/a': { get: OK }, '/a/': { get: OK } },
      {},
      '#/paths/~1a~1',
      '`GET:/a`',
    ],
    ['has a path that cannot be read', { '/a//b': { get: OK } }, {}, '#/paths/~1a~1~1b', 'empty segment'],
    ['declares no path parameter', { '/a/{b}': { get: OK } }, {}, '#/paths/~1a~1{b}/get', '`b` is not declared'],
    [
      'declares a path parameter too many',
      { '/a': { get: { ...OK, parameters: [parameter('b')] } } },
      {},
      '#/paths/~1a/get/parameters/0',
      'no `{b}`',
    ],
    [
      'declares a parameter twice',
      { '/a': { get: { ...OK, parameters: [1, 2].map(() => ({ name: 'q', in: 'query', schema: {} })) } } },
      {},
      '#/paths/~1a/get/parameters/1',
      'declared twice',
    ],
    [
      'has a matrix parameter',
      { '/a/{b}': { get: { ...OK, parameters: [{ ...parameter('b'), style: 'matrix' }] } } },
      {},
      '#/paths/~1a~1{b}/get/parameters/0/style',
      '`matrix`',
    ],
    [
      'has a server path with a variable',
      {},
      { servers: [{ url: '/{version}', variables: { version: { default: 'v1' } } }] },
      '#/servers/0/url',
      'parameter',
    ],
    [
      'has a server that is only a variable',
      {},
      { servers: [{ url: '{server}/v1', variables: { server: { default: '' } } }] },
      '#/servers/0/url',
      'does not begin',
    ],
    [
      'leaves open which parameter is meant',
      { '/a/{b}-{c}': { get: { ...OK, parameters: [parameter('b'), parameter('c')] } } },
      {},
      '#/paths/~1a~1{b}-{c}/get',
      'several parameters',
    ],
    [
      'leaves open what type is meant',
      { '/{b}': { get: { ...OK, parameters: [parameter('b')] } } },
      {},
      '#/paths/~1{b}/get',
      'no segment before `{b}`',
    ],
    [
      'locates a resource without its type',
      { '/a': { get: { ...OK, 'x-wardkit-resource': { id: '$query:b' } } } },
      {},
      '#/paths/~1a/get/x-wardkit-resource',
      'not understood',
    ],
    [
      'locates a resource nowhere',
      { '/a': { get: { ...OK, 'x-wardkit-resource': { type: 'a', id: 'b' } } } },
      {},
      '#/paths/~1a/get/x-wardkit-resource',
      'names no value',
    ],
    [
      'locates a resource by an undeclared value',
      { '/a': { get: { ...OK, 'x-wardkit-resource': { type: 'a', id: '$query:b' } } } },
      {},
      '#/paths/~1a/get/x-wardkit-resource',
      '`$query:b`',
    ],
    [
      'locates a resource by an undeclared field',
      {
        '/a': {
          post: { ...OK, ...jsonBody({ properties: { b: {} } }), 'x-wardkit-resource': { type: 'a', id: '$body:b.c' } },
        },
      },
      {},
      '#/paths/~1a/post/x-wardkit-resource',
      '`$body:b.c`',
    ],
    [
      'types a resource by an undeclared value',
      {
        '/a/{b}': {
          get: {
            ...OK,
            parameters: [parameter('b')],
            'x-wardkit-resource': { type: '$path:type', id: '$path:b' },
          },
        },
      },
      {},
      '#/paths/~1a~1{b}/get/x-wardkit-resource',
      '`$path:type`',
    ],
    [
      'types a resource by a value of another place',
      {
        '/a/{b}': {
          get: {
            ...OK,
            parameters: [parameter('b'), { name: 'type', in: 'query', schema: {} }],
            'x-wardkit-resource': { type: '$query:type', id: '$path:b' },
          },
        },
      },
      {},
      '#/paths/~1a~1{b}/get/x-wardkit-resource',
      'not in one place',
    ],
    [
      'replaces what is no operation',
      { '/a': { get: { ...OK, 'x-wardkit-replaces': ['/old'] } } },
      {},
      '#/paths/~1a/get/x-wardkit-replaces/0',
      '`"/old"`',
    ],
    [
      'misspells an extension',
      { '/a': { get: { ...OK, 'x-wardkit-resourse': {} } } },
      {},
      '#/paths/~1a/get/x-wardkit-resourse',
      'no extension',
    ],
    [
      'writes an extension in another case',
      { '/a': { get: { ...OK, 'X-Wardkit-Resource': {} } } },
      {},
      '#',
      'X-Wardkit-Resource',
    ],
    [
      'misplaces an extension',
      {},
      { info: { title: 't', version: '1', 'x-wardkit-mask': '-' } },
      '#/info/x-wardkit-mask',
      'means nothing here',
    ],
    ['uses a reserved key', {}, { 'x-wardkit-files': {} }, '#', 'reserved'],
    ['lists roles', ...inRoles([]), '#/x-wardkit-roles', 'not understood'],
    ['reserves a role', ...inRoles({ admin: { policy: '-' } }), '#/x-wardkit-roles/admin', 'reserved'],
    ['names a role with a space', ...inRoles({ 'a b': { policy: '-' } }), '#/x-wardkit-roles/a b', "role's id"],
    ['gives a role no policy', ...inRoles({ a: { description: 'x' } }), '#/x-wardkit-roles/a', 'no policy'],
    ['gives a role more', ...inRoles({ a: { policy: '-', roles: [] } }), '#/x-wardkit-roles/a', '`roles`'],
    [
      'says nothing of the tag match',
      {},
      { 'x-wardkit-resource-tag-match': 'always' },
      '#/x-wardkit-resource-tag-match',
      'not understood',
    ],
    ['masks with a number', {}, { 'x-wardkit-mask': 0 }, '#/x-wardkit-mask', 'no text'],
    [
      'has a body of no media type',
      { '/a': { post: { ...OK, requestBody: { content: { json: {} } } } } },
      {},
      '#/paths/~1a/post/requestBody/content/json',
      '`json`',
    ],
  ])('that %s is refused with its place', async (_fault, paths, rest, pointer, message) => {
    const error = await errorOf(load(paths, rest))
    expect(error.code).toBe('ERR_SERVICE_DOCUMENT')
    expect(error.message).toMatch(/^the OpenAPI document, at `#/)
    expect(error.message).toContain(`at \`${pointer}`)
    expect(error.message).toContain(message)
    expect(error.message).not.toContain('\n')
    expect(error.help).toBeTypeOf('string')
  })

  it.each([null, 'openapi: 3.1.0', [], 7])('that is %j and no object is refused', async (document) => {
    expect(await errorOf(loadService({ document }))).toMatchObject({ code: 'ERR_SERVICE_DOCUMENT' })
  })

  it('that contains itself is refused', async () => {
    const document: Record<string, unknown> = documentWith({}) as Record<string, unknown>
    document['x-self'] = document
    expect(await errorOf(loadService({ document }))).toMatchObject({ code: 'ERR_SERVICE_DOCUMENT' })
  })
})

describe('an option that cannot be used', () => {
  it('is refused: neither file nor document, or both', async () => {
    await expect(loadService({})).rejects.toThrow(TypeError)
    await expect(loadService({ file: 'openapi.yaml', document: {} })).rejects.toThrow(TypeError)
  })

  it.each(['v1', '/{version}', '/a//b', '/a?b'])('is refused: the base path %s', async (basePath) => {
    const error = await errorOf(load({}, {}, { basePath }))
    expect(error).toMatchObject({ code: 'ERR_CONFIGURATION' })
    expect(error.message).toContain(`\`${basePath}\``)
  })
})
