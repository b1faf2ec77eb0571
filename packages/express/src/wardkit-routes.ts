import { randomUUID } from 'node:crypto'
import { defaultWardkit } from '@wardkit/core'
import {
  assertKnownOptions,
  createFetchMount,
  createProblem,
  sendProblem,
  withinTime,
  type FetchTarget,
} from '@wardkit/core/http'
import type { RequestHandler } from 'express'

/** What `wardkitRoutes()` takes. */
export interface WardkitRoutesOptions {
  /** The instance that answers; by default the process's one default instance. */
  readonly wardkit?: FetchTarget | Promise<FetchTarget>
  /** Where the routes stand in the server's URL, whatever the mount; `/wardkit` when absent. */
  readonly basePath?: string
}

const START_MILLISECONDS = 10_000

/**
 * Middleware that answers Wardkit's own routes: login, tokens, keys.
 *
 * Mount it before any body parser, bare or at its base path.
 *
 * @throws TypeError on an option that is unknown or wrong
 */
export function wardkitRoutes(options: WardkitRoutesOptions = {}): RequestHandler {
  assertKnownOptions('wardkitRoutes()', options, ['wardkit', 'basePath'])
  const { wardkit, basePath = '/wardkit' } = options
  const target = Promise.resolve(wardkit ?? defaultWardkit().ready)
  // Whoever made the instance hears of its failure; requests are answered 503.
  target.catch(() => undefined)
  const mount = createFetchMount(basePath, () => withinTime(target, START_MILLISECONDS, 'the start'))
  return (request, response, next) => {
    mount(request, response, request.originalUrl).then(
      (answered) => {
        if (!answered) next()
      },
      () => {
        sendProblem(response, createProblem('ERR_UNAVAILABLE', { requestId: randomUUID() }))
      },
    )
  }
}
