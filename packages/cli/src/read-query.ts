import { readFile } from 'node:fs/promises'
import type { LoadGraphQLServiceInput } from '@wardkit/core'
import { readRootFields, type RootFieldsRead } from '@wardkit/core/graphql'
import { buildSchema, GraphQLError, parse, validate } from 'graphql'
import type { SentQuery } from './policy-bench.ts'

/**
 * Reads GraphQL requests as a server does that has the schemas of some files: the first that a document fits answers it.
 *
 * @returns a function that tells, in place of root fields, what a server would say of a document that does not fit
 */
export async function createQueryReader(
  inputs: readonly LoadGraphQLServiceInput[],
): Promise<(sent: SentQuery) => RootFieldsRead> {
  const files = inputs.flatMap(({ file }) => file ?? [])
  const schemas = await Promise.all(files.map(async (file) => buildSchema(await readFile(file, 'utf8'))))
  return ({ query, variables = {} }) => {
    try {
      const document = parse(query)
      const faults = schemas.map((schema) => validate(schema, document))
      const schema = schemas[faults.findIndex((found) => found.length === 0)]
      if (schema !== undefined) return readRootFields({ schema, document, variables })
      return { ok: false, message: faults[0]?.[0]?.message ?? 'there is no GraphQL schema to ask' }
    } catch (error) {
      if (error instanceof GraphQLError) return { ok: false, message: error.message }
      throw error
    }
  }
}
