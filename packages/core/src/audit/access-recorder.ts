import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { Access } from './access.ts'
import type { AccessLogWriter } from './access-log-file.ts'
import { copyRequest, describeAccess, type Copied } from './describe-access.ts'
import { createDroppedCounts } from './dropped-counts.ts'
import { formatRecord } from './format-record.ts'
import { createRefusalQuota } from './refusal-quota.ts'

/** Takes decisions down, off the path of the requests. */
export interface AccessRecorder {
  /**
   * Takes one down.
   *
   * @returns undefined where the request need not wait; else a promise for its record being written, which is rejected when it cannot be:
   * with `onFailure: 'refuse'`, for whatever is not refused already
   */
  record(access: Access): Promise<void> | undefined
  /** Writes what waits, as far as it can be written. */
  flush(): Promise<void>
  /** Writes what waits, and ends. A second call does nothing. */
  close(): Promise<void>
}

/** What the operator is told of. */
export type AccessLogEvent =
  /** The access log cannot be written; said once, until it can again. */
  | { readonly type: 'access-log-failing'; readonly cause: unknown }
  /** Decisions were dropped that the log could not take; said when the log itself has it, or at the end. */
  | { readonly type: 'access-log-dropped'; readonly dropped: number }

export interface AccessRecorderOptions {
  readonly writer: AccessLogWriter
  readonly clock: Clock
  /** Whether the request values that statements read are kept. */
  readonly values: boolean
  readonly onFailure: 'continue' | 'refuse'
  readonly onEvent: (event: AccessLogEvent) => void
  /** For tests; `QUEUE_LIMIT` when absent. */
  readonly queueLimit?: number
}

/** Most decisions that wait to be written. */
export const QUEUE_LIMIT = 10_000

/** How long a decision waits for others to be written with it at most, in milliseconds. */
export const FLUSH_INTERVAL = 100

/** How many decisions wait for no more: longer batches keep the processor from whoever serves requests for longer. */
export const FLUSH_AT = 64

const FIRST_RETRY = 100
const LONGEST_RETRY = 5_000

/** Whoever waits for a record to be written. */
interface Settle {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** A decision of this turn of the event loop. */
interface Heard {
  readonly access: Access
  /** What the request's handler may change as soon as it runs. */
  readonly copied: Copied | null
  readonly time: number
  readonly settle: Settle | undefined
}

interface Waiting {
  /** Words and no object of the request: what a request made is best forgotten with it. */
  readonly line: string
  readonly settle: Settle | undefined
}

/**
 * Creates a recorder that writes in batches, each in a turn of the event loop of its own.
 *
 * Decisions are put into words at the end of the turn that they were made in, one after the other: each by itself, between other work, takes
 * three times as long, and its request waits for it.
 *
 * INVARIANT: what waits is at most `queueLimit`; what is beyond is counted and the counts are written as records, after what waited.
 */
export function createAccessRecorder(options: AccessRecorderOptions): AccessRecorder {
  const { writer, clock, queueLimit = QUEUE_LIMIT } = options
  const dropped = createDroppedCounts()
  const quota = createRefusalQuota(() => performance.now())
  let heard: Heard[] = []
  let queue: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  /** How many of those that wait the writing goes on for: what comes later waits for others again. */
  let toWrite = 0
  let retryAfter = 0
  let closed = false

  function record(access: Access): Promise<void> | undefined {
    const time = access.considered?.question.now ?? clock()
    const mustBeWritten = options.onFailure === 'refuse' && access.outcome !== 'refused'
    const tenant = access.principal?.tenant ?? null
    const isRefusal = access.outcome === 'refused' || access.outcome === 'would-refuse'
    const isTaken =
      !closed && heard.length + queue.length < queueLimit && (!isRefusal || mustBeWritten || quota.admits(tenant))
    const copied = isTaken ? attempt(() => copyConsidered(access)) : undefined
    if (copied === undefined) {
      dropped.add({ tenant, dropped: 1, from: time, to: time })
      schedule()
      return mustBeWritten ? Promise.reject(cannotBeWritten(undefined)) : undefined
    }
    if (!mustBeWritten) {
      hear({ access, copied, time, settle: undefined })
      return undefined
    }
    return new Promise((resolve, reject) => {
      hear({ access, copied, time, settle: { resolve, reject } })
    })
  }

  function copyConsidered({ considered }: Access): Copied | null {
    return considered === null ? null : copyRequest(considered, options.values)
  }

  function hear(decision: Heard): void {
    if (heard.length === 0) setImmediate(endTurn)
    heard.push(decision)
  }

  function endTurn(): void {
    const isWaitedFor = putIntoWords()
    const isEnough = queue.length >= FLUSH_AT && writing === undefined && retryAfter === 0
    // Whoever comes while a batch is written goes with the next.
    if (isWaitedFor || isEnough) void flush()
    else schedule()
  }

  /** Whether somebody waits for one of them to be written. */
  function putIntoWords(): boolean {
    const turn = heard
    heard = []
    let isWaitedFor = false
    for (const { access, copied, time, settle } of turn) {
      const line = attempt(() => describeAccess(access, copied, time))
      if (line === undefined) {
        dropped.add({ tenant: access.principal?.tenant ?? null, dropped: 1, from: time, to: time })
        settle?.reject(cannotBeWritten(undefined))
      } else {
        queue.push({ line, settle })
        isWaitedFor ||= settle !== undefined
      }
    }
    return isWaitedFor
  }

  /** Undefined where it fails: that a decision cannot be described is no reason to fail its request. */
  function attempt<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (cause) {
      tell({ type: 'access-log-failing', cause })
      return undefined
    }
  }

