/** A change hint that is read once for what one turn of the event loop brings in, and not at every question. */
export interface TurnHint {
  current(): number
  /** Makes the next question read it anew. */
  forget(): void
}

/** For how long a hint stands at most, in milliseconds, where work goes on and on without leaving its turn. */
export const HINT_STANDS_FOR = 1

/**
 * Reads the change hint once in a turn of the event loop: reading it costs more than all the rest of a decision, and one request asks twice.
 *
 * INVARIANT: a request that was sent because another process's write had been answered comes in at a later turn than any in which the hint
 * could have been read before that write. So it is decided after it. One's own writes are told of with `forget`.
 *
 * @param monotonicNow milliseconds that only go forward
 * @param atEndOfTurn runs something once this turn of the event loop is over
 */
export function createTurnHint(
  read: () => number,
  monotonicNow: () => number,
  atEndOfTurn: (work: () => void) => void,
): TurnHint {
  let hint = 0
  let readAt = -Infinity
  let isTurnWatched = false

  function forget(): void {
    readAt = -Infinity
  }

  return {
    forget,
    current() {
      const now = monotonicNow()
      if (now - readAt < HINT_STANDS_FOR) return hint
      // A read that throws leaves nothing to stand on.
      forget()
      hint = read()
      readAt = now
      if (!isTurnWatched) {
        isTurnWatched = true
        atEndOfTurn(() => {
          isTurnWatched = false
          forget()
        })
      }
      return hint
    },
  }
}
