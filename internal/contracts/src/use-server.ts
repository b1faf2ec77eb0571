import { afterAll, beforeAll } from 'vitest'
import { startContractServer, type ContractServer, type MakeServer } from './contract-server.ts'

/** One server for all the tests of a `describe`. */
export function useServer(makeServer: MakeServer): () => ContractServer {
  let server: ContractServer | undefined
  beforeAll(async () => {
    server = await startContractServer(makeServer)
  })
  afterAll(() => server?.close())
  return () => {
    if (server === undefined) throw new TypeError('the server is asked for before the tests begin')
    return server
  }
}
