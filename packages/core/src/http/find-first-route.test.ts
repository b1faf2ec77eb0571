import { describe, expect, it } from 'vitest'
import type { RegisteredRoute } from './check-routes.ts'
import { concreteFirst, findFirstRoute } from './find-first-route.ts'
import { templatesOf } from './route-template.ts'

function route(path: string, method = 'GET'): RegisteredRoute {
  return { path, shown: path, methods: [method], templates: templatesOf(path) }
}

describe('findFirstRoute()', () => {
  const routes = [route('/users/:id'), route('/users/me'), route('/:name.json'), route('/any', '*')]

  it.each([
    ['GET', '/users/me', '/users/:id', { id: 'me' }],
    ['GET', '/USERS/7', '/users/:id', { id: '7' }],
    ['GET', '/report.json', '/:name.json', { name: 'report' }],
    ['DELETE', '/any', '/any', {}],
  ])('%s %s comes to %s', (method, path, found, params) => {
    expect(findFirstRoute(routes, method, path)).toMatchObject({ path: found, params, baseUrl: '' })
  })

  it.each([
    ['POST', '/users/me'],
    ['GET', '/users'],
    ['GET', '/users/a/b'],
    ['GET', '/.json'],
  ])('%s %s comes to none', (method, path) => {
    expect(findFirstRoute(routes, method, path)).toBeUndefined()
  })

  it('passes over routes that cannot be compared', () => {
    expect(findFirstRoute([route('/*all'), route('/users/me')], 'GET', '/users/me')?.path).toBe('/users/me')
  })
})

describe('concreteFirst()', () => {
  it('tries text before parameters, segment by segment', () => {
    const tried = concreteFirst([route('/:a/me'), route('/users/:id'), route('/users/:id.json'), route('/users/me')])
    expect(tried.map(({ path }) => path)).toEqual(['/users/me', '/users/:id.json', '/users/:id', '/:a/me'])
  })
})
