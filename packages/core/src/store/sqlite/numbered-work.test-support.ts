import { rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createAuditLog } from '../../audit/audit-log.ts'
import { createMemoryStore } from '../memory/index.ts'
import { checkDatabase } from './check-database.test-support.ts'
import { createSqliteStore } from './index.ts'
import type { KilledWork, Left } from './kill-writers.test-support.ts'
import { contentsOf, writeNumber } from './numbered-write.test-support.ts'

/** One process in so many is killed while it opens the database. */
const OPENING = 5
const MOST_WRITES = 12

/** Writes of many rows each, known from their number: what is there afterwards must be what a store in memory has that was given the same. */
export function createNumberedWork(): KilledWork {
  let model = createMemoryStore()

  async function compare(file: string, acknowledged: number): Promise<Left> {
    const store = await createSqliteStore({ file })
    try {
      const revision = await store.currentRevision()
      if (revision < acknowledged) return fault(`the store is at revision ${revision}, not at ${acknowledged}`)
      if (revision > acknowledged + 1) return fault(`the store is ahead, at revision ${revision}`)
      for (let n = (await model.currentRevision()) + 1; n <= revision; n++) await writeNumber(model, n)
      const verdict = await createAuditLog(store).verify()
      if (!verdict.ok) return fault(verdict.message)
      if (verdict.records !== revision) return fault(`${verdict.records} records of ${revision} writes`)
      if ((await contentsOf(store)) !== (await contentsOf(model))) return fault('the contents differ')
      const damage = checkDatabase(file)
      if (damage !== undefined) return fault(damage)
      return { is: revision > acknowledged ? 'unansweredKept' : 'whole' }
    } finally {
      await store.close()
    }
  }

  return {
    script: fileURLToPath(new URL('testdata/killed-writer.mjs', import.meta.url)),
    latestKillMs: 8,
    writesBeforeKill: (random) => (random.oneIn(OPENING) ? 0 : random.int(MOST_WRITES)),
    startDatabase() {
      model = createMemoryStore()
    },
    orderOf: (file) => file,
    async judge(file, told) {
      const last = Number(told.at(-1) ?? (await model.currentRevision()))
      if (last > 0 || (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) return compare(file, last)
      rmSync(file, { force: true })
      return { is: 'unmade' }
    },
  }
}

function fault(words: string): Left {
  return { is: 'fault', fault: words }
}
