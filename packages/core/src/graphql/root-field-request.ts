import type { JsonObject } from '../model/json.ts'
import type { GraphQLRoot } from '../model/service.ts'

/** One root field that a GraphQL request asks for: one question. */
export interface RootFieldRequest {
  readonly root: GraphQLRoot
  readonly field: string
  /** What the resolver is given, in JSON: defaults and variables applied, an argument that is not sent left out. */
  readonly arguments: JsonObject
  /** What is selected beneath the field, by field names. A field without a selection of its own is null. */
  readonly selection: JsonObject
}

/** The root fields that a request asks for, or why it cannot be decided. */
export type RootFieldsRead =
  | { readonly ok: true; readonly rootFields: readonly RootFieldRequest[] }
  | { readonly ok: false; readonly message: string }

/** Bounds of what is read of one request; beyond them it is refused. */
export const GRAPHQL_LIMITS = {
  /** Root fields, each of which is decided. */
  rootFields: 100,
  /** Fields and fragments looked at, each as often as it is met. */
  selections: 10_000,
  /** Fields inside one another. */
  depth: 50,
  /** Lists and objects inside one another, in the value of an argument. */
  valueDepth: 64,
} as const

/** Why a request cannot be decided, in words for whoever sent it. */
export class UnreadableRequestError extends Error {
  override readonly name = 'UnreadableRequestError'
}
