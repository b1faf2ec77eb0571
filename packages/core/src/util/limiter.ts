export interface LimiterOptions {
  /** Most works that run at once. */
  readonly concurrency: number
  /** Most works that wait; one more is refused. */
  readonly queue: number
  /** What a refused work is rejected with. */
  readonly refusal: () => Error
}

/** Runs work a few at a time, first come first served, and refuses what would wait too long. */
export type Limiter = <T>(work: () => Promise<T>) => Promise<T>

/** A limiter of its own. */
export function createLimiter({ concurrency, queue, refusal }: LimiterOptions): Limiter {
  const waiting: (() => void)[] = []
  let running = 0

  return async (work) => {
    if (running < concurrency) running++
    else if (waiting.length >= queue) throw refusal()
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place passes straight to the next in line, so that nobody slips in between.
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
