import type { MakeServer } from './contract-server.ts'
import { dispatchContract } from './dispatch-contract.ts'
import { failureContract } from './failure-contract.ts'
import { valuesContract } from './values-contract.ts'

/** What an adapter owes, whatever its HTTP library. Every claim is checked by the decisions made and the handlers that ran. */
export function adapterContract(name: string, makeServer: MakeServer): void {
  dispatchContract(name, makeServer)
  valuesContract(name, makeServer)
  failureContract(name, makeServer)
}
