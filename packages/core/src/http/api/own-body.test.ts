import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRoute, z } from '@hono/zod-openapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NO_TAGS } from '../../model/tags.ts'
import { createFetchMount } from '../fetch-mount.ts'
import { MAX_BODY_BYTES } from './own-body.ts'
import { createTestApi } from './own-api.test-support.ts'
import type { OwnModule } from './own-module.ts'

const responses = { 200: { description: 'Done' } } as const
const remove = createRoute({ method: 'delete', path: '/things', responses })
const make = createRoute({
  method: 'post',
  path: '/things',
  request: { body: { content: { 'application/json': { schema: z.strictObject({ name: z.string() }) } } } },
  responses,
})
const principal = { type: 'user', id: 'usr_ada', tenant: 'tnt_a', roles: ['admin'], tags: NO_TAGS } as const

let server: Server
let ran: string[] = []

beforeAll(async () => {
  const module: OwnModule = (router) => {
    router.openapi(remove, (context) => context.text(`removed${ran.push('remove') > 0 ? '' : '?'}`))
    router.openapi(make, (context) => {
      ran.push(`make ${context.req.valid('json').name}`)
      return context.text('made')
    })
  }
  const api = await createTestApi({
    routes: [remove, make],
    modules: [module],
    engine: {
      authenticate: async () => ({ status: 'identified', principal }),
      decideSoon: async ({ operation }) =>
        ({
          allowed: true,
          answer: 'yes',
          reason: 'allowed',
          operation: operation.id,
          principal,
          filters: null,
        }) as never,
    },
  })
  const mount = createFetchMount('/wardkit', async () => api)
  server = createServer((incoming, response) => void mount(incoming, response, incoming.url ?? ''))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(() => server.close())

/** Sends a request as it is: with no `content-length` unless it is among the headers. */
async function send(method: string, headers: Record<string, string>, chunks: readonly string[]): Promise<number> {
  ran = []
  const { port } = server.address() as AddressInfo
  const sent = request({
    agent: false,
    port,
    method,
    path: '/wardkit/things',
    headers: { authorization: 'Bearer x', ...headers },
  })
  sent.on('error', () => undefined)
  for (const chunk of chunks) sent.write(chunk)
  sent.end()
  const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }]
  response.resume()
  return response.statusCode
}

const JSON_HEADERS = { 'content-type': 'application/json' }

describe('a body of a request to Wardkit’s own API', () => {
  it('may be absent, also where no length says so', async () => {
    expect(await send('DELETE', {}, [])).toBe(200)
    expect(ran).toEqual(['remove'])
  })

  it('may come in chunks', async () => {
    expect(await send('POST', { ...JSON_HEADERS, 'transfer-encoding': 'chunked' }, ['{"name":', '"x"}'])).toBe(200)
    expect(ran).toEqual(['make x'])
  })

  it('B06 is refused once it is too long, whether it says how long it is or not', async () => {
    const half = ' '.repeat(MAX_BODY_BYTES / 2)
    const length = String(3 * half.length)
    expect(await send('POST', { ...JSON_HEADERS, 'content-length': length }, [half, half, half])).toBe(413)
    expect(await send('POST', { ...JSON_HEADERS, 'transfer-encoding': 'chunked' }, [half, half, half])).toBe(413)
    expect(ran).toEqual([])
  })

  it('is as long as is allowed', async () => {
    const text = `{"name":"${'x'.repeat(MAX_BODY_BYTES - 11)}"}`
    expect(await send('POST', { ...JSON_HEADERS, 'transfer-encoding': 'chunked' }, [text])).toBe(200)
  })
})
