import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { parseStrictJson } from '../../util/strict-json.ts'
import { answerProblem } from './answer-problem.ts'

/** Largest body that the API takes. */
export const MAX_BODY_BYTES = 64 * 1024

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i

/**
 * Lets only a JSON body through: declared as such, in UTF-8, of bounded size, saying no key twice.
 *
 * A form or `text/plain` never gets here, so no page of another origin can send one without a preflight.
 */
export const jsonBody: MiddlewareHandler[] = [
  async (context, next) => {
    if (JSON_TYPE.test(context.req.header('content-type') ?? '')) return next()
    return answerProblem('ERR_MEDIA_TYPE', 'send JSON, with `content-type: application/json`')
  },
  bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => answerProblem('ERR_BODY_TOO_LARGE', `the body may have at most ${MAX_BODY_BYTES} bytes`),
  }),
  async (context, next) => {
    try {
      const bytes = await context.req.arrayBuffer()
      parseStrictJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    } catch (error) {
      if (error instanceof SyntaxError) return answerProblem('ERR_INVALID_INPUT', error.message)
      if (error instanceof TypeError) return answerProblem('ERR_INVALID_INPUT', 'the body is not UTF-8')
      throw error
    }
    return next()
  },
]
