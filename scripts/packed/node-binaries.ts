import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { npmInstall } from './npm-install.ts'

/** A Node to run with. */
export interface NodeBinary {
  /** `v24.21.0` */
  readonly version: string
  readonly path: string
}

/** A Node of this version, or `latest`: the one that runs already, one of the machine's, or else npm's. */
export async function findNode(wanted: string, directory: string, deadline: AbortSignal): Promise<NodeBinary> {
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  for (const path of [process.execPath, ...paths]) {
    const version = existsSync(path) ? spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim() : ''
    if (`${version}.`.startsWith(`v${wanted}.`)) return { version, path }
  }
  const folder = join(directory, `node-${wanted}`)
  await npmInstall(folder, deadline, { node: wanted })
  const path = join(folder, 'node_modules/node/bin/node')
  return { version: spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim(), path }
}
