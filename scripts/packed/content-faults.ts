import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'

/** What a package needs besides its code: its terms, what it is, and the sources that its source maps point to. */
const REQUIRED = ['LICENSE', 'README.md', 'package.json']
const STRAY = /\.test\.|\.test-support\.|(^|\/)testdata\/|tsbuildinfo|\.tgz$|\.db$|\.env|(^|\/)node_modules\//

/** What is wrong with the contents of an unpacked package: what is missing, what should not be there, maps that lead nowhere. */
export function findContentFaults(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
  const present = new Set(files)
  return [
    ...REQUIRED.filter((file) => !present.has(file)).map((file) => `\`${file}\` is missing`),
    ...files.filter((file) => STRAY.test(file)).map((file) => `\`${file}\` is not for users: exclude it in \`files\``),
    ...files.filter((file) => file.endsWith('.map')).flatMap((file) => findMapFaults(folder, file, present)),
  ]
}

function findMapFaults(folder: string, file: string, present: ReadonlySet<string>): readonly string[] {
  const { sources, sourceRoot = '' } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    readonly sources: readonly string[]
    readonly sourceRoot?: string
  }
  return sources
    .map((source) => normalize(join(dirname(file), sourceRoot, source)))
    .filter((source) => !present.has(source))
    .map((source) => `\`${file}\` leads to \`${source}\`, which is not in the package`)
}
