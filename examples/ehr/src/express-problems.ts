import type { ErrorRequestHandler, RequestHandler } from 'express'
import { Problem, toProblem } from './problem.ts'

/** Answers what no route answered. */
export const notFound: RequestHandler = () => {
  throw new Problem(404, 'there is nothing here')
}

/** Answers every error. */
export const answerProblem: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(error)
    return
  }
  const { status, body } = toProblem(error)
  response.status(status).type('application/problem+json').send(body)
}
