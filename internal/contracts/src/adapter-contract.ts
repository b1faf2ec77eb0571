import type { MakeServer } from './contract-server.ts'
import { decisionContract } from './decision-contract.ts'
import { dispatchContract } from './dispatch-contract.ts'
import { failureContract } from './failure-contract.ts'
import { routerContract } from './router-contract.ts'
import { valuesContract } from './values-contract.ts'

/** What an adapter's server has besides HTTP. */
export interface AdapterTraits {
  /** Whether routes are dispatched by a router of their own; without one, by the operation decided. */
  readonly hasRouter: boolean
}

/** What an adapter owes, whatever its HTTP library. Every claim is checked by the decisions made and the handlers that ran. */
export function adapterContract(name: string, makeServer: MakeServer, { hasRouter }: AdapterTraits): void {
  dispatchContract(name, makeServer)
  if (hasRouter) routerContract(name, makeServer)
  valuesContract(name, makeServer)
  failureContract(name, makeServer)
  decisionContract(name, makeServer)
}
