import { describe, expect, it } from 'vitest'
import { startContractServer, type MakeServer, type ServerChoice } from './contract-server.ts'

/** Whatever fails, nothing runs; and what a response may not hold, it does not. */
export function failureContract(name: string, makeServer: MakeServer): void {
  describe(`${name} when something fails`, () => {
    const hang = new Promise<never>(() => undefined)
    it.each<[string, ServerChoice]>([
      ['the principal function throws', { options: { principal: () => fail() } }],
      ['the principal function rejects', { options: { principal: () => Promise.reject(new Error('down')) } }],
      ['the principal function answers nonsense', { options: { principal: () => ({ id: 7 }) as never } }],
      ['the hook throws', { options: { principal: () => null, onRefused: () => fail() } }],
      ['the hook rejects', { options: { principal: () => null, onRefused: () => Promise.reject(new Error('down')) } }],
      ['the decision throws', { engine: (engine) => ({ ...engine, decideSoon: () => fail() }) }],
      [
        'the decision rejects',
        { engine: (engine) => ({ ...engine, decideSoon: () => Promise.reject(new Error('down')) }) },
      ],
      [
        'the event sink throws',
        { engine: (engine) => ({ ...engine, onEvent: () => fail() }), options: { principal: () => null } },
      ],
    ])('F22 answers 503 and runs nothing when %s', async (_name, choice) => {
      const server = await startContractServer(makeServer, choice)
      try {
        const exchange = await server.send({ target: '/users/me' })
        expect(exchange).toMatchObject({ response: { status: 503 }, ran: [] })
        expect(exchange.response.headers.get('retry-after')).toBe('1')
        expect(exchange.response.body).not.toContain('down')
      } finally {
        await server.close()
      }
    })

    it.each<[string, ServerChoice]>([
      ['the principal function never answers', { options: { principal: () => hang } }],
      ['the hook never answers', { options: { principal: () => null, onRefused: () => hang } }],
      ['the decision never comes', { engine: (engine) => ({ ...engine, decideSoon: () => hang }) }],
    ])('F22 answers 503 within its time when %s', async (_name, choice) => {
      const server = await startContractServer(makeServer, {
        ...choice,
        options: { ...choice.options, timeoutSeconds: 0.2 },
      })
      try {
        expect(await server.send({ target: '/users/me' })).toMatchObject({ response: { status: 503 }, ran: [] })
      } finally {
        await server.close()
      }
    })
  })

  describe(`${name} limits responses`, () => {
    it('keeps the fields that the decision keeps, with length and tag of what is left', async () => {
      const record = { name: 'x', secret: 's', parts: [{ label: 'a', secret: 's' }] }
      const server = await startContractServer(makeServer, { answer: () => record })
      try {
        const { response } = await server.send({ target: '/records/1' })
        expect(JSON.parse(response.body)).toEqual({ name: 'x', parts: [{ label: 'a' }] })
        expect(Number(response.headers.get('content-length'))).toBe(Buffer.byteLength(response.body))
        const whole = await server.send({ target: '/records/1', headers: [['X-As', 'admin']] })
        expect(JSON.parse(whole.response.body)).toEqual(record)
        expect(whole.response.headers.get('etag')).not.toBe(response.headers.get('etag') ?? 'none')
        const head = await server.send({ method: 'HEAD', target: '/records/1' })
        expect(head.response.headers.get('etag')).toBeUndefined()
        expect([undefined, response.headers.get('content-length')]).toContain(
          head.response.headers.get('content-length'),
        )
      } finally {
        await server.close()
      }
    })

    it('answers no question about the unfiltered body by its tag', async () => {
      const server = await startContractServer(makeServer, { answer: () => ({ name: 'x', secret: 's' }) })
      try {
        const whole = await server.send({ target: '/records/1', headers: [['X-As', 'admin']] })
        const tag = whole.response.headers.get('etag') ?? '*'
        const { response } = await server.send({ target: '/records/1', headers: [['If-None-Match', tag]] })
        expect(response.status).toBe(200)
      } finally {
        await server.close()
      }
    })
  })
}

function fail(): never {
  throw new Error('down')
}
