import type { GraphQLWardkitRequest } from '@wardkit/core/http'
import { GraphQLError, parse, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql'
import type { GraphQLParams, Plugin } from 'graphql-yoga'
import { createGraphQLAuthorizer, type AuthorizeGraphQLOptions, type SentGraphQLRequest } from './graphql-authorizer.ts'
import { refusalError, unreadableRequest } from './refusal-error.ts'

/** What `useWardkit()` takes; the server's request is a Fetch `Request`. */
export type UseWardkitOptions = AuthorizeGraphQLOptions<Request>

/** What resolvers find in their context. */
export interface WardkitContext {
  readonly wardkit: GraphQLWardkitRequest
}

/**
 * A plugin of graphql-yoga after which every root field needs a policy that allows it. It belongs first in `plugins`: what an earlier one answers
 * from a cache of its own is not decided.
 *
 * A subscription is decided when it starts. A batch is decided whole before the first of its operations runs.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * createYoga({ schema, plugins: [useWardkit({ wardkit })] })
 */
export function useWardkit(options: UseWardkitOptions): Plugin<WardkitContext> {
  const { authorize } = createGraphQLAuthorizer(options)
  const headers = new WeakMap<Request, Map<string, string>>()
  let schema: GraphQLSchema | undefined

  function toSent(request: Request, requests: SentGraphQLRequest<Request>['requests']): SentGraphQLRequest<Request> {
    const own = headers.get(request) ?? new Map<string, string>()
    headers.set(request, own)
    return {
      requests,
      fields(name) {
        const field = request.headers.get(name)
        return field === null ? [] : [field]
      },
      host: request,
      method: request.method,
      target: new URL(request.url).pathname,
      setHeader: (name, value) => own.set(name, value),
    }
  }

  async function decide({ args, extendContext, setResultAndStopExecution }: Execution): Promise<void> {
    const { document, variableValues, contextValue } = args
    const request = { schema: args.schema, document, variables: (variableValues ?? {}) as Record<string, unknown> }
    const admission = await authorize(toSent(contextValue.request, [request]))
    if (admission.kind === 'admitted') extendContext({ wardkit: admission.request })
    else setResultAndStopExecution({ errors: [refusalError(admission)] })
  }

  async function decideBatch(request: Request, batch: readonly GraphQLParams[]): Promise<void> {
    if (schema === undefined) throw unreadableRequest('the server has no schema yet')
    const executed = schema
    const requests = batch.map(({ query, variables }) => ({
      schema: executed,
      document: readDocument(query),
      variables: (variables ?? {}) as Record<string, unknown>,
    }))
    const admission = await authorize({ ...toSent(request, requests), isRehearsal: true })
    if (admission.kind === 'refused') throw refusalError(admission)
  }

  return {
    onSchemaChange(changed) {
      schema = changed.schema as GraphQLSchema
    },
    onRequestParse: ({ request }) => ({
      async onRequestParseDone({ requestParserResult: params }) {
        if (Array.isArray(params)) await decideBatch(request, params)
      },
    }),
    onExecute: decide,
    onSubscribe: decide,
    onResponse({ request, response }) {
      for (const [name, value] of headers.get(request) ?? []) response.headers.set(name, value)
    },
  }
}

/** What the hooks of queries and of subscriptions have in common. */
interface Execution {
  readonly args: Pick<ExecutionArgs, 'schema' | 'document'> & {
    readonly variableValues?: unknown
    readonly contextValue: { readonly request: Request }
  }
  extendContext(extension: WardkitContext): void
  setResultAndStopExecution(result: { readonly errors: readonly GraphQLError[] }): void
}

/** The document of one operation of a batch. One that the server keeps is not looked up: whether it may run is not known before it does. */
function readDocument(query: string | undefined): DocumentNode {
  if (query === undefined || query === '') {
    throw unreadableRequest('a batch holds its documents itself: send what is persisted in requests of its own')
  }
  try {
    return parse(query)
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause
    throw unreadableRequest(cause.message)
  }
}
