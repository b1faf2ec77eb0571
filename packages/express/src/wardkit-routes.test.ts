import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sendRaw } from '@wardkit/contracts'
import express5, { type Express } from 'express'
import express4 from 'express4'
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

function listen(app: Express): Promise<number> {
  const server = createServer(app)
  close = () => server.close()
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))
}

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('wardkitRoutes() on %s', (_name, express) => {
  const login = { method: 'POST', headers: [['Content-Type', 'application/json']] as const, body: '{"email":"a"}' }

  it.each<[string, (app: Express) => unknown]>([
    ['bare', (app) => app.use(wardkitRoutes({ wardkit: echo }))],
    ['at its base path', (app) => app.use('/wardkit', wardkitRoutes({ wardkit: echo }))],
  ])('answers below its base path when mounted %s', async (_name, mount) => {
    const app = express()
    mount(app)
    const { status, body } = await sendRaw(await listen(app), { target: '/wardkit/login', ...login })
    expect(status).toBe(200)
    expect(JSON.parse(body)).toEqual({ method: 'POST', path: '/wardkit/login', body: '{"email":"a"}' })
  })

  it('answers under another base path with the same routes', async () => {
    const app = express().use(wardkitRoutes({ wardkit: echo, basePath: '/api/auth' }))
    const port = await listen(app)
    expect(JSON.parse((await sendRaw(port, { target: '/api/auth/login', ...login })).body)).toMatchObject({
      path: '/wardkit/login',
    })
    expect((await sendRaw(port, { target: '/wardkit/login', ...login })).status).toBe(404)
  })

  it('leaves every other path alone', async () => {
    const app = express().use(wardkitRoutes({ wardkit: echo }))
    const port = await listen(app)
    for (const target of ['/', '/wardkitx', '/x/wardkit/login'])
      expect((await sendRaw(port, { target })).status).toBe(404)
  })

  it('P07 P12 refuses a target that is not canonical', async () => {
    const port = await listen(express().use(wardkitRoutes({ wardkit: echo })))
    for (const target of ['/wardkit/%2e%2e/login', '/wardkit//login', '/wardkit/%00']) {
      expect((await sendRaw(port, { target, ...login })).status).toBe(400)
    }
  })

  it('names the remedy when a body parser was there first', async () => {
    const app = express()
      .use(express.json())
      .use(wardkitRoutes({ wardkit: echo }))
    const { status, body } = await sendRaw(await listen(app), { target: '/wardkit/login', ...login })
    expect(status).toBe(500)
    expect(JSON.parse(body)).toMatchObject({
      code: 'ERR_BODY_CONSUMED',
      title: expect.stringContaining('mount wardkitRoutes() before it') as string,
    })
  })

  it('uses the raw body that a parser kept', async () => {
    const keep = express.json({ verify: (request, _response, buffer) => Object.assign(request, { rawBody: buffer }) })
    const app = express()
      .use(keep)
      .use(wardkitRoutes({ wardkit: echo }))
    const { body } = await sendRaw(await listen(app), { target: '/wardkit/login', ...login })
    expect(JSON.parse(body)).toMatchObject({ body: '{"email":"a"}' })
  })

  it('answers 503 when the instance did not start, or a route throws', async () => {
    const failing = Promise.reject(new Error('down'))
    const throwing = { fetch: () => Promise.reject(new Error('down')) }
    for (const wardkit of [failing, throwing]) {
      const { status, body } = await sendRaw(await listen(express().use(wardkitRoutes({ wardkit }))), {
        target: '/wardkit/login',
        ...login,
      })
      expect(status).toBe(503)
      expect(body).not.toContain('down')
    }
  })

  it('names the option that is wrong, at once', () => {
    expect(() => wardkitRoutes({ base: '/x' } as never)).toThrow('wardkitRoutes() has no option `base`')
    expect(() => wardkitRoutes({ wardkit: echo, basePath: 'wardkit/' })).toThrow('`basePath` is a path')
  })
})
