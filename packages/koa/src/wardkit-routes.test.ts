import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyParser } from '@koa/bodyparser'
import { sendRaw } from '@wardkit/contracts'
import Koa3 from 'koa'
import mount from 'koa-mount'
import Koa2 from 'koa2'
import { afterEach, describe, expect, it } from 'vitest'
import { wardkitRoutes } from './wardkit-routes.ts'

let close: (() => void) | undefined
afterEach(() => close?.())

/** Answers with what came to it. */
const echo = {
  async fetch(request: Request): Promise<Response> {
    return Response.json({ method: request.method, path: new URL(request.url).pathname, body: await request.text() })
  },
}

function listen(app: Koa3): Promise<number> {
  app.silent = true
  const answer = app.callback()
  const server = createServer((request, response) => void answer(request, response))
  close = () => server.close()
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

describe.each([
  ['Koa 3', Koa3],
  ['Koa 2', Koa2],
])('wardkitRoutes() on %s', (_name, Koa) => {
  const login = { method: 'POST', headers: [['Content-Type', 'application/json']] as const, body: '{"email":"a"}' }

  it.each<[string, (app: Koa3) => unknown]>([
    ['bare', (app) => app.use(wardkitRoutes({ wardkit: echo }))],
    ['at its base path', (app) => app.use(mount('/wardkit', wardkitRoutes({ wardkit: echo })))],
  ])('answers below its base path when mounted %s', async (_how, use) => {
    const app = new Koa()
    use(app)
    const { status, body } = await sendRaw(await listen(app), { target: '/wardkit/login', ...login })
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ method: 'POST', path: '/wardkit/login', body: '{"email":"a"}' })
  })

  it('leaves every other path to what follows', async () => {
    const app = new Koa()
    app.use(wardkitRoutes({ wardkit: echo }))
    app.use((context) => {
      context.body = 'next'
    })
    const port = await listen(app)
    for (const target of ['/', '/wardkitx', '/x/wardkit/login']) {
      expect(await sendRaw(port, { target })).toMatchObject({ status: 200, body: 'next' })
    }
  })

  it('P07 P12 refuses a target that is not canonical', async () => {
    const port = await listen(new Koa().use(wardkitRoutes({ wardkit: echo })))
    for (const target of ['/wardkit/%2e%2e/login', '/wardkit//login', '/wardkit/%00']) {
      expect((await sendRaw(port, { target, ...login })).status).toBe(400)
    }
  })

  it('names the remedy when a body parser was there first', async () => {
    const app = new Koa()
    app.use(bodyParser())
    app.use(wardkitRoutes({ wardkit: echo }))
    const { status, body } = await sendRaw(await listen(app), { target: '/wardkit/login', ...login })
    expect(status).toBe(500)
    expect(JSON.parse(body)).toMatchObject({ code: 'ERR_BODY_CONSUMED' })
  })

  it('answers 503 when the instance did not start, or a route throws', async () => {
    const failing = Promise.reject(new Error('down'))
    failing.catch(() => undefined)
    for (const wardkit of [failing, { fetch: () => Promise.reject(new Error('down')) }]) {
      const port = await listen(new Koa().use(wardkitRoutes({ wardkit })))
      const { status, body } = await sendRaw(port, { target: '/wardkit/login', ...login })
      expect(status).toBe(503)
      expect(body).not.toContain('down')
    }
  })

  it('names the option that is wrong, at once', () => {
    expect(() => wardkitRoutes({ base: '/x' } as never)).toThrow('wardkitRoutes() has no option `base`')
  })
})
