import { WardkitError } from '../errors/index.ts'

/** How long a write waits behind other writes of its process, in milliseconds. */
export const QUEUE_WAIT_LIMIT = 5_000

/** Runs one write at a time, in the order they came. */
export interface WriteQueue {
  /** @throws WardkitError `ERR_STORE_BUSY` when its turn did not come within `QUEUE_WAIT_LIMIT`, `ERR_STORE_UNAVAILABLE` once closed */
  run<T>(write: () => Promise<T>): Promise<T>
  /** Refuses further writes, and answers when those already taken are done. */
  close(): Promise<void>
}

/** @param waitLimit in milliseconds */
export function createWriteQueue(waitLimit: number = QUEUE_WAIT_LIMIT): WriteQueue {
  let last: Promise<unknown> = Promise.resolve()
  let closed = false
  return {
    async run(write) {
      if (closed) throw storeClosed()
      const before = last
      let done: () => void = () => undefined
      // A write that gave up waiting still keeps its place: who comes after it waits for who came before.
      last = Promise.all([before, new Promise<void>((resolve) => (done = resolve))])
      try {
        await turnOf(before, waitLimit)
        return await write()
      } finally {
        done()
      }
    },
    async close() {
      closed = true
      await last
    },
  }
}

/** The error of whatever is asked of a closed store. */
export function storeClosed(): WardkitError {
  return new WardkitError('ERR_STORE_UNAVAILABLE', 'the store is closed')
}

async function turnOf(before: Promise<unknown>, waitLimit: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new WardkitError('ERR_STORE_BUSY', `the write waited ${waitLimit} ms behind other writes of this process`, {
          help: 'keep slow work out of `write`, and do not call `write` inside `write`',
        }),
      )
    }, waitLimit)
  })
  try {
    await Promise.race([before, late])
  } finally {
    clearTimeout(timer)
  }
}
