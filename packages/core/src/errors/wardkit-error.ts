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
}
