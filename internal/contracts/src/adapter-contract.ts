import type { AdapterTraits } from './adapter-traits.ts'
import type { MakeServer } from './contract-server.ts'
import { decisionContract } from './decision-contract.ts'
import { dispatchContract } from './dispatch-contract.ts'
import { failureContract } from './failure-contract.ts'
import { loginContract } from './login-contract.ts'
import { routerContract } from './router-contract.ts'
import { valuesContract } from './values-contract.ts'

/** What an adapter owes, whatever its HTTP library. Every claim is checked by the decisions made and the handlers that ran. */
export function adapterContract(name: string, makeServer: MakeServer, traits: AdapterTraits): void {
  dispatchContract(name, makeServer, traits)
  if (traits.router !== 'none') routerContract(name, makeServer, traits)
  valuesContract(name, makeServer)
  failureContract(name, makeServer)
  loginContract(name, makeServer)
  if (traits.extent !== 'brief') decisionContract(name, makeServer)
}
