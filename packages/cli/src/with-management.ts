import { findDefaultDocument, openManagement, type OpenManagement, type Service } from '@wardkit/core'
import type { OptionSpec } from './command.ts'
import { loadServices } from './load-services.ts'
import type { Output } from './output.ts'

/** The option that names the store, the same for every command. */
export const DATABASE_OPTION = {
  type: 'string',
  value: 'url',
  about: 'the store, `sqlite:` and a path; by default WARDKIT_DATABASE_URL, else sqlite:./wardkit.db',
} as const satisfies OptionSpec

interface ManagementOptions {
  readonly database: string | undefined
  /** OpenAPI documents to check policies against; absent where the command checks none. */
  readonly openapi?: readonly string[]
}

/** Opens the store, does the work and closes the store again, whatever came of it. */
export async function withManagement<T>(
  options: ManagementOptions,
  output: Output,
  work: (management: OpenManagement) => Promise<T>,
): Promise<T> {
  const services = options.openapi === undefined ? [] : await loadNamed(options.openapi, output)
  const { database } = options
  const management = await openManagement({ services, ...(database === undefined ? {} : { database }) })
  try {
    return await work(management)
  } finally {
    await management.close()
  }
}

/** Without a document policies are checked against what servers of the store registered. */
async function loadNamed(given: readonly string[], output: Output): Promise<readonly Service[]> {
  return given.length > 0 || findDefaultDocument() !== undefined ? loadServices(given, output) : []
}
