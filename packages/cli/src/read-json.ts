import { readText } from './policy-files.ts'
import { UsageError } from './usage-error.ts'

/**
 * The JSON of an option, or of the file that `@` names.
 *
 * @throws UsageError
 */
export async function readJson(option: string, given: string): Promise<unknown> {
  const text = given.startsWith('@') ? await readText(given.slice(1)) : given
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new UsageError(`\`--${option}\` is not JSON`, `quote it for the shell: --${option} '{"name":"Pat"}'`)
  }
}
