import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

// Packs every public package as it would be published and lets publint and attw judge the tarball. Expects a finished build.

const directory = mkdtempSync(join(tmpdir(), 'wardkit-packages-'))
try {
  for (const manifest of globSync('packages/*/package.json').sort()) {
    const { name, private: isPrivate } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      name: string
      private?: boolean
    }
    if (isPrivate !== true) check(name, dirname(manifest))
  }
} catch (error) {
  // What a tool found it has printed itself.
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(directory, { recursive: true })
}

function check(name: string, path: string): void {
  const tarball = join(directory, `${name.replaceAll(/[@/]/g, '')}.tgz`)
  execFileSync('pnpm', ['--dir', path, 'pack', '--out', tarball], { stdio: ['ignore', 'ignore', 'inherit'] })
  const stray = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).match(/.*\.test.*|.*tsbuildinfo/)
  if (stray !== null) throw new Error(`${name} would publish ${stray[0]}: exclude it in ${path}/package.json`)
  execFileSync('publint', ['run', tarball, '--strict'], { stdio: 'inherit' })
  execFileSync('attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--no-emoji'], { stdio: 'inherit' })
}
