import type { Operation } from './service.ts'

/** Whether an operation asks a GraphQL schema about itself (`query:__schema`, `query:__type`). Every schema has the same ones. */
export function isIntrospection({ graphql }: Operation): boolean {
  return graphql?.field.startsWith('__') === true
}
