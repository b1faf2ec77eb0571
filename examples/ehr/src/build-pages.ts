import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Builds the pages into web/dist, where the gateway finds them. In a process of its own: a build sets `NODE_ENV` to `production`, which is not true of
 * what is started meanwhile.
 *
 * @throws Error when it fails; why, the build has said itself
 */
export async function buildPages(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const config = fileURLToPath(new URL('../web/vite.config.ts', import.meta.url))
  const [code] = (await once(fork(vite, ['build', '--config', config, '--logLevel', 'warn']), 'exit')) as [
    number | null,
  ]
  if (code !== 0) throw new Error('the pages could not be built')
}
