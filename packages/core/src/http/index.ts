export { readTarget } from './canonical-target.ts'
export {
  AUTHORIZER_OPTIONS,
  createAuthorizer,
  isAuthorizer,
  registerAuthorizer,
  verifyRouteTables,
  type Admission,
  type Authorizer,
  type AuthorizerOptions,
} from './authorizer.ts'
export { type FoundRoute, type RegisteredRoute, type RouteReport, type RouteTable } from './check-routes.ts'
export { printPath, type DeclaredRoute } from './declared-routes.ts'
export { type Engine, type EngineQuestion, type ResourceRegistration } from './engine.ts'
export { type RefusalEvent, type WardkitEvent } from './events.ts'
export { OWN_BASE_PATH, type FetchMount, type FetchTarget } from './fetch-mount.ts'
export { concreteFirst, findFirstRoute } from './find-first-route.ts'
export {
  createGraphQLGuard,
  isAdmittedGraphQLRequest,
  type GraphQLGuard,
  type GraphQLGuardOptions,
  type GraphQLGuardOutcome,
  type GraphQLGuardRequest,
  type GraphQLWardkitRequest,
} from './graphql-guard.ts'
export { type GuardOptions } from './guard-options.ts'
export { createGuard, type Expected, type Guard, type GuardOutcome, type GuardRequest } from './guard.ts'
export { type HandlerDeclaration } from './handler-declaration.ts'
export { type HostPrincipal } from './host-principal.ts'
export { DESCRIBES_BODY, filterBody, limitResponse, tagOf, type ResponseLimit } from './limit-response.ts'
export { headerFields, sendProblem, sentBody } from './node-request.ts'
export { createOwnRoutes, type WardkitRoutesOptions } from './own-routes.ts'
export { problemOf, type ProblemResponse } from './problem.ts'
export { assertKnownOptions } from '../util/known-options.ts'
export { templatesOf, type RouteTemplate } from './route-template.ts'
export { type ReachedRoute, type Watch } from './watch.ts'
export { type WardkitRequest } from './wardkit-request.ts'
