/** What a client of the benchmark is asked: to read one address over and over, as whoever the token names. */
export interface LoadRequest {
  readonly url: string
  readonly token: string
  /** Seconds or requests. */
  readonly span: { readonly duration: number } | { readonly amount: number }
}

/** What it came to. Any answer but a 2xx is a failure. */
export type LoadAnswer =
  | { readonly kind: 'loaded'; readonly requests: number; readonly seconds: number }
  | { readonly kind: 'failed'; readonly reason: string }
