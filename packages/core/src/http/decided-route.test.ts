import { describe, expect, it } from 'vitest'
import type { Operation, Service } from '../model/service.ts'
import { parsePathTemplate } from '../openapi/path-template.ts'
import { isDecidedRoute, type DispatchedRoute } from './decided-route.ts'
import { parseRoutePath } from './route-template.ts'

function expected(path: string, values: readonly string[], basePath = '') {
  const parsed = parsePathTemplate(path)
  const segments = parsed.ok ? parsed.segments : []
  const operation = { id: `GET:${path}`, method: 'GET', path, segments } as unknown as Operation
  return { kind: 'operation', service: { basePath } as unknown as Service, operation, values } as const
}

function route(
  path: string,
  params: Record<string, unknown> = {},
  more: Partial<DispatchedRoute> = {},
): DispatchedRoute {
  return { method: 'GET', baseUrl: '', templates: parseRoutePath(path) ?? [], params, caseSensitive: false, ...more }
}

describe('isDecidedRoute', () => {
  it.each([
    ['/users/{id}', ['42'], route('/users/:id', { id: '42' })],
    ['/users/{id}', ['42'], route('/users/:other', { other: '42' })],
    ['/users/{id}', ['a/b'], route('/users/:id', { id: 'a/b' })],
    ['/users/{id}', ['42'], route('/:id', { id: '42' }, { baseUrl: '/users' })],
    ['/users/{id}', ['42'], route('/', {}, { baseUrl: '/users/42' })],
    ['/users/{id}', ['42'], route('/:id', { id: '42' }, { baseUrl: '/USERS' })],
    ['/users/{id}', ['a b'], route('/', {}, { baseUrl: '/users/a%20b' })],
    ['/files/{name}.json', ['x'], route('/files/:name.json', { name: 'x' })],
    ['/caf%C3%A9', [], route('/caf%C3%A9')],
    ['/', [], route('/')],
  ])('takes the route for %s with %j', (path, values, dispatched) => {
    expect(isDecidedRoute(expected(path, values), 'GET', dispatched)).toBe(true)
  })

  it.each([
    ['a literal in place of a parameter', '/users/{id}', ['me'], route('/users/me')],
    ['a parameter in place of a literal', '/users/me', [], route('/users/:id', { id: 'me' })],
    ['another value', '/users/{id}', ['42'], route('/users/:id', { id: '43' })],
    ['a value in another case', '/users/{id}', ['Rita'], route('/users/:id', { id: 'rita' })],
    ['values that changed places', '/a/{x}/{y}', ['1', '2'], route('/a/:y/:x', { y: '2', x: '1' })],
    ['a parameter without value', '/users/{id}', ['42'], route('/users/:id', {})],
    [
      'an inherited value',
      '/users/{id}',
      ['42'],
      route('/users/:id', Object.create({ id: '42' }) as Record<string, unknown>),
    ],
    ['a list of values', '/users/{id}', ['42'], route('/users/:id', { id: ['42'] })],
    ['another path', '/users/{id}', ['42'], route('/admins/:id', { id: '42' })],
    ['a longer path', '/users/{id}', ['42'], route('/users/:id/keys', { id: '42' })],
    ['another base', '/users/{id}', ['42'], route('/:id', { id: '42' }, { baseUrl: '/admins' })],
    ['another value in the base', '/users/{id}', ['Rita'], route('/', {}, { baseUrl: '/users/rita' })],
    ['a base that cannot be decoded', '/users/{id}', ['42'], route('/', {}, { baseUrl: '/users/%ff' })],
    ['another method', '/users/{id}', ['42'], route('/users/:id', { id: '42' }, { method: 'DELETE' })],
    [
      'a base in another case under case-sensitive routing',
      '/users/{id}',
      ['42'],
      route('/:id', { id: '42' }, { baseUrl: '/USERS', caseSensitive: true }),
    ],
    ['no templates at all', '/users/{id}', ['42'], route('/users/:id', { id: '42' }, { templates: [] })],
    ['the shorter of two paths while the longer matched', '/users', [], route('/users{/:id}', { id: '42' })],
  ])('refuses %s', (_name, path, values, dispatched) => {
    expect(isDecidedRoute(expected(path, values), 'GET', dispatched)).toBe(false)
  })

  it('counts the base path of the service', () => {
    const decided = expected('/users/{id}', ['42'], '/v1')
    expect(isDecidedRoute(decided, 'GET', route('/v1/users/:id', { id: '42' }))).toBe(true)
    expect(isDecidedRoute(decided, 'GET', route('/users/:id', { id: '42' }, { baseUrl: '/v1' }))).toBe(true)
    expect(isDecidedRoute(decided, 'GET', route('/users/:id', { id: '42' }))).toBe(false)
  })
})
