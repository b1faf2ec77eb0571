import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '../run-command.ts'
import type { NodeBinary } from './node-binaries.ts'

/** The ways into the packages, each as a program. */
const PROGRAMS = {
  'authorize.mjs': `import { authorize } from '@wardkit/express'\nauthorize()\n`,
  'authorize.cjs': `require('@wardkit/express').authorize()\n`,
  'create.mjs': `import { createWardkit } from '@wardkit/core'\nawait createWardkit({ openapi: 'openapi.yaml' })\n`,
  'sqlite.mjs': `import { createSqliteStore } from '@wardkit/core/sqlite'\nawait createSqliteStore({ file: 'old.db' })\n`,
}

/**
 * What a Node that is too old makes of the packages, as faults: each way in has to end with the one sentence that says so.
 *
 * @param folder where the packages are installed
 */
export async function findOldNodeFaults(
  folder: string,
  { path, version }: NodeBinary,
  deadline: AbortSignal,
): Promise<readonly string[]> {
  for (const [file, text] of Object.entries(PROGRAMS)) writeFileSync(join(folder, file), text)
  const faults: string[] = []
  for (const program of [...Object.keys(PROGRAMS), ...commandLine(folder)]) {
    const { status, signal, output } = await runCommand(path, [program], { cwd: folder, deadline })
    const said = output.split(`and this is Node ${version.slice(1)}`).length - 1
    if (status === 1 && said === 1) continue
    faults.push(`${program} on ${version} ended with ${String(signal ?? status)}, saying so ${said} times:\n${output}`)
  }
  return faults
}

/** The command-line program, where it is installed. */
function commandLine(folder: string): readonly string[] {
  try {
    const { bin } = JSON.parse(readFileSync(join(folder, 'node_modules/wardkit/package.json'), 'utf8')) as {
      readonly bin: Readonly<Record<string, string>>
    }
    return Object.values(bin).map((file) => join('node_modules/wardkit', file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
