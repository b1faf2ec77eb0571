import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A public package as it would be published. */
export interface PackedPackage {
  readonly name: string
  readonly tarball: string
  /** Size of the tarball. */
  readonly bytes: number
  /** Where its contents lie unpacked. */
  readonly folder: string
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Packs every public package of the workspace into a directory. Expects a finished build. */
export function packPackages(directory: string): readonly PackedPackage[] {
  return globSync('packages/*/package.json', { cwd: root })
    .sort()
    .flatMap((manifest) => {
      const { name, private: isPrivate } = JSON.parse(readFileSync(root + manifest, 'utf8')) as {
        readonly name: string
        readonly private?: boolean
      }
      return isPrivate === true ? [] : [pack(name, join(root, dirname(manifest)), directory)]
    })
}

function pack(name: string, path: string, directory: string): PackedPackage {
  pruneBuild(path)
  const plainName = name.replaceAll(/[@/]/g, '')
  const tarball = join(directory, `${plainName}.tgz`)
  execFileSync('pnpm', ['--dir', path, 'pack', '--out', tarball], { stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = join(directory, plainName)
  mkdirSync(folder)
  execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  return { name, tarball, bytes: statSync(tarball).size, folder }
}

/** Takes away what was built from sources that are gone: `tsc -b` never does, and it would be published. */
function pruneBuild(path: string): void {
  for (const map of globSync('dist/**/*.map', { cwd: path }).map((file) => join(path, file))) {
    const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { readonly sources: readonly string[] }
    if (sources.every((source) => existsSync(join(dirname(map), source)))) continue
    rmSync(map)
    rmSync(map.slice(0, -'.map'.length), { force: true })
  }
}
