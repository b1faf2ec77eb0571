import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { Access } from '../../audit/access.ts'
import { createAccessRecorder, type AccessLogEvent, type AccessRecorder } from '../../audit/access-recorder.ts'
import type { AccessLogFileSettings, LineAppender } from './access-log-appender.ts'
import { createSqliteAccessLog } from './access-log.ts'
import { verifyAccessLog } from './access-log-reader.ts'
import { aLine, logOptions } from './access-log.test-support.ts'
import { createAppenderThread } from './access-log-thread.ts'
import { makeLogUnflushable } from './unflushable-log.test-support.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()
const LINE = aLine()

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()))
})

function settings(more: Partial<AccessLogFileSettings> = {}): AccessLogFileSettings {
  return { file: newFile(), retentionDays: 90, maxBytes: 2 ** 30, synchronous: 'normal', ...more }
}

function start(of: AccessLogFileSettings, options: Parameters<typeof createAppenderThread>[1] = {}): LineAppender {
  const appender = createAppenderThread(of, options)
  open.push(appender)
  return appender
}

/** A thread that runs this instead. */
function script(text: string): URL {
  return new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads'\n${text}`)}`,
  )
}

/** Linux alone tells them, and has them. */
function prioritiesOfLogThreads(): readonly number[] {
  const tasks = '/proc/self/task'
  if (!existsSync(tasks)) return []
  return readdirSync(tasks)
    .filter((id) => readFileSync(`${tasks}/${id}/comm`, 'utf8').startsWith('wardkit access'))
    .map((id) => getPriority(Number(id)))
    .toSorted((a, b) => a - b)
}

const RECORDING = { clock: () => 5, values: true, onFailure: 'continue' } as const

function anAccess(requestId: string): Access {
  const access = { requestId, method: 'GET', target: '/', outcome: 'allowed', code: null } as const
  return { ...access, operation: null, principal: null, decision: null, considered: null }
}

/** Keeps this thread busy, for so many milliseconds. */
function workFor(milliseconds: number): void {
  const until = performance.now() + milliseconds
  while (performance.now() < until);
}

const ANSWERED = "parentPort.on('message', () => parentPort.postMessage({ kind: 'written' }))"
const HANGING = "parentPort.on('message', () => { for (;;); })"
const ENDING = "parentPort.on('message', () => process.exit(3))"
const THROWING = "parentPort.on('message', () => { throw new Error('out of luck') })"

describe('the thread of an access log', () => {
  it('writes batches one after the other, and the chain is whole', async () => {
    const of = settings()
    const appender = start(of)
    for (let batch = 0; batch < 3; batch++) await appender.append([LINE, LINE], 2_000)
    await appender.close()
    expect(await verifyAccessLog(of.file)).toMatchObject({ ok: true, records: 6 })
  })

  it('gives way to the threads that serve requests, and to none where requests wait for it', async () => {
    await start(settings({ givesWay: true })).append([LINE], 2_000)
    await start(settings()).append([LINE], 2_000)
    expect(prioritiesOfLogThreads()).toEqual(process.platform === 'linux' ? [0, 5] : [])
  })

  it('F23 says what the file cannot do, in a store’s words, and writes again once it can', async () => {
    const of = settings()
    const appender = start(of)
    await appender.append([LINE], 2_000)
    const other = new Database(of.file)
    other.exec('BEGIN IMMEDIATE')
    await expect(appender.append([LINE], 2_000)).rejects.toMatchObject({ code: 'ERR_STORE_BUSY' })
    other.exec('ROLLBACK')
    other.exec("CREATE TRIGGER broken BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'broken'); END")
    await expect(appender.append([LINE], 2_000)).rejects.toThrow('broken')
    other.exec('DROP TRIGGER broken')
    other.close()
    await appender.append([LINE], 2_000)
    expect(await verifyAccessLog(of.file)).toMatchObject({ ok: true, records: 2 })
  })

  it.runIf(process.platform === 'linux')(
    'F03 trusts no handle under which the disk failed: the batch is written through another',
    async () => {
      const of = settings({ synchronous: 'full' })
      const appender = start(of)
      await appender.append([LINE], 2_000)
      expect(makeLogUnflushable(of.file)).toBeGreaterThan(0)
      await expect(appender.append([LINE], 2_000)).rejects.toMatchObject({ code: 'ERR_STORE_UNAVAILABLE' })
      await appender.append([LINE], 2_000)
      await appender.close()
      expect(await verifyAccessLog(of.file)).toMatchObject({ ok: true })
    },
  )

  it.each([
    ['ends', ENDING, 'the thread of the access log ended'],
    ['throws', THROWING, 'the thread of the access log failed'],
    ['hangs', HANGING, 'took longer than'],
    ['cannot be begun', "import 'no-such-module'", 'the thread of the access log failed'],
  ])('F22 that %s fails its batch, and the next has another thread', async (_what, text, message) => {
    const appender = start(settings(), { script: script(text), limit: 2_000 })
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(appender.append([LINE], 2_000)).rejects.toMatchObject({
        code: 'ERR_STORE_UNAVAILABLE',
        message: expect.stringContaining(message) as string,
      })
    }
  })

  it('ends with the log, though it hangs', async () => {
    const appender = start(settings(), {
      script: script(`${ANSWERED}; parentPort.on('message', ({ kind }) => { while (kind === 'close'); })`),
      limit: 2_000,
    })
    await appender.append([LINE], 2_000)
    await appender.close()
  })
})

