import type { ExecutionContext } from '@nestjs/common'
import { isAdmittedGraphQLRequest, type GraphQLWardkitRequest } from '@wardkit/core/http'

/**
 * The GraphQL request that a resolver serves, as the plugin of its server let it pass. Undefined where none did: the plugin is forgotten, or the request came by
 * a way that passes it by, such as a WebSocket.
 */
export function resolverRequestOf(context: ExecutionContext): GraphQLWardkitRequest | undefined {
  // Resolvers are called with a source, arguments, the request's context, and what is known of the field.
  const graphql = context.getArgByIndex<{ readonly wardkit?: unknown } | null | undefined>(2)
  const request = graphql?.wardkit
  return isAdmittedGraphQLRequest(request) ? request : undefined
}
