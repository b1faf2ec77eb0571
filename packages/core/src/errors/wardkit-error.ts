import { ERROR_CATALOG, type ErrorCode } from './catalog.ts'

/** The world failed, or somebody's input could not be taken. `code` is stable and listed in docs/errors.md. */
export class WardkitError extends Error {
  override readonly name: string = 'WardkitError'
  readonly code: ErrorCode
  /** What to do about it, where there is an answer. */
  readonly help: string | undefined

  constructor(code: ErrorCode, message: string, options: { readonly cause?: unknown; readonly help?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.help = options.help
  }

  /** The HTTP status this error is answered with. */
  get status(): number {
    return ERROR_CATALOG[this.code].status
  }

  /** The HTTP header fields this error is answered with. Express and Koa send those of an error that a handler throws, with its status. */
  get headers(): Readonly<Record<string, string>> {
    return retryHeaders(this.status)
  }
}

/** How long a caller is asked to wait before it tries again, in seconds. */
const RETRY_AFTER_SECONDS = 1

/** What may pass says when to try again. @see RFC 9110, section 10.2.3 */
export function retryHeaders(status: number): Readonly<Record<string, string>> {
  return status === 503 || status === 429 ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {}
}
