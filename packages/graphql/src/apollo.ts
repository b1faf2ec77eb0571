import type { ApolloServerPlugin, BaseContext } from '@apollo/server'
import type { GraphQLWardkitRequest } from '@wardkit/core/http'
import { createGraphQLAuthorizer, type AuthorizeGraphQLOptions } from './graphql-authorizer.ts'
import { refusalError, unreadableRequest } from './refusal-error.ts'

/** What `wardkitPlugin()` takes; the server's request is the context that its `context` function makes. */
export type WardkitPluginOptions<Context extends BaseContext> = AuthorizeGraphQLOptions<Context>

/** What resolvers find in their context. */
export interface WardkitContext {
  wardkit?: GraphQLWardkitRequest
}

/**
 * A plugin of Apollo Server after which every root field needs a policy that allows it. Batches are refused: Apollo runs the operations of one apart, and
 * one refusal is to refuse all.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * new ApolloServer({ typeDefs, resolvers, plugins: [wardkitPlugin({ wardkit })] })
 */
export function wardkitPlugin<Context extends BaseContext & WardkitContext>(
  options: WardkitPluginOptions<Context>,
): ApolloServerPlugin<Context> {
  const { authorize } = createGraphQLAuthorizer(options)
  return {
    requestDidStart: () =>
      Promise.resolve({
        async didResolveOperation({ request, response, schema, document, contextValue, requestIsBatched }) {
          if (requestIsBatched)
            throw unreadableRequest('a batch of operations is refused: send each in a request of its own')
          const { http, variables = {} } = request
          const admission = await authorize({
            requests: [{ schema, document, variables }],
            fields(name) {
              const field = http?.headers.get(name)
              return field === undefined ? [] : [field]
            },
            host: contextValue,
            ...(http === undefined ? {} : { method: http.method }),
            setHeader: (name, value) => response.http.headers.set(name, value),
          })
          if (admission.kind === 'refused') throw refusalError(admission)
          contextValue.wardkit = admission.request
        },
      }),
  }
}
