import { findDefaultDocument, loadService, type Service } from '@wardkit/core'
import type { OptionSpec } from './command.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

/** The option that names OpenAPI documents, the same for every command. */
export const OPENAPI_OPTION = {
  type: 'string',
  multiple: true,
  value: 'file',
  about: 'the OpenAPI document; by default WARDKIT_OPENAPI, else openapi.yaml, .yml or .json here',
} as const satisfies OptionSpec

/** The paths of the OpenAPI documents: those given, else the one that a server started here would take. @throws UsageError where there is none */
export function findDocuments(given: readonly string[]): readonly string[] {
  if (given.length > 0) return given
  const found = findDefaultDocument()
  if (found !== undefined) return [found]
  throw new UsageError('there is no OpenAPI document here', 'name it: `--openapi path/to/openapi.yaml`')
}

/**
 * Loads the services of OpenAPI documents, noting what the documents should be told of.
 *
 * @throws UsageError, WardkitError `ERR_SERVICE_DOCUMENT`, `ERR_CONFIGURATION`: each names the place and the remedy
 */
export async function loadServices(given: readonly string[], output: Output): Promise<readonly Service[]> {
  const services: Service[] = []
  for (const file of findDocuments(given)) {
    const { service, warnings } = await loadService({ file })
    for (const warning of warnings) output.note(`warning: ${warning}`)
    services.push(service)
  }
  return services
}
