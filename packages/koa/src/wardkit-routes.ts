import { defaultWardkit } from '@wardkit/core'
import { createOwnRoutes, type WardkitRoutesOptions } from '@wardkit/core/http'
import type { Middleware } from 'koa'

/**
 * Middleware that answers Wardkit's own routes: login, tokens, keys.
 *
 * Use it before any body parser, bare or mounted at its base path.
 *
 * @throws TypeError on an option that is unknown or wrong
 */
export function wardkitRoutes(options: WardkitRoutesOptions = {}): Middleware {
  const answer = createOwnRoutes(options, () => defaultWardkit().ready)
  return async (context, next) => {
    // What was answered went to the response of Node.
    if (await answer(context.req, context.res, context.originalUrl)) context.respond = false
    else await next()
  }
}
