import { statSync } from 'node:fs'
import { WardkitError } from '../../errors/index.ts'
import { identifyFile } from './reopen-database.ts'

/** Where a store stands: which copy of it, and how far it has come. */
export interface Place {
  readonly epoch: number
  readonly revision: number
}

/** Sees to it that a store which is open goes on from where it was, and was not put back to an earlier state by a backup. */
export interface Timeline {
  /** @throws WardkitError `ERR_STORE_RESTORED` for a place that does not lie ahead */
  assertAhead(place: Place): void
  /** Notes how far the store has come. @throws as `assertAhead` does */
  advance(place: Place): void
  /** Looks whether the file is still the one that was opened, once a second. @throws WardkitError `ERR_STORE_RESTORED`, `ERR_STORE_UNAVAILABLE` */
  assertSameFile(): void
}

/** How often the file is looked at, in milliseconds. */
const LOOK_INTERVAL = 1_000

/**
 * The timeline of one open file.
 *
 * @param opened where the store stood when it was opened
 * @param identity of the file then
 */
export function createTimeline(file: string, opened: Place, identity: string, monotonicNow: () => number): Timeline {
  const { epoch } = opened
  let { revision } = opened
  let lookedAt = -Infinity

  function assertAhead(place: Place): void {
    if (place.epoch !== epoch || place.revision < revision) throw restored(file)
  }

  return {
    assertAhead,
    advance(place) {
      assertAhead(place)
      revision = place.revision
    },
    assertSameFile() {
      const now = monotonicNow()
      if (now - lookedAt < LOOK_INTERVAL) return
      if (statSync(file, { throwIfNoEntry: false }) === undefined) {
        throw new WardkitError('ERR_STORE_UNAVAILABLE', `the file of the database is no longer there: \`${file}\``, {
          help: 'put the file back, or start again',
        })
      }
      if (identifyFile(file) !== identity) throw restored(file)
      lookedAt = now
    },
  }
}

function restored(file: string): WardkitError {
  return new WardkitError('ERR_STORE_RESTORED', `a backup was put in the place of the database: \`${file}\``, {
    help: 'start again: what this process knows is of a time that is not the store’s any more',
  })
}
