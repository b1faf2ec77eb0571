import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createRandom, type Random } from '../../policy/testing/random.test-support.ts'
import { createAdministeredWork } from './administered-work.test-support.ts'
import { createNumberedWork } from './numbered-work.test-support.ts'

export interface KillOptions {
  readonly runs: number
  /** Decides when each process is killed. */
  readonly seed: number
  /** Where the databases are made. */
  readonly directory: string
  /** Told after each run what has come of them so far. */
  readonly onRun?: (sofar: KillReport) => void
}

export interface KillReport {
  /** Processes killed. */
  readonly runs: number
  /** Writes whose answer was told before the kill. */
  readonly acknowledged: number
  /** Runs in which a write that was not yet answered is there. */
  readonly unansweredKept: number
  /** Runs killed before the database was made. */
  readonly unmade: number
  /** What was wrong, in words; nothing should be. */
  readonly faults: readonly string[]
}

/** What processes do to a database until they are killed, and how what they leave is judged. */
export interface KilledWork {
  /** A module that prints a line when it has started, reads one line, prints another, and then one for each write that was answered. */
  readonly script: string
  /** How many writes are waited for before the kill; none: the process is killed while it opens the database. */
  writesBeforeKill(random: Random): number
  /** The kill comes less than so long after. */
  readonly latestKillMs: number
  /** The database is to be a new one. */
  startDatabase(file: string): void
  /** The line that the process reads. */
  orderOf(file: string, random: Random): string
  /** What the process left, from what it told. */
  judge(file: string, told: readonly string[]): Promise<Left>
}

/** `fault`: in words. */
export type Left =
  { readonly is: 'unmade' | 'whole' | 'unansweredKept' } | { readonly is: 'fault'; readonly fault: string }

const RUNS_PER_DATABASE = 5
/** One database in so many is administered: a whole application takes long to start. */
const ADMINISTERED = 3

/**
 * Kills processes with `SIGKILL` at random moments while they open a database, write to it, or administer it as an application does, and looks at what
 * is there afterwards. Several processes one after the other take up the same database.
 */
export async function killWriters({ runs, seed, directory, onRun }: KillOptions): Promise<KillReport> {
  const random = createRandom(seed)
  const faults: string[] = []
  const totals = { runs: 0, acknowledged: 0, unansweredKept: 0, unmade: 0 }
  const works = [createNumberedWork(), await createAdministeredWork(join(directory, 'prepared.db'))] as const
  const workOf = (run: number): KilledWork =>
    works[Math.floor(run / RUNS_PER_DATABASE) % ADMINISTERED === ADMINISTERED - 1 ? 1 : 0]
  let file = ''
  // The next process starts while this one is being killed and looked at.
  const compiled = join(directory, 'compiled')
  let spare = startWriter(workOf(0), compiled)
  for (let run = 0; run < runs; run++) {
    const work = workOf(run)
    if (run % RUNS_PER_DATABASE === 0) {
      rmSync(file, { force: true })
      file = join(directory, `killed-${run}.db`)
      work.startDatabase(file)
    }
    const writer = spare
    if (run + 1 < runs) spare = startWriter(workOf(run + 1), compiled)
    const writes = work.writesBeforeKill(random)
    const moment = { writes, milliseconds: random.int(work.latestKillMs) }
    const told = await killAfter(await writer, work.orderOf(file, random), moment)
    totals.acknowledged += told.length
    const left = await work.judge(file, told)
    if (left.is === 'fault') faults.push(`run ${run}, ${told.length} writes acknowledged: ${left.fault}`)
    else if (left.is !== 'whole') totals[left.is]++
    totals.runs++
    onRun?.({ ...totals, faults })
  }
  rmSync(file, { force: true })
  return { ...totals, faults }
}

/** @param compiled where the first keeps what it has compiled, for those that follow */
async function startWriter({ script }: KilledWork, compiled: string): Promise<ChildProcess> {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
  const writer = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'], env })
  await once(writer.stdout, 'data')
  return writer
}

/** Kills the process some time after it told of so many writes, and answers what it told before it died. */
async function killAfter(
  writer: ChildProcess,
  order: string,
  { writes, milliseconds }: { readonly writes: number; readonly milliseconds: number },
): Promise<readonly string[]> {
  let told = ''
  const reached = Promise.withResolvers<undefined>()
  writer.stdout?.on('data', (text: Buffer) => {
    told += text.toString()
    if (told.split('\n').length > writes + 1) reached.resolve(undefined)
  })
  const closed = once(writer, 'close') as Promise<[number | null, string | null]>
  writer.stdin?.write(`${order}\n`)
  await Promise.race([reached.promise, closed])
  await pause(milliseconds)
  writer.kill('SIGKILL')
  const [code, signal] = await closed
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself with ${code ?? signal}`)
  // The first line says that it began; one that is not ended was cut off by the kill.
  return told.split('\n').slice(1, -1)
}
