/**
 * Goes on with a value as soon as it is there: at once where it is no promise. Waiting for what is there already would cost more than most of
 * what is done with it.
 */
export function andThen<T, U>(value: T | PromiseLike<T>, next: (value: T) => U | Promise<U>): U | Promise<U> {
  return isPromise(value) ? Promise.resolve(value).then(next) : next(value)
}

/** Does work and puts an answer in the place of its failure, whether it fails at once or later. */
export function orElse<T>(work: () => T | Promise<T>, failed: (cause: unknown) => T | Promise<T>): T | Promise<T> {
  try {
    const done = work()
    return isPromise(done) ? done.catch(failed) : done
  } catch (cause) {
    return failed(cause)
  }
}

/** Whether something must be waited for, whoever's promises they are. */
export function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T>
export function isPromise<T>(value: T | Promise<T>): value is Promise<T>
export function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
