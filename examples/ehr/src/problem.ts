import { z } from 'zod'

/** An answer other than success: the status and one sentence for the caller. */
export class Problem extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Reads a body or a parameter, or refuses it naming every field at fault. */
export function read<T>(schema: z.ZodType<T>, input: unknown): T {
  const { success, data, error } = schema.safeParse(input)
  if (success) return data
  throw new Problem(400, z.prettifyError(error))
}

/** What is answered to an error, as a problem document (RFC 9457). What is not a `Problem` stays in the log. */
export function toProblem(error: unknown): { readonly status: number; readonly body: string } {
  const { status, detail } = describe(error)
  if (status === 500) console.error(error)
  return { status, body: JSON.stringify({ status, detail }) }
}

function describe(error: unknown): { readonly status: number; readonly detail: string } {
  if (error instanceof Problem) return { status: error.status, detail: error.message }
  // A body parser refuses a body with an error that carries its status; what may be shown it says.
  if (error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500) {
    const isShown = 'expose' in error && error.expose === true
    return { status: error.status, detail: isShown ? error.message : 'the request cannot be read' }
  }
  return { status: 500, detail: 'something went wrong' }
}
