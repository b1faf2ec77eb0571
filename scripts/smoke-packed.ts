import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findContentFaults } from './packed/content-faults.ts'
import { findNode } from './packed/node-binaries.ts'
import { npmInstall } from './packed/npm-install.ts'
import { findOldNodeFaults } from './packed/old-node-faults.ts'
import { packPackages } from './packed/pack-packages.ts'
import { findTypeFaults } from './packed/type-faults.ts'
import { findReadmeFaults, startReadmeServer } from './readme-server.ts'

// Builds and packs every public package, installs the tarballs with npm in an empty folder, and does there what a user does: runs the
// README's server as ES modules and with `require()`, type-checks, and tries a Node that is too old. `--quick` keeps to the Node that
// runs, Express 5 and the server.

const isQuick = process.argv.includes('--quick')
const NODES = isQuick ? [process.version.slice(1)] : ['22.14.0', '24', 'latest']
const EXPRESSES = isQuick ? ['5'] : ['4', '5']
const OLD_NODE = '20'

// What hangs must end; what other work slows must not.
const deadline = AbortSignal.timeout((isQuick ? 5 : 20) * 60_000)
const directory = mkdtempSync(join(tmpdir(), 'wardkit-smoke-'))
let failed = 0

/** Says how one check came out, at once. */
async function check(what: string, findFaults: () => Promise<readonly string[]>): Promise<void> {
  const faults = await findFaults().catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
  if (faults.length > 0) failed++
  console.log([`${faults.length === 0 ? 'passed' : 'FAILED'}: ${what}`, ...faults].join('\n  '))
}

try {
  execFileSync('tsc', ['-b'], { stdio: 'inherit' })
  const packages = packPackages(directory)
  for (const { name, bytes, folder } of packages) {
    await check(`contents of ${name}, ${Math.round(bytes / 1000)} kB packed`, async () => findContentFaults(folder))
  }
  const nodes = await Promise.all(NODES.map((wanted) => findNode(wanted, directory, deadline)))
  const tarballs = Object.fromEntries(packages.map(({ name, tarball }) => [name, `file:${tarball}`]))
  for (const express of EXPRESSES) {
    const folder = join(directory, `express-${express}`)
    const types = { typescript: '^6.0.0', '@types/node': '^24.0.0', '@types/express': `^${express}.0.0` }
    const { count } = await npmInstall(folder, deadline, { ...tarballs, express }, isQuick ? {} : types)
    console.log(`installed ${count} packages with Express ${express}`)
    for (const { version, path } of nodes) {
      for (const format of ['esm', 'cjs'] as const) {
        await check(`the README's server on Node ${version} with Express ${express} as ${format}`, async () => {
          const server = await startReadmeServer({
            directory: join(folder, `${version}-${format}`),
            node: path,
            format,
            deadline,
          })
          return findReadmeFaults(server.url).finally(() => server.stop())
        })
      }
    }
    if (isQuick) continue
    await check(`the types with Express ${express}`, () => findTypeFaults(folder, deadline))
    await check(`Node ${OLD_NODE} with Express ${express}`, async () =>
      findOldNodeFaults(folder, await findNode(OLD_NODE, directory, deadline), deadline),
    )
  }
} catch (error) {
  failed++
  console.error(error instanceof Error ? error.message : error)
} finally {
  rmSync(directory, { recursive: true })
}
process.exitCode = failed === 0 ? 0 : 1
