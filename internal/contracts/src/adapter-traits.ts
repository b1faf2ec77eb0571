/** What an adapter's server has besides HTTP. */
export interface AdapterTraits {
  /**
   * How routes are found: tried in the order registered, so that one can shadow another; in a tree, where the most concrete wins; or by the operation decided,
   * without a router.
   */
  readonly router: 'ordered' | 'tree' | 'none'
  /** Whether a request is routed when it is decided about. Then a `rewrite` comes between: authorization is shown another URL than was routed. */
  readonly decidesAfterRouting?: boolean
  /** Whether the library itself answers 400, in its own words, to what it cannot read, before authorization hears of it. */
  readonly refusesUnreadable?: boolean
  /** `brief`: another version of what the whole contract runs on; one round of hostile requests, and no corpus of decisions. */
  readonly extent?: 'whole' | 'brief'
}
