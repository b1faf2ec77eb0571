/** What a server of the benchmark says to the process that started it. */
export type ServerMessage =
  | { readonly kind: 'ready'; readonly url: string; readonly token: string }
  /** Nanoseconds that 99 of 100 requests since the last report spent in `authorize()`, or in what stands in for it. */
  | { readonly kind: 'report'; readonly p99: number }
