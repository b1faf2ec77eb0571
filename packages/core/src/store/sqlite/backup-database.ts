import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { WardkitError } from '../../errors/index.ts'
import { connect } from './connect.ts'
import { useConnection } from './use-connection.ts'

/**
 * Copies a database, as it is at one moment, into a file that was not there, also while servers use it. It is whole on the disk when this answers.
 *
 * @throws WardkitError `ERR_CONFIGURATION` where there is no database, or there is a file already; `ERR_STORE_…`
 */
export async function backUpDatabase(file: string, to: string): Promise<void> {
  if (!existsSync(file)) throw new WardkitError('ERR_CONFIGURATION', `there is no database \`${file}\``)
  if (existsSync(to))
    throw new WardkitError('ERR_CONFIGURATION', `there is a file already: \`${to}\``, { help: 'name a new one' })
  const part = `${to}.part`
  rmSync(part, { force: true })
  const connection = connect(file)
  try {
    await useConnection(connection, () => connection.prepare('VACUUM INTO ?').run(part))
  } finally {
    connection.close()
  }
  // It holds what the database holds: nobody else may read it either.
  chmodSync(part, statSync(file).mode & 0o777)
  flush(part)
  renameSync(part, to)
  flush(dirname(resolve(to)))
}

/** Sees to it that a file, or what a directory lists, outlives a power cut. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