  function schedule(): void {
    if (timer !== undefined || writing !== undefined || closed) return
    timer = setTimeout(() => void flush(), retryAfter === 0 ? FLUSH_INTERVAL : retryAfter)
    // A log that cannot be written keeps no process alive; what is merely waiting does, for a moment.
    if (retryAfter > 0) timer.unref()
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    putIntoWords()
    toWrite = queue.length
    writing ??= writeAll().finally(() => {
      writing = undefined
      if (queue.length > 0 || dropped.total > 0) schedule()
    })
    return writing
  }

  async function writeAll(): Promise<void> {
    while (toWrite > 0 || dropped.total > 0) {
      const batch = queue.slice(0, Math.min(toWrite, writer.batchSize))
      const isWritten = batch.length === 0 ? await writeDropped() : await write(batch)
      if (!isWritten) return
      retryAfter = 0
      await nextTurn()
    }
  }

  async function write(batch: readonly Waiting[]): Promise<boolean> {
    try {
      const placed = await writer.append(batch.map(({ line }) => line))
      toWrite -= placed
      for (const { settle } of queue.splice(0, placed)) settle?.resolve()
      return true
    } catch (cause) {
      failed(cause)
      // Whoever waits is refused now; the others' records wait for the log to recover.
      for (const { settle } of queue) settle?.reject(cannotBeWritten(cause))
      queue = queue.filter(({ settle }) => settle === undefined)
      return false
    }
  }

  /** Counts go after what waited, so that they stand behind the decisions that were kept. */
  async function writeDropped(): Promise<boolean> {
    const counted = dropped.take()
    if (counted === undefined) return true
    try {
      await writer.append([formatRecord(counted)])
      tell({ type: 'access-log-dropped', dropped: counted.dropped })
      return true
    } catch (cause) {
      dropped.add(counted)
      failed(cause)
      return false
    }
  }

  function tell(event: AccessLogEvent): void {
    try {
      options.onEvent(event)
    } catch {
      // A sink that throws has nobody left to tell; the records must not wait for it.
    }
  }

  function failed(cause: unknown): void {
    if (retryAfter === 0) tell({ type: 'access-log-failing', cause })
    retryAfter = Math.min(Math.max(retryAfter * 2, FIRST_RETRY), LONGEST_RETRY)
  }

  return {
    record,
    flush,
    async close() {
      if (closed) return
      closed = true
      await writing
      await flush()
      clearTimeout(timer)
      const lost = queue.length + dropped.total
      if (lost > 0) tell({ type: 'access-log-dropped', dropped: lost })
      await writer.close()
    },
  }
}

function cannotBeWritten(cause: unknown): WardkitError {
  return new WardkitError('ERR_UNAVAILABLE', 'the access log cannot be written', {
    help: 'see the `access-log-failing` event for the cause',
    ...(cause === undefined ? {} : { cause }),
  })
}
