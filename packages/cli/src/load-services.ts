import { findDefaultDocument, loadService, type LoadServiceInput, type Service } from '@wardkit/core'
import type { OptionTable } from './command.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

/** The options that name OpenAPI documents, the same for every command. */
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
} as const satisfies OptionTable

/** What these options came to. */
export interface OpenapiOptions {
  readonly openapi: readonly string[]
  readonly 'base-path': string | undefined
}

/**
 * The OpenAPI documents: those given, else the one that a server started here would take.
 *
 * @throws UsageError where there is none
 */
export function findDocuments({ openapi, 'base-path': basePath }: OpenapiOptions): readonly LoadServiceInput[] {
  const found = openapi.length > 0 ? openapi : [findDefaultDocument()]
  return found.map((file) => {
    if (file === undefined) {
      throw new UsageError('there is no OpenAPI document here', 'name it: `--openapi path/to/openapi.yaml`')
    }
    return basePath === undefined ? { file } : { file, basePath }
  })
}

/**
 * Loads the services of OpenAPI documents, noting what the documents should be told of.
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
  return services
}
