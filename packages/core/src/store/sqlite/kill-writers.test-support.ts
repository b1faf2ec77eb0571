import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { createAuditLog } from '../../audit/audit-log.ts'
import type { Store } from '../../identity/identity-store.ts'
import { createRandom } from '../../policy/testing/random.test-support.ts'
import { createMemoryStore } from '../memory/index.ts'
import { createSqliteStore } from './index.ts'
import { contentsOf, writeNumber } from './numbered-write.test-support.ts'

export interface KillOptions {
  readonly runs: number
  /** Decides when each process is killed. */
  readonly seed: number
  /** Where the databases are made. */
  readonly directory: string
}

export interface KillReport {
  /** Writes whose answer was told before the kill. */
  readonly acknowledged: number
  /** Runs in which the write that was not yet answered is there. */
  readonly unansweredKept: number
  /** Runs killed before the database was made. */
  readonly unmade: number
  /** What was wrong, in words; nothing should be. */
  readonly faults: readonly string[]
}

const RUNS_PER_DATABASE = 5
/** One process in so many is killed while it opens the database. */
const OPENING = 5
const MOST_WRITES = 12
const LATEST_KILL_MS = 8
const script = fileURLToPath(new URL('testdata/killed-writer.mjs', import.meta.url))

/**
 * Kills processes with `SIGKILL` at random moments while they open a database or write to it, and compares what is there afterwards with a
 * store in memory that was given the same writes. Several processes one after the other take up the same database.
 */
export async function killWriters({ runs, seed, directory }: KillOptions): Promise<KillReport> {
  const random = createRandom(seed)
  const faults: string[] = []
  const totals = { acknowledged: 0, unansweredKept: 0, unmade: 0 }
  let model = createMemoryStore()
  let file = ''
  // The next process starts while this one is being killed and looked at.
  let spare = startWriter()
  for (let run = 0; run < runs; run++) {
    if (run % RUNS_PER_DATABASE === 0) {
      if (file !== '') rmSync(file)
      file = join(directory, `killed-${run}.db`)
      model = createMemoryStore()
    }
    const writer = spare
    if (run + 1 < runs) spare = startWriter()
    const moment = {
      writes: random.oneIn(OPENING) ? 0 : random.int(MOST_WRITES),
      milliseconds: random.int(LATEST_KILL_MS),
    }
    const told = await killAfter(await writer, file, moment)
    const known = await model.currentRevision()
    totals.acknowledged += told.length
    const last = told.at(-1) ?? known
    if (last === 0 && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) {
      totals.unmade++
      rmSync(file, { force: true })
      continue
    }
    const found = await compare(file, model, last)
    if (found.fault !== undefined) faults.push(`run ${run}, revision ${last} acknowledged: ${found.fault}`)
    else if (found.revision > last) totals.unansweredKept++
  }
  rmSync(file, { force: true })
  return { ...totals, faults }
}

async function startWriter(): Promise<ChildProcess> {
  const writer = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(writer.stdout, 'data')
  return writer
}

/** Kills the process some time after it told of so many writes, and answers the revisions that it told before it died. */
async function killAfter(
  writer: ChildProcess,
  file: string,
  { writes, milliseconds }: { readonly writes: number; readonly milliseconds: number },
): Promise<readonly number[]> {
  let told = ''
  const reached = Promise.withResolvers<undefined>()
  writer.stdout?.on('data', (text: Buffer) => {
    told += text.toString()
    if (told.split('\n').length > writes + 1) reached.resolve(undefined)
  })
  const closed = once(writer, 'close') as Promise<[number | null, string | null]>
  writer.stdin?.write(`${file}\n`)
  await Promise.race([reached.promise, closed])
  await pause(milliseconds)
  writer.kill('SIGKILL')
  const [code, signal] = await closed
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself with ${code ?? signal}`)
  // The first line says that it began; one that is not ended was cut off by the kill.
  return told.split('\n').slice(1, -1).map(Number)
}

async function compare(
  file: string,
  model: Store,
  acknowledged: number,
): Promise<{ readonly revision: number; readonly fault?: string }> {
  const store = await createSqliteStore({ file })
  try {
    const revision = await store.currentRevision()
    if (revision < acknowledged) return { revision, fault: `the store is at revision ${revision}` }
    if (revision > acknowledged + 1) return { revision, fault: `the store is ahead, at revision ${revision}` }
    for (let n = (await model.currentRevision()) + 1; n <= revision; n++) await writeNumber(model, n)
    const verdict = await createAuditLog(store).verify()
    if (!verdict.ok) return { revision, fault: verdict.message }
    if (verdict.records !== revision) return { revision, fault: `${verdict.records} records of ${revision} writes` }
    if ((await contentsOf(store)) !== (await contentsOf(model))) return { revision, fault: 'the contents differ' }
    const damage = checkDatabase(file)
    return damage === undefined ? { revision } : { revision, fault: damage }
  } finally {
    await store.close()
  }
}

function checkDatabase(file: string): string | undefined {
  const database = new Database(file, { readonly: true })
  try {
    const integrity = database.pragma('integrity_check', { simple: true })
    if (integrity !== 'ok') return `integrity_check answers ${String(integrity)}`
    const dangling = database.pragma('foreign_key_check') as readonly unknown[]
    return dangling.length === 0 ? undefined : `${dangling.length} rows refer to none`
  } finally {
    database.close()
  }
}
