import { copyFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { createAuditLog } from '../../audit/audit-log.ts'
import { preparePlace, STEP_COUNT, type ToldWrite } from './administered-writes.test-support.ts'
import { checkDatabase } from './check-database.test-support.ts'
import { createSqliteStore } from './index.ts'
import type { KilledWork } from './kill-writers.test-support.ts'
import { installWitness, readWitness, type WitnessedRevision } from './witness.test-support.ts'

const MOST_WRITES = 8
const NUMBERS_EACH = 1_000

/**
 * What an application does to its store, in code and over HTTP: every write that was answered must have its record at its revision, no revision may change
 * anything without a record or record a change that is not there.
 *
 * @param prepared where the database is made that each of them begins with
 */
export async function createAdministeredWork(prepared: string): Promise<KilledWork> {
  const place = await preparePlace(prepared)
  const database = new Database(prepared)
  installWitness(database)
  database.close()
  let known = 0
  let started = 0

  return {
    script: fileURLToPath(new URL('testdata/administering-writer.mjs', import.meta.url)),
    // A large folder takes many writes, none of which is told.
    latestKillMs: 50,
    writesBeforeKill: (random) => 1 + random.int(MOST_WRITES),
    startDatabase(file) {
      copyFileSync(prepared, file)
      known = 0
    },
    orderOf(file, random) {
      // No process names what another has named.
      const step = started++ * NUMBERS_EACH * STEP_COUNT + random.int(STEP_COUNT)
      return JSON.stringify({ file, place, step })
    },
    async judge(file, lines) {
      const told = lines.map((line) => JSON.parse(line) as ToldWrite)
      const store = await createSqliteStore({ file })
      try {
        const verdict = await createAuditLog(store).verify()
        if (!verdict.ok) return { is: 'fault', fault: verdict.message }
      } finally {
        await store.close()
      }
      const witnessed = readWitnessOf(file)
      const fault = checkDatabase(file) ?? findUnequal(witnessed) ?? findMissing(witnessed, known, told)
      if (fault !== undefined) return { is: 'fault', fault }
      const last = Math.max(known, ...told.map(({ revision = 0 }) => revision))
      known = witnessed.at(-1)?.revision ?? 0
      return { is: known > last ? 'unansweredKept' : 'whole' }
    },
  }
}

function readWitnessOf(file: string): readonly WitnessedRevision[] {
  const database = new Database(file, { readonly: true })
  try {
    return readWitness(database)
  } finally {
    database.close()
  }
}

/** A revision that changed something and recorded nothing, or the other way round. */
function findUnequal(witnessed: readonly WitnessedRevision[]): string | undefined {
  for (const { revision, tables, records } of witnessed) {
    if (records.length === 0) return `revision ${revision} changed ${tables.join(', ')} without a record`
    if (tables.length === 0) return `revision ${revision} recorded ${records[0]?.action ?? ''} and changed nothing`
  }
  return undefined
}

/** A write that was answered and left no record after the revision known before, or not at the revision that it answered. */
function findMissing(
  witnessed: readonly WitnessedRevision[],
  known: number,
  told: readonly ToldWrite[],
): string | undefined {
  const lost = told.find(
    (write) =>
      !witnessed.some(
        ({ revision, records }) =>
          (write.revision === undefined ? revision > known : revision === write.revision) &&
          records.some(({ action, target }) => action === write.action && target?.id === write.target),
      ),
  )
  return lost === undefined ? undefined : `nothing is there of ${JSON.stringify(lost)}`
}
