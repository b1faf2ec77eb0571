import { readTarget } from './canonical-target.ts'
import type { GuardRequest } from './guard.ts'
import type { ProblemResponse } from './problem.ts'

/** What tells a browser that shows a page from every other caller. */
export type Visit = Pick<GuardRequest<unknown>, 'method' | 'target' | 'originalTarget' | 'fields'>

/** Turns the 401 of a browser that opens a page into a redirect to the login page; a program is told 401 as it is. */
export type RedirectToLogin = (visit: Visit, unauthenticated: ProblemResponse) => ProblemResponse

/** The longest `returnTo` in UTF-16 units; whoever came by a longer one is sent to the login page without. */
const RETURN_TO_LENGTH = 2048

/** Every header field that the choice between page, redirect and 401 depends on. */
const VARY = 'Accept, Authorization, Cookie, Sec-Fetch-Dest, Sec-Fetch-Mode'

/**
 * Reads the `login` option.
 *
 * @param owner whose option it is, as the caller wrote it
 * @throws TypeError where it is no path of this server
 */
export function createLoginRedirect(owner: string, login: unknown): RedirectToLogin {
  const page = typeof login === 'string' ? readTarget(login) : undefined
  if (typeof login !== 'string' || page?.ok !== true || page.pathname !== login || login.includes('%')) {
    throw new TypeError(`${owner}: \`login\` is a path of this server such as '/login', not ${JSON.stringify(login)}`)
  }
  return (visit, unauthenticated) => {
    const sent = readTarget(visit.originalTarget ?? visit.target)
    // A login page that nobody may see without a session would redirect to itself for ever.
    if (!sent.ok || sent.pathname === login || !isNavigation(visit)) return unauthenticated
    const returnTo = sent.search === '' ? sent.pathname : `${sent.pathname}?${sent.search}`
    const query = returnTo.length > RETURN_TO_LENGTH ? '' : `?returnTo=${encodeURIComponent(returnTo)}`
    // No cache may keep it: the same URL is a page to who has a session.
    const headers = { ...unauthenticated.headers, 'cache-control': 'no-store', location: login + query, vary: VARY }
    return { ...unauthenticated, status: 303, headers }
  }
}

/**
 * Whether somebody opens a page in a window: a safe method, HTML wanted before JSON, and no credentials of a program. Browsers that say what
 * a request is for (`Sec-Fetch-*`) must say that it is this.
 */
function isNavigation({ method, fields }: Visit): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  if (fields('authorization').length > 0) return false
  if (!isOnly(fields('sec-fetch-mode'), 'navigate') || !isOnly(fields('sec-fetch-dest'), 'document')) return false
  const accepted = readAccept(fields('accept').join(','))
  const html = accepted.get('text/html') ?? 0
  return html > 0 && html > (accepted.get('application/json') ?? 0)
}

function isOnly(sent: readonly string[], expected: string): boolean {
  return sent.every((value) => value === expected)
}

/** The weight of each media range. @see RFC 9110, section 12.5.1 */
function readAccept(accept: string): ReadonlyMap<string, number> {
  return new Map(
    accept.split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return [type, weight === undefined ? 1 : Number(weight.slice(2)) || 0]
    }),
  )
}
