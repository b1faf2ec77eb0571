import { findDefaultDocument, openManagement, type OpenManagement, type Service } from '@wardkit/core'
import type { OptionSpec } from './command.ts'
import { loadServices, type OpenapiOptions } from './load-services.ts'
import type { Output } from './output.ts'

/** The option that names the store, the same for every command. */
export const DATABASE_OPTION = {
  type: 'string',
  value: 'url',
  about: 'the store, `sqlite:` and a path; by default WARDKIT_DATABASE_URL, else sqlite:./wardkit.db',
} as const satisfies OptionSpec

/** OpenAPI documents to check policies against are absent where the command checks none. */
interface ManagementOptions extends Partial<OpenapiOptions> {
  readonly database: string | undefined
}

/** Opens the store, does the work and closes the store again, whatever came of it. */
export async function withManagement<T>(
  options: ManagementOptions,
  output: Output,
  work: (management: OpenManagement) => Promise<T>,
): Promise<T> {
  const { openapi, 'base-path': basePath } = options
  const services = openapi === undefined ? [] : await loadNamed({ openapi, 'base-path': basePath }, output)
  const { database } = options
  const management = await openManagement({ services, ...(database === undefined ? {} : { database }) })
  try {
    return await work(management)
  } finally {
    await management.close()
  }
}

/** Without a document policies are checked against what servers of the store registered. */
async function loadNamed(given: OpenapiOptions, output: Output): Promise<readonly Service[]> {
  return given.openapi.length > 0 || findDefaultDocument() !== undefined ? loadServices(given, output) : []
}
