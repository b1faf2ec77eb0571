import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startContractServer, type ContractServer, type MakeServer } from '@wardkit/contracts'
import compression from 'compression'
import express5, { type Express } from 'express'
import express4 from 'express4'
import { afterEach, describe, expect, it } from 'vitest'
import { authorize } from './authorize.ts'

let contract: ContractServer | undefined
afterEach(() => contract?.close())

const RECORD = { name: 'Pat', secret: 's'.repeat(4000) }

describe.each([
  ['Express 4', express4],
  ['Express 5', express5],
])('compression on %s', (_name, express) => {
  /** Asks for a record that only the name may be seen of, by a client that decompresses. */
  async function ask(order: 'before' | 'after'): Promise<Response> {
    let app: Express | undefined
    const make: MakeServer = (spec) => {
      app = express()
      const middleware = [compression({ threshold: 0 }), authorize({ ...spec.options, wardkit: spec.engine })]
      app.use(order === 'before' ? middleware : middleware.reverse())
      app.get('/records/:id', (_request, response) => response.json(RECORD))
      return app
    }
    contract = await startContractServer(make)
    const server = createServer(app).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    try {
      return await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/records/1`)
    } finally {
      server.close()
    }
  }

  it('before authorize() compresses what a filter left of the response', async () => {
    const response = await ask('before')
    expect(response.headers.get('content-encoding')).toMatch(/^(gzip|br)$/)
    expect([response.status, await response.text()]).toEqual([200, '{"name":"Pat"}'])
  })

  it('after authorize() never lets more through than the filter allows', async () => {
    const response = await ask('after')
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ code: 'ERR_RESPONSE_NOT_FILTERED' })
  })
})
