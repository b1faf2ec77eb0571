export { adapterContract } from './adapter-contract.ts'
export { type AdapterTraits } from './adapter-traits.ts'
export { CONTRACT_DOCUMENT, CONTRACT_ROUTES, type ContractRoute } from './contract-document.ts'
export { createContractEngine } from './contract-engine.ts'
export {
  startContractServer,
  type ContractServer,
  type Exchange,
  type MakeServer,
  type ServerChoice,
  type ServerSpec,
} from './contract-server.ts'
export { DECISION_CASES, startDecisionCase, toRawRequest, type DecisionCase } from './decision-contract.ts'
export { hostileRequests } from './hostile-targets.ts'
export { sendRaw, type RawRequest, type RawResponse } from './raw-request.ts'
