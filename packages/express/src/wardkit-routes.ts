import { defaultWardkit } from '@wardkit/core'
import { createOwnRoutes, type WardkitRoutesOptions } from '@wardkit/core/http'
import type { RequestHandler } from 'express'

/**
 * Middleware that answers Wardkit's own routes: login, tokens, keys.
 *
 * Mount it before any body parser, bare or at its base path.
 *
 * @throws TypeError on an option that is unknown or wrong
 */
export function wardkitRoutes(options: WardkitRoutesOptions = {}): RequestHandler {
  const answer = createOwnRoutes(options, () => defaultWardkit().ready)
  return (request, response, next) => {
    void answer(request, response, request.originalUrl).then((answered) => {
      if (!answered) next()
    })
  }
}
