/**
 * The EHR with `authorize()` and all its defaults; the same without the access log; with a middleware written by hand in place of
 * `authorize()`; and with nothing in its place.
 */
export type ServerKind = 'guarded' | 'unlogged' | 'byHand' | 'bare'

/** What a server of the benchmark says to the process that started it. */
export type ServerMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly token: string }
  /**
   * Since the last report, in nanoseconds: `p99` is what 99 of 100 requests spent at most in `authorize()`, or in what stands in for it. `dropped`:
   * how many records the access log could not take.
   */
  | { readonly kind: 'report'; readonly p99: number; readonly processorTime: number; readonly dropped: number }
