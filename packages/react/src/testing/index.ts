export { FakeProblem, notFound } from './fake-problem.ts'
export { pageOf, type FakeHandler, type FakeHandlers, type FakeRequest } from './fake-handlers.ts'
export { type FakeAnswer, type FakeBody, type FakeOperation } from './fake-operation.ts'
export {
  createFakeServer,
  type FakeOverride,
  type FakeServer,
  type FakeServerOptions,
  type SeenRequest,
} from './fake-server.ts'
export { createFakeState, type FakeState } from './fake-state.ts'
export { createTestProvider, type TestProvider, type TestProviderOptions } from './test-provider.tsx'
