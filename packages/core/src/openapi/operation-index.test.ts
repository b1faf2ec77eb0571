import { describe, expect, it } from 'vitest'
import type { Operation, Service } from '../model/service.ts'
import { createOperationIndex } from './operation-index.ts'
import { parsePathTemplate } from './path-template.ts'

function serviceOf(ids: readonly string[], basePath = '', id = 'test'): Service {
  const operations = ids.map((operationId): Operation => {
    const [, method = '', path = ''] = /^([A-Z]+):(.*)$/.exec(operationId) ?? []
    const template = parsePathTemplate(path)
    if (!template.ok) throw new TypeError(template.problem)
    const { segments } = template
    const pathParameters = segments.flatMap(({ parameters }) =>
      parameters.map((name) => ({ name, shape: 0, resourceType: null })),
    )
    const rest = { public: false, queryParameters: [], body: null, resource: null, replaces: [] }
    return { id: operationId, service: id, method, path, segments, pathParameters, ...rest }
  })
  return { id, title: id, version: '1', basePath, operations, shapes: [], roles: [], resourceTagMatch: 'where-only' }
}

function finder(ids: readonly string[], basePath?: string): (request: string) => string {
  const index = createOperationIndex([serviceOf(ids, basePath)])
  return (request) => {
    const [method = '', path = ''] = request.split(' ')
    const match = index.find(method, path === '/' ? [] : path.slice(1).split('/').map(decodeURIComponent))
    return typeof match === 'string' ? match : [match.operation.id, ...match.path].join(' ')
  }
}

