import { readRootFields, type GraphQLRequest } from '@wardkit/core/graphql'
import {
  createGraphQLGuard,
  type Engine,
  type GraphQLGuardOptions,
  type GraphQLWardkitRequest,
  type ProblemResponse,
} from '@wardkit/core/http'
import { GraphQLError } from 'graphql'

/** What every mount takes. `Host` is what the server makes of an HTTP request. */
export interface AuthorizeGraphQLOptions<Host> extends GraphQLGuardOptions<Host> {
  /** The instance that decides, made with the option `graphql`. */
  readonly wardkit: Engine
}

/** A request to a GraphQL server, just before anything of it is executed. */
export interface SentGraphQLRequest<Host> {
  /** What is about to be executed: all of a batch, so that one refusal refuses all of it. */
  readonly requests: readonly GraphQLRequest[]
  /** Every header field of a name (in lower case), as sent. */
  fields(name: string): readonly string[]
  readonly host: Host
  /** For events and the access log; `POST` and `/graphql` when absent. */
  readonly method?: string
  readonly target?: string
  /** It is decided again as its parts run: nothing is taken down of what passes. */
  readonly isRehearsal?: boolean
  /** Puts a header field on the response, in place of one of the same name. */
  setHeader(name: string, value: string): void
}

/** What is to become of it. */
export type GraphQLAdmission =
  | { readonly kind: 'admitted'; readonly request: GraphQLWardkitRequest }
  /** `error` goes into the response in place of data, with the HTTP status; its extensions say `code`, the same as problem bodies do. */
  | { readonly kind: 'refused'; readonly error: GraphQLError; readonly status: number }

/** Decides GraphQL requests for any server that executes with graphql-js. */
export interface GraphQLAuthorizer<Host> {
  /** Never rejects: whatever fails, the request is refused. Headers of the response are set either way. */
  authorize(request: SentGraphQLRequest<Host>): Promise<GraphQLAdmission>
}

/**
 * Creates what stands between a server's validation of a document and its execution.
 *
 * @throws TypeError on an option that is unknown or wrong
 * @example
 * const { authorize } = createGraphQLAuthorizer({ wardkit })
 */
export function createGraphQLAuthorizer<Host = unknown>({
  wardkit,
  ...options
}: AuthorizeGraphQLOptions<Host>): GraphQLAuthorizer<Host> {
  const guard = createGraphQLGuard<Host>(wardkit, options, 'createGraphQLAuthorizer()')
  return {
    async authorize({ requests, method = 'POST', target = '/graphql', ...sent }) {
      const { setHeader } = sent
      const outcome = await guard.check({ ...sent, method, target, read: () => readAll(requests) })
      const headers = outcome.kind === 'pass' ? outcome.headers : outcome.response.headers
      for (const [name, value] of Object.entries(headers)) if (name !== 'content-type') setHeader(name, value)
      if (outcome.kind === 'pass') return { kind: 'admitted', request: outcome.request }
      return { kind: 'refused', error: toError(outcome.response), status: outcome.response.status }
    },
  }
}

function readAll(requests: readonly GraphQLRequest[]): ReturnType<typeof readRootFields> {
  const all = requests.map(readRootFields)
  const unreadable = all.find((read) => !read.ok)
  return unreadable ?? { ok: true, rootFields: all.flatMap((read) => (read.ok ? read.rootFields : [])) }
}

function toError({ body }: ProblemResponse): GraphQLError {
  const { title, detail, ...extensions } = JSON.parse(body) as { title: string; detail?: string }
  return new GraphQLError(detail ?? title, { extensions })
}
