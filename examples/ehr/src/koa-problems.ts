import type { Middleware } from 'koa'
import { Problem, toProblem } from './problem.ts'

/** Answers every error, and what no route answered. */
export const answerProblems: Middleware = async (context, next) => {
  try {
    await next()
    if (context.status === 404 && context.body === undefined) throw new Problem(404, 'there is nothing here')
  } catch (error) {
    const { status, body } = toProblem(error)
    context.status = status
    context.type = 'application/problem+json'
    context.body = body
  }
}
