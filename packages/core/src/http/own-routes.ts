import { assertKnownOptions } from '../util/known-options.ts'
import { withinTime } from '../util/within-time.ts'
import { createFetchMount, OWN_BASE_PATH, type FetchMount, type FetchTarget } from './fetch-mount.ts'
import { sendProblem } from './node-request.ts'
import { createProblem } from './problem.ts'
import { createRequestId } from './request-id.ts'

/** What `wardkitRoutes()` takes, whatever the HTTP library. */
export interface WardkitRoutesOptions {
  /** The instance that answers; by default the process's one default instance. */
  readonly wardkit?: FetchTarget | Promise<FetchTarget>
  /** Where the routes stand in the server's URL, whatever the mount; `/wardkit` when absent. */
  readonly basePath?: string
}

const START_MILLISECONDS = 10_000

/**
 * Reads the options of a `wardkitRoutes()`.
 *
 * @param findDefault asked where the options name no instance
 * @returns what answers a request, and never rejects: whatever fails, the answer is 503
 * @throws TypeError on an option that is unknown or wrong
 */
export function createOwnRoutes(options: WardkitRoutesOptions, findDefault: () => Promise<FetchTarget>): FetchMount {
  assertKnownOptions('wardkitRoutes()', options, ['wardkit', 'basePath'])
  const { wardkit, basePath = OWN_BASE_PATH } = options
  const target = Promise.resolve(wardkit ?? findDefault())
  // Whoever made the instance hears of its failure; requests are answered 503.
  target.catch(() => undefined)
  const mount = createFetchMount(basePath, () => withinTime(target, START_MILLISECONDS, 'the start'))
  return (request, response, url) =>
    mount(request, response, url).catch(() => {
      sendProblem(response, createProblem('ERR_UNAVAILABLE', { requestId: createRequestId() }))
      return true
    })
}
