import type { ServerSpec } from '@wardkit/contracts'
import type Koa from 'koa'
import mount from 'koa-mount'
import { describe, expect, it } from 'vitest'
import type { AuthorizeOptions } from './authorize.ts'
import { answer, authorizeOf, startApp, useAuthorize, VERSIONS, type AnyRouter } from './koa-versions.test-support.ts'
import { verifyRoutes } from './verify-routes.ts'

describe.each(VERSIONS)('verifyRoutes() on %s', (_name, Koa, Router) => {
  async function verifyApp(build: (app: Koa, spec: ServerSpec) => void): Promise<readonly string[]> {
    let verified: Promise<readonly string[]> | undefined
    await startApp(Koa, (app, spec) => {
      build(app, spec)
      verified = verifyRoutes(app)
      verified.catch(() => undefined)
    })
    return verified ?? []
  }

  const verify = (build: (router: AnyRouter) => void, options?: AuthorizeOptions) =>
    verifyApp((app, spec) => {
      useAuthorize(app, spec, options)
      const router = new Router()
      build(router)
      app.use(router.routes())
    })
  const done = (): void => undefined

  it('answers with the middleware that is decided by URL', async () => {
    const opaque = await verifyApp((app, spec) => {
      useAuthorize(app, spec)
      app.use(async function compress(_context, next) {
        await next()
      })
      app.use(mount('/files', done))
      const router = new Router()
      router.get('/users/me', done)
      app.use(router.routes())
    })
    expect(opaque).toEqual(['middleware 3 (compress)', 'middleware 4'])
  })

  it.each<[string, (router: AnyRouter) => unknown, string]>([
    [
      'a shadowed route',
      (router) => router.get('/users/:id', done).get('/users/me', done),
      '`GET:/users/me` would run the route `/users/:id`',
    ],
    [
      'a shadowed route of a nested router',
      (router) => {
        const users = new Router()
        users.get('/:id', done)
        router.use('/users', users.routes())
        router.get('/users/search', done)
      },
      '`GET:/users/search` would run the route `/users/:id`',
    ],
    ['an unlisted route', (router) => router.get('/metrics', done), '`GET /metrics` is in no document'],
    ['a route for every method once', (router) => router.all('/metrics', done), '`* /metrics` is in no document'],
    ['an undeclared method', (router) => router.patch('/users/:id', done), '`PATCH /users/:id` is in no document'],
    ['a regular expression', (router) => router.get(/x/, done), 'list it in `declaredRoutes`'],
  ])('lists %s', async (_what, build, message) => {
    await expect(verify(build)).rejects.toMatchObject({
      code: 'ERR_ROUTES_AMBIGUOUS',
      message: expect.stringContaining(message) as string,
    })
  })

  it('takes routes below an allowed prefix, and those before authorize(), as they are', async () => {
    await expect(
      verify((router) => router.get('/legacy/:page', done), { unlistedRoutes: { allow: ['/legacy'] } }),
    ).resolves.toEqual([])
    await expect(
      verifyApp((app, spec) => {
        const router = new Router()
        router.get('/metrics', done)
        app.use(router.routes())
        useAuthorize(app, spec)
      }),
    ).resolves.toEqual([])
  })

  it('finds authorize() in a router, and the routes after it', async () => {
    await expect(
      verifyApp((app, spec) => {
        const router = new Router()
        router.get('/ping', done)
        router.use(authorizeOf(spec) as never)
        router.get('/metrics', answer(spec, 'metrics'))
        app.use(router.routes())
      }),
    ).rejects.toThrow('document: the route `GET /metrics` is in no document')
  })

  it('refuses an application without authorize()', async () => {
    await expect(verifyApp(() => undefined)).rejects.toThrow('mount it first')
  })
})
