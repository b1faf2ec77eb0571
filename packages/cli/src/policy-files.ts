import { globSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PolicyKind } from '@wardkit/core/policy'
import { UsageError } from './usage-error.ts'

/** One file that holds a policy. */
export interface PolicyFile {
  readonly file: string
  /** The file's name without its ending: the id of the role it is the policy of, or the name of the global policy. A template names itself. */
  readonly id: string
  readonly kind: PolicyKind
  readonly source: string
}

/** How files are told apart, for the help of commands. */
export const POLICY_FILES_HELP = [
  'A folder stands for every .yaml, .yml and .json beneath it. `guardrail.yaml` holds the denies of a tenant, files in',
  'a folder `global` hold global policies, those in a folder `templates` policy templates; every other file holds the',
  'policy of a role, whose id is its name.',
  'Files named `*.cases.yaml` hold cases for `wardkit policy test`.',
]

const CASES = /\.cases\.(?:yaml|yml|json)$/

/**
 * Reads the policies that files and folders hold, in the order given, those of a folder by name.
 *
 * @param kind of all of them; by default told by their names
 * @throws UsageError for what is not there, cannot be read, or a folder without policies
 */
export async function readPolicyFiles(paths: readonly string[], kind?: PolicyKind): Promise<readonly PolicyFile[]> {
  const files = paths.flatMap((path) => expandPath(path, (file) => !CASES.test(file)))
  return Promise.all(
    files.map(async (file) => ({
      file,
      id: basename(file).replace(/\.[^.]*$/, ''),
      kind: kind ?? kindOf(file),
      source: await readText(file),
    })),
  )
}

/** The case files that files and folders name. @throws UsageError as `readPolicyFiles` does */
export function findCaseFiles(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => expandPath(path, (file) => CASES.test(file)))
}

/** The text of a file. @throws UsageError when it is not there, or cannot be read */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}

function expandPath(path: string, isWanted: (file: string) => boolean): readonly string[] {
  if (!isFolder(path)) return [path]
  const found = globSync('**/*.{yaml,yml,json}', { cwd: path, exclude: ['**/node_modules'] })
  const files = found
    .sort()
    .map((file) => join(path, file))
    .filter(isWanted)
  if (files.length === 0) throw new UsageError(`there is nothing to read in the folder \`${path}\``)
  return files
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch (error) {
    throw unreadable(path, error)
  }
}

function kindOf(file: string): PolicyKind {
  if (/^guardrail\.[^.]*$/.test(basename(file))) return 'guardrail'
  switch (basename(dirname(file))) {
    case 'global':
      return 'global'
    case 'templates':
      return 'template'
    default:
      return 'role'
  }
}

function unreadable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return new UsageError(code === 'ENOENT' ? `there is no \`${path}\`` : `\`${path}\` cannot be read (${code})`)
}
