import { existsSync } from 'node:fs'
import { findDefaultDocument, openManagement, readDatabase, type OpenManagement, type Service } from '@wardkit/core'
import type { OptionSpec } from './command.ts'
import { loadServices, type OpenapiOptions } from './load-services.ts'
import type { Output } from './output.ts'
import { UsageError } from './usage-error.ts'

/** The option that names the store, the same for every command. */
export const DATABASE_OPTION = {
  type: 'string',
  value: 'url',
  about: 'the store, `sqlite:` and a path; by default WARDKIT_DATABASE_URL, else sqlite:./wardkit.db',
} as const satisfies OptionSpec

/** OpenAPI documents to check policies against are absent where the command checks none. */
interface ManagementOptions extends Partial<OpenapiOptions> {
  readonly database: string | undefined
  /** The file of the access log, where it is not beside the database. */
  readonly 'access-log'?: string | undefined
}

/**
 * Opens the store, does the work and closes the store again, whatever came of it.
 *
 * @param setup `create` where the command begins a store; any other finds one, or a slip of the pen would make an empty one. `templates` to link by
 * @throws UsageError where there is no store
 */
export async function withManagement<T>(
  options: ManagementOptions,
  output: Output,
  work: (management: OpenManagement) => Promise<T>,
  setup: { readonly create?: true; readonly templates?: readonly string[] } = {},
): Promise<T> {
  const file = readDatabase(options.database)
  if (setup.create !== true && !existsSync(file)) {
    throw new UsageError(
      `there is no database \`${file}\``,
      'name it with `--database`; `wardkit tenant create` begins one',
    )
  }
  const { openapi, 'base-path': basePath, graphql = [] } = options
  const services = openapi === undefined ? [] : await loadNamed({ openapi, 'base-path': basePath, graphql }, output)
  const accessLog = options['access-log']
  const management = await openManagement({
    database: `sqlite:${file}`,
    services,
    templates: setup.templates ?? [],
    ...(accessLog === undefined ? {} : { accessLog }),
  })
  try {
    return await work(management)
  } finally {
    await management.close()
  }
}

/** Without a document policies are checked against what servers of the store registered. */
async function loadNamed(given: OpenapiOptions, output: Output): Promise<readonly Service[]> {
  const isNamed = given.openapi.length > 0 || (given.graphql ?? []).length > 0
  return isNamed || findDefaultDocument() !== undefined ? loadServices(given, output) : []
}
