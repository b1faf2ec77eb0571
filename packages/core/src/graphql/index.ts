export type { ExecutableSchema, LoadGraphQLServiceInput, ResourceArgument } from './load-graphql-service-input.ts'
export { loadGraphQLService } from './load-graphql-service.ts'
export { readRootFields, type GraphQLRequest, type RootFieldsRead } from './read-root-fields.ts'
export { GRAPHQL_LIMITS, type RootFieldRequest } from './root-field-request.ts'
