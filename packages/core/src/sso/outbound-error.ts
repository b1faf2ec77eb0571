/** Why a request to somebody else's server was not made, or its answer not taken. */
export type OutboundProblem =
  | 'url'
  | 'scheme'
  | 'port'
  | 'address'
  | 'unresolved'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'redirect'
  | 'encoding'

/** A request that `SafeFetch` refused or could not finish. Its message names the URL's host and nothing else of it. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError'
  readonly problem: OutboundProblem

  constructor(problem: OutboundProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.problem = problem
  }

  /** Whether the server may answer another time: what is not allowed stays so. */
  get isOutage(): boolean {
    return this.problem === 'unreachable' || this.problem === 'timeout' || this.problem === 'unresolved'
  }
}
