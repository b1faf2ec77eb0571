import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from '../run-command.ts'

/** What npm put into a folder. */
export interface Installed {
  /** How many packages, transitive ones included, and those for development not. */
  readonly count: number
}

/** Versions, or `file:` and a tarball, by name. */
type Dependencies = Readonly<Record<string, string>>

/** Installs dependencies with plain npm into a folder of their own, as a user of the packages does. */
export async function npmInstall(
  folder: string,
  deadline: AbortSignal,
  dependencies: Dependencies,
  devDependencies: Dependencies = {},
): Promise<Installed> {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies, devDependencies }))
  await mustRun('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], {
    cwd: folder,
    deadline,
  })
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>
  }
  return { count: Object.values(lock.packages).filter(({ dev }) => dev !== true).length }
}
