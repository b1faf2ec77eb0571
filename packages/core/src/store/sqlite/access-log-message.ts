import { WardkitError, type ErrorCode } from '../../errors/index.ts'

/** What the thread that writes an access log is asked. */
export type LogRequest =
  /** `texts`: the lines, many to a text, with a newline between each two. One text is handed over in a tenth of the time that its lines would take. */
  | { readonly kind: 'append'; readonly texts: readonly string[]; readonly now: number }
  /** Nothing more comes: the thread ends. */
  | { readonly kind: 'close' }

/** What it answers to each `append`. */
export type LogAnswer = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly failure: Failure }

/** An error as it passes between threads, which keeps of its class and its own properties nothing. */
interface Failure {
  readonly code: ErrorCode | null
  readonly help: string | null
  readonly message: string
  readonly cause: unknown
}

export function toFailure(error: unknown): Failure {
  if (error instanceof WardkitError) {
    const { code, message, cause, help = null } = error
    return { code, help, message, cause: cause instanceof Error ? cause.message : null }
  }
  return { code: null, help: null, message: error instanceof Error ? error.message : String(error), cause: null }
}

export function fromFailure({ code, help, message, cause }: Failure): Error {
  const because = typeof cause === 'string' ? { cause: new Error(cause) } : {}
  return code === null
    ? new Error(message, because)
    : new WardkitError(code, message, { ...because, ...(help === null ? {} : { help }) })
}
