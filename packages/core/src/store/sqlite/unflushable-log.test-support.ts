import { closeSync, fstatSync, openSync, statSync } from 'node:fs'
import { devNull } from 'node:os'

const MOST_DESCRIPTORS = 1_024

/**
 * Puts the null device under the open log of a database, whatever connection of this process has it open: it takes every write and refuses
 * every flush, which is how a disk fails that answers `EIO` to `fsync`. What opens the log afterwards gets the log.
 *
 * @returns how many descriptors were replaced
 */
export function makeLogUnflushable(file: string): number {
  const log = statSync(`${file}-wal`)
  let replaced = 0
  for (let descriptor = 3; descriptor < MOST_DESCRIPTORS; descriptor++) {
    const open = fstatOf(descriptor)
    if (open?.ino !== log.ino || open.dev !== log.dev) continue
    closeSync(descriptor)
    // The lowest free number is the one just closed, unless a lower one was free already: those are taken first.
    const fillers: number[] = []
    let taken = openSync(devNull, 'r+')
    while (taken < descriptor) {
      fillers.push(taken)
      taken = openSync(devNull, 'r+')
    }
    if (taken !== descriptor) throw new Error(`descriptor ${descriptor} was taken by somebody else`)
    for (const filler of fillers) closeSync(filler)
    replaced++
  }
  return replaced
}

function fstatOf(descriptor: number): ReturnType<typeof fstatSync> | undefined {
  try {
    return fstatSync(descriptor)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EBADF') return undefined
    throw error
  }
}
