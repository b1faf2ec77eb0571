import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { WardkitError } from '../../errors/index.ts'
import type { AccessLogFileSettings, LineAppender } from './access-log-appender.ts'
import { fromFailure, type LogAnswer, type LogRequest } from './access-log-message.ts'

interface ThreadOptions {
  /** What the thread runs; for tests. */
  readonly script?: URL
  /** How long a batch or the end may take, in milliseconds, before the thread is given up; for tests. */
  readonly limit?: number
}

/** How many lines one text holds: a longer one V8 keeps in a mapping of its own, with a page fault for every four kilobytes. */
const LINES_OF_TEXT = 64

function joinLines(lines: readonly string[]): string[] {
  const texts: string[] = []
  for (let from = 0; from < lines.length; from += LINES_OF_TEXT) {
    texts.push(lines.slice(from, from + LINES_OF_TEXT).join('\n'))
  }
  return texts
}

/** Beside this file, as source and as built. */
const SCRIPT = new URL(import.meta.url.replace(/access-log-thread(\.\w+)$/, 'access-log-worker$1'))

/** Ten times as long as a slow disk takes to sync. */
const LIMIT = 10_000

interface Thread {
  readonly worker: Worker
  /** The batch that is being written. */
  waiting?: { readonly resolve: () => void; readonly reject: (error: Error) => void; readonly timer: NodeJS.Timeout }
}

/**
 * Appends in a thread of its own, begun with the first batch. One batch is written at a time.
 *
 * A thread that ends, or that takes too long, fails the batch it had; the next batch begins another thread. Between batches it keeps no
 * process alive.
 */
export function createAppenderThread(settings: AccessLogFileSettings, options: ThreadOptions = {}): LineAppender {
  const { script = SCRIPT, limit = LIMIT } = options
  let thread: Thread | undefined

  function start(): Thread {
    // Not the host's own flags: what they load into each thread (instrumentation, loaders) has no business in this one.
    const worker = new Worker(script, { workerData: settings, execArgv: [], name: 'wardkit access log' })
    const started: Thread = { worker }
    worker.unref()
    worker.on('message', (answer: LogAnswer) => {
      settle(started, answer.kind === 'written' ? undefined : fromFailure(answer.failure))
    })
    worker.on('error', (cause) => {
      giveUp(started, new WardkitError('ERR_STORE_UNAVAILABLE', 'the thread of the access log failed', { cause }))
    })
    worker.on('exit', () => {
      giveUp(started, new WardkitError('ERR_STORE_UNAVAILABLE', 'the thread of the access log ended'))
    })
    return started
  }

  function settle(of: Thread, error?: Error): void {
    const { waiting } = of
    if (waiting === undefined) return
    delete of.waiting
    clearTimeout(waiting.timer)
    of.worker.unref()
    if (error === undefined) waiting.resolve()
    else waiting.reject(error)
  }

  function giveUp(given: Thread, error: Error): void {
    if (thread === given) thread = undefined
    settle(given, error)
  }

  return {
    append: (lines, now) =>
      new Promise((resolve, reject) => {
        const current = (thread ??= start())
        const timer = setTimeout(() => {
          // Not waited for: a thread that hangs in the disk ends when the disk answers.
          void current.worker.terminate()
          const late = `the access log took longer than ${limit} ms to write`
          giveUp(current, new WardkitError('ERR_STORE_UNAVAILABLE', late))
        }, limit)
        current.waiting = { resolve, reject, timer }
        current.worker.ref()
        current.worker.postMessage({ kind: 'append', texts: joinLines(lines), now } satisfies LogRequest)
      }),
    async close() {
      if (thread === undefined) return
      const { worker } = thread
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      worker.ref()
      worker.postMessage({ kind: 'close' } satisfies LogRequest)
      await Promise.race([ended, pause(limit, undefined, { ref: false })])
      void worker.terminate()
    },
  }
}
