import { WardkitError } from '../errors/index.ts'
import { isPromise } from './and-then.ts'

/**
 * Waits for work for a bounded time. Work that comes later is ignored, its failure included; work that is done already is answered at once,
 * without a timer.
 *
 * @param what names the work in the error
 * @throws WardkitError `ERR_UNAVAILABLE` when the time is over
 */
export function withinTime<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T>
export function withinTime<T>(work: T | Promise<T>, milliseconds: number, what: string): T | Promise<T>
export function withinTime<T>(work: T | Promise<T>, milliseconds: number, what: string): T | Promise<T> {
  return isPromise(work) ? race(work, milliseconds, what) : work
}

async function race<T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new WardkitError('ERR_UNAVAILABLE', `${what} took longer than ${milliseconds} ms`))
    }, milliseconds)
  })
  try {
    return await Promise.race([work, overdue])
  } finally {
    clearTimeout(timer)
  }
}
