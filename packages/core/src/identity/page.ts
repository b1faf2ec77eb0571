/** A slice of a list, ordered by id. */
export interface Page {
  /** Ids after this one. */
  readonly after?: string
  /** At most this many; 100 by default, 1,000 at most. */
  readonly limit?: number
}
