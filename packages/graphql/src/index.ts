export type { GraphQLRequest } from '@wardkit/core/graphql'
export type { GraphQLWardkitRequest } from '@wardkit/core/http'
export {
  createGraphQLAuthorizer,
  type AuthorizeGraphQLOptions,
  type GraphQLAdmission,
  type GraphQLAuthorizer,
  type SentGraphQLRequest,
} from './graphql-authorizer.ts'
