import { findDefaultDocument, loadService, type LoadServiceInput, type Service } from '@wardkit/core'
import { loadGraphQLService } from '@wardkit/core/graphql'
import type { OptionTable } from './command.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

/** The options that name OpenAPI documents and GraphQL schemas, the same for every command. */
export const OPENAPI_OPTIONS = {
  openapi: {
    type: 'string',
    multiple: true,
    value: 'file',
    about: 'the OpenAPI document; by default WARDKIT_OPENAPI, else openapi.yaml, .yml or .json here',
  },
  'base-path': {
    type: 'string',
    value: 'path',
    about: "the prefix of every path; by default that of the document's first server",
  },
  graphql: {
    type: 'string',
    multiple: true,
    value: 'file',
    about: 'a GraphQL schema in SDL, in place of an OpenAPI document or beside it',
  },
} as const satisfies OptionTable

/** What these options came to. */
export interface OpenapiOptions {
  readonly openapi: readonly string[]
  readonly 'base-path': string | undefined
  readonly graphql?: readonly string[]
}

/**
 * The OpenAPI documents: those given, else the one that a server started here would take.
 *
 * @throws UsageError where there is none, and no GraphQL schema either
 */
export function findDocuments(options: OpenapiOptions): readonly LoadServiceInput[] {
  const { openapi, 'base-path': basePath, graphql = [] } = options
  const usual = findDefaultDocument()
  const found = openapi.length > 0 || usual === undefined ? openapi : [usual]
  if (found.length === 0 && graphql.length === 0) {
    throw new UsageError('there is no OpenAPI document here', 'name it: `--openapi path/to/openapi.yaml`')
  }
  return found.map((file) => (basePath === undefined ? { file } : { file, basePath }))
}

/** The documents and schemas given, for a bench. @throws UsageError where there is none */
export function findBenchDocuments(options: OpenapiOptions): {
  readonly openapi: readonly LoadServiceInput[]
  readonly graphql: readonly { readonly file: string }[]
} {
  return { openapi: findDocuments(options), graphql: (options.graphql ?? []).map((file) => ({ file })) }
}

/**
 * Loads the services of OpenAPI documents, noting what the documents should be told of, and of GraphQL schemas.
 *
 * @throws UsageError, WardkitError `ERR_SERVICE_DOCUMENT`, `ERR_CONFIGURATION`: each names the place and the remedy
 */
export async function loadServices(options: OpenapiOptions, output: Output): Promise<readonly Service[]> {
  const services: Service[] = []
  for (const document of findDocuments(options)) {
    const { service, warnings } = await loadService(document)
    for (const warning of warnings) output.note(`warning: ${warning}`)
    services.push(service)
  }
  // What a root field is about, a server says and no schema: nothing is missing here.
  for (const file of options.graphql ?? []) services.push((await loadGraphQLService({ file })).service)
  return services
}