describe('decisions', () => {
  it('are all written in order, though each turn of the event loop brings a thousand', async () => {
    const TURNS = 12
    const file = newFile()
    const log = await createSqliteAccessLog(logOptions(file))
    const events: AccessLogEvent[] = []
    const recorder = createAccessRecorder({
      ...RECORDING,
      writer: log,
      onEvent: (event) => events.push(event),
      queueLimit: 5_000,
    })
    open.push(recorder)
    // What a start of the thread takes is another matter.
    void recorder.record(anAccess('first'))
    await recorder.flush()
    const ids = Array.from({ length: TURNS * 1_000 }, (_, index) => `r${index}`)
    for (let turn = 0; turn < TURNS; turn++) {
      for (const id of ids.slice(1_000 * turn, 1_000 * (turn + 1)))
        expect(recorder.record(anAccess(id))).toBeUndefined()
      // A server takes longer for a thousand requests.
      workFor(150)
      await nextTurn()
    }
    await recorder.flush()
    expect(events).toEqual([])
    expect(await log.verify()).toMatchObject({ ok: true, records: 1 + ids.length })
    const database = new Database(file, { readonly: true })
    const written = database.prepare("SELECT record ->> '$.requestId' FROM records ORDER BY sequence").pluck().all()
    database.close()
    expect(written).toEqual(['first', ...ids])
  })
})

describe('decisions, while the thread of their log', () => {
  /** Hands over 30 decisions with room for 10, and answers what was said. */
  async function record(
    appender: LineAppender,
  ): Promise<{ readonly events: AccessLogEvent[]; readonly recorder: AccessRecorder }> {
    const events: AccessLogEvent[] = []
    const recorder = createAccessRecorder({
      writer: {
        batchSize: 256,
        async append(lines) {
          await appender.append(lines, 2_000)
          return lines.length
        },
        close: () => appender.close(),
      },
      ...RECORDING,
      onEvent: (event) => events.push(event),
      queueLimit: 10,
    })
    open.push(recorder)
    for (let count = 0; count < 30; count++) expect(recorder.record(anAccess(`r${count}`))).toBeUndefined()
    await recorder.flush()
    return { events, recorder }
  }

  it.each([
    ['ends', ENDING],
    ['hangs', HANGING],
  ])('F22 %s, wait for nothing; what is lost is counted and said', async (_what, text) => {
    const { events, recorder } = await record(start(settings(), { script: script(text), limit: 1_000 }))
    expect(events.map(({ type }) => type)).toEqual(['access-log-failing'])
    await recorder.close()
    expect(events.at(-1)).toEqual({ type: 'access-log-dropped', dropped: 30 })
  })

  it('F23 finds its file locked, wait for nothing; it is written later, with the number of those that found no room', async () => {
    const of = settings()
    const appender = start(of)
    await appender.append([LINE], 2_000)
    const other = new Database(of.file)
    other.exec('BEGIN IMMEDIATE')
    const { events, recorder } = await record(appender)
    expect(events.map(({ type }) => type)).toEqual(['access-log-failing'])
    other.exec('ROLLBACK')
    await recorder.flush()
    expect(events.at(-1)).toEqual({ type: 'access-log-dropped', dropped: 20 })
    expect(
      other.prepare("SELECT record ->> '$.kind' AS kind, count(*) AS count FROM records GROUP BY kind").all(),
    ).toEqual([
      { kind: 'decision', count: 11 },
      { kind: 'dropped', count: 1 },
    ])
    other.close()
  })
})
