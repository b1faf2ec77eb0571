import { GraphQLError } from 'graphql'
import type { GraphQLAdmission } from './graphql-authorizer.ts'

/** The error of a refusal for a server that takes the HTTP status from `extensions.http`, and does not send that. */
export function refusalError({ error, status }: Extract<GraphQLAdmission, { kind: 'refused' }>): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status } } })
}

/** A request that cannot be decided. */
export function unreadableRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'ERR_INVALID_INPUT', http: { status: 400 } } })
}
