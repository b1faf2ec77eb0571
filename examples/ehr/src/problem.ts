import type { ErrorRequestHandler, RequestHandler } from 'express'
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

/** Answers what no route answered. */
export const notFound: RequestHandler = () => {
  throw new Problem(404, 'there is nothing here')
}

/** Answers every error as a problem document (RFC 9457). What is not a `Problem` stays in the log. */
export const answerProblem: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error)
    return
  }
  const { status, detail } = toProblem(error)
  if (status === 500) console.error(error)
  response.status(status).type('application/problem+json').send(JSON.stringify({ status, detail }))
}

function toProblem(error: unknown): { status: number; detail: string } {
  if (error instanceof Problem) return { status: error.status, detail: error.message }
  // express.json() refuses a body with an error that carries its status and is meant to be shown.
  if (error instanceof Error && 'expose' in error && error.expose === true && 'status' in error) {
    return { status: Number(error.status), detail: error.message }
  }
  return { status: 500, detail: 'something went wrong' }
}
