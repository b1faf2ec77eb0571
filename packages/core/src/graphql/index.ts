export type { ExecutableSchema, LoadGraphQLServiceInput, ResourceArgument } from './load-graphql-service-input.ts'
export { loadGraphQLService } from './load-graphql-service.ts'
export { readRootFields, type GraphQLRequest } from './read-root-fields.ts'
export { GRAPHQL_LIMITS, type RootFieldRequest, type RootFieldsRead } from './root-field-request.ts'