describe('createOperationIndex', () => {
  it('finds operations by method and path, with their values in order', () => {
    const find = finder([
      'GET:/',
      'GET:/patient',
      'POST:/patient',
      'GET:/patient/{id}',
      'GET:/patient/{id}/visit/{visit}',
    ])
    expect(find('GET /')).toBe('GET:/')
    expect(find('GET /patient')).toBe('GET:/patient')
    expect(find('POST /patient')).toBe('POST:/patient')
    expect(find('GET /patient/42')).toBe('GET:/patient/{id} 42')
    expect(find('GET /patient/42/visit/7')).toBe('GET:/patient/{id}/visit/{visit} 42 7')
  })

  it('tells a path it does not know from a method it does not know there', () => {
    const find = finder(['GET:/patient/{id}'])
    expect(find('GET /patient')).toBe('unknown-path')
    expect(find('GET /patient/42/visit')).toBe('unknown-path')
    expect(find('GET /doctor/42')).toBe('unknown-path')
    expect(find('PUT /patient/42')).toBe('unknown-method')
  })

  it('P02 prefers concrete segments to templated ones', () => {
    const find = finder(['GET:/users/{id}', 'GET:/users/me', 'GET:/users/{id}/keys', 'GET:/{kind}/me/roles'])
    expect(find('GET /users/me')).toBe('GET:/users/me')
    expect(find('GET /users/you')).toBe('GET:/users/{id} you')
    expect(find('GET /users/me/keys')).toBe('GET:/users/{id}/keys me')
    expect(find('GET /users/me/roles')).toBe('GET:/{kind}/me/roles users')
  })

  it('takes a templated path where the concrete one lacks the method, as routers do', () => {
    const find = finder(['GET:/users/me', 'DELETE:/users/{id}'])
    expect(find('DELETE /users/me')).toBe('DELETE:/users/{id} me')
    expect(find('PATCH /users/me')).toBe('unknown-method')
  })

  it('matches segments that hold text beside parameters, the more text the earlier', () => {
    const find = finder(['GET:/f/{id}', 'GET:/f/{id}.json', 'GET:/f/{a}-{b}', 'GET:/f/v{n}', 'GET:/f/{id}:share'])
    expect(find('GET /f/42')).toBe('GET:/f/{id} 42')
    expect(find('GET /f/42.json')).toBe('GET:/f/{id}.json 42')
    expect(find('GET /f/.json')).toBe('GET:/f/{id} .json')
    expect(find('GET /f/x-y-z')).toBe('GET:/f/{a}-{b} x y-z')
    expect(find('GET /f/-y')).toBe('GET:/f/{id} -y')
    expect(find('GET /f/--')).toBe('GET:/f/{id} --')
    expect(find('GET /f/---')).toBe('GET:/f/{a}-{b} - -')
    expect(find('GET /f/v2')).toBe('GET:/f/v{n} 2')
    expect(find('GET /f/42:share')).toBe('GET:/f/{id}:share 42')
    expect(find('GET /f/a.json.json')).toBe('GET:/f/{id}.json a.json')
  })

  it('never lets the texts around a parameter overlap', () => {
    const find = finder(['GET:/a{x}a'])
    expect(find('GET /a')).toBe('unknown-path')
    expect(find('GET /aa')).toBe('unknown-path')
    expect(find('GET /aaa')).toBe('GET:/a{x}a a')
  })

  it('P05 compares literal text without regard to ASCII case, and leaves values as they are', () => {
    const find = finder(['GET:/admin/Users/{id}', 'GET:/f/X{id}.JSON'])
    expect(find('GET /ADMIN/uSERS/Ab')).toBe('GET:/admin/Users/{id} Ab')
    expect(find('GET /admin/Users/Ab')).toBe('GET:/admin/Users/{id} Ab')
    expect(find('GET /f/xAb.json')).toBe('GET:/f/X{id}.JSON Ab')
    expect(find('GET /%E2%84%AAdmin/Users/1')).toBe('unknown-path')
    expect(finder(['GET:/kelvin'])('GET /%E2%84%AAelvin')).toBe('unknown-path')
  })

  it('P08 binds a decoded slash within one value', () => {
    const find = finder(['GET:/files/{name}', 'GET:/files/{name}/meta'])
    expect(find('GET /files/a%2Fmeta')).toBe('GET:/files/{name} a/meta')
  })

  it('P13 takes HEAD for GET where no head is declared, and no other method for another', () => {
    const find = finder(['GET:/a', 'GET:/b', 'HEAD:/b', 'POST:/c'])
    expect(find('HEAD /a')).toBe('GET:/a')
    expect(find('HEAD /b')).toBe('HEAD:/b')
    expect(find('HEAD /c')).toBe('unknown-method')
    for (const method of ['get', 'Get', 'OPTIONS', 'TRACE', 'QUERY', '__proto__', 'constructor']) {
      expect(find(`${method} /a`)).toBe('unknown-method')
    }
  })

  it('L06 finds paths named like members of objects, and only where they are declared', () => {
    const find = finder(['GET:/__proto__/{constructor}', 'GET:/hasOwnProperty'])
    expect(find('GET /__proto__/x')).toBe('GET:/__proto__/{constructor} x')
    expect(find('GET /hasOwnProperty')).toBe('GET:/hasOwnProperty')
    expect(find('GET /constructor')).toBe('unknown-path')
  })

  it('answers below a base path and nowhere else', () => {
    const find = finder(['GET:/', 'GET:/patient'], '/api/v1')
    expect(find('GET /api/v1')).toBe('GET:/')
    expect(find('GET /API/v1/patient')).toBe('GET:/patient')
    expect(find('GET /patient')).toBe('unknown-path')
    expect(find('GET /api')).toBe('unknown-path')
  })

  it('refuses two operations with one URL', () => {
    const clash = [serviceOf(['GET:/v1/a/{x}'], '', 'one'), serviceOf(['GET:/A/{y}'], '/v1', 'two')]
    expect(() => createOperationIndex(clash)).toThrow(
      expect.objectContaining({
        code: 'ERR_SERVICE_DOCUMENT',
        message: '`GET:/A/{y}` and `GET:/v1/a/{x}` have the same URL',
      }),
    )
  })

  it('visits each node of its tree at most once, however ambiguous the paths', () => {
    const depth = 12
    // Every prefix of concrete and templated segments is there, and none of them ends where the request does.
    const paths = Array.from({ length: 2 ** depth }, (_, bits) => {
      const segments = Array.from({ length: depth }, (_, level) => ((bits >> level) & 1 ? 'a' : `{p${level}}`))
      return `GET:/${segments.join('/')}/end`
    })
    const index = createOperationIndex([serviceOf(paths)])
    let reads = 0
    const segments = new Proxy([...Array<string>(depth).fill('a'), 'other'], {
      get(target, key, receiver) {
        if (typeof key === 'string' && /^\d+$/.test(key)) reads++
        return Reflect.get(target, key, receiver) as unknown
      },
    })
    expect(index.find('GET', segments)).toBe('unknown-path')
    expect(reads).toBeLessThan(2 ** (depth + 2))
  })
})
