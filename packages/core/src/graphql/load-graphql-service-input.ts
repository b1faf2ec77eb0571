import type { Service } from '../model/service.ts'

/** Where a GraphQL service comes from, and what its schema does not say. */
export interface LoadGraphQLServiceInput {
  /** Path of the schema in SDL. Either this or `schema`. */
  readonly file?: string
  /** The schema itself: SDL text, or the `GraphQLSchema` that a server executes. */
  readonly schema?: string | ExecutableSchema
  /** Names the service; `graphql` when absent. */
  readonly id?: string
  /**
   * The type of the resource that a root field is about, by root field: `{ 'query:patient': 'patient' }`. Its id is the argument `id`, else the one
   * named for the type (`patientId`), else what is said of it. A root field that is not here is about no resource.
   */
  readonly resources?: Readonly<Record<string, string | ResourceArgument>>
  /** Root fields that need no policy: `['mutation:logIn']`. */
  readonly public?: readonly string[]
  /** `where-only` when absent. */
  readonly resourceTagMatch?: Service['resourceTagMatch']
}

/** A resource whose id stands somewhere else than in `id` or `<type>Id`. */
export interface ResourceArgument {
  readonly type: string
  /** The argument, and fields of it with dots between: `input.id`. */
  readonly id: string
}

/** A `GraphQLSchema`, whose package an application without GraphQL does not have. */
export interface ExecutableSchema {
  getQueryType(): unknown
  getTypeMap(): object
}
