import { WardkitError } from '../errors/index.ts'

/**
 * Refuses a Node that is too old, before anything native is loaded.
 *
 * @param version without the `v`; of this process when absent
 * @throws WardkitError `ERR_CONFIGURATION` for a Node older than 22.14, on which better-sqlite3 crashes the process
 */
export function assertNodeVersion(version: string = process.versions.node): void {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 14)) return
  throw new WardkitError('ERR_CONFIGURATION', `Wardkit needs Node 22.14 or newer, and this is Node ${version}`, {
    help: 'install a newer Node; better-sqlite3 ends an older one without a message',
  })
}
