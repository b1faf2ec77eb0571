/** A change hint that is read now and then, and not at every question. */
export interface PacedHint {
  current(): number
  /** Makes the next question read it anew. */
  forget(): void
}

/** For how long a hint that was read stands, in milliseconds. */
export const HINT_STANDS_FOR = 1

/**
 * Reads the change hint at most once a millisecond: reading it costs more than all the rest of a decision. So another process's write shows up
 * to a millisecond late; a request that carries its revision does not depend on the hint. One's own writes are told of with `forget`, and
 * show at once.
 *
 * @param monotonicNow milliseconds that only go forward
 */
export function createPacedHint(read: () => number, monotonicNow: () => number): PacedHint {
  let hint = 0
  let readAt = -Infinity
  return {
    current() {
      const now = monotonicNow()
      if (now - readAt >= HINT_STANDS_FOR) {
        // A read that throws leaves nothing to stand on.
        readAt = -Infinity
        hint = read()
        readAt = now
      }
      return hint
    },
    forget() {
      readAt = -Infinity
    },
  }
}
