import type { RefusalEvent } from './events.ts'
import type { HostPrincipal } from './host-principal.ts'
import { createLoginRedirect, type RedirectToLogin } from './login-redirect.ts'
import { assertKnownOptions } from '../util/known-options.ts'

/** How a guard treats requests, the same for every adapter. `Host` is the HTTP library's own request. */
export interface GuardOptions<Host> {
  /** Names the principal by the host's own authentication; null means nobody. Failing, the request is refused. */
  readonly principal?: (request: Host) => HostPrincipal | null | Promise<HostPrincipal | null>
  /**
   * What happens to a path that no document declares: refused, or let through undecided below these path prefixes (`['/assets']`).
   * A declared path with an undeclared method is always refused.
   */
  readonly unlistedRoutes?: 'refuse' | { readonly allow: readonly string[] }
  /**
   * `report` decides, tells what it would refuse, and lets everything pass; in production it throws, unless it is spelled
   * `report-in-production`.
   */
  readonly mode?: 'enforce' | 'report' | 'report-in-production'
  /**
   * Whether a refusal's body says why: for development. It names roles, prints conditions and traces what each met of the caller and of the
   * request; what is known of the resource it never shows.
   */
  readonly explain?: boolean
  /**
   * Where a browser that opens a page without a session is sent, a path of this server: `/login`. The page finds in `returnTo` the path to lead back to,
   * and must check, as of every value from a URL, that it begins with one slash. Programs are told 401, as everybody is without this option.
   */
  readonly login?: string
  /** Told of every refusal before it is answered. Failing, the answer is 503. */
  readonly onRefused?: (refusal: RefusalEvent, request: Host) => void | Promise<void>
  /** How long a decision, with `principal` and all it waits for, may take, and how long `onRefused`; 10 when absent, at most 60. */
  readonly timeoutSeconds?: number
}

/** The names of `GuardOptions`, for an adapter that adds its own. */
export const GUARD_OPTIONS = [
  'principal',
  'unlistedRoutes',
  'mode',
  'explain',
  'login',
  'onRefused',
  'timeoutSeconds',
] as const

/** Options as read once, at creation. */
export interface GuardSettings<Host> {
  readonly principal: GuardOptions<Host>['principal']
  /** Prefixes in segments. */
  readonly allowedPrefixes: readonly (readonly string[])[]
  readonly report: boolean
  readonly explain: boolean
  /** Absent: nobody is redirected. */
  readonly redirectToLogin: RedirectToLogin | undefined
  readonly onRefused: GuardOptions<Host>['onRefused']
  readonly timeoutMilliseconds: number
}

/**
 * Reads the options of a guard.
 *
 * @param owner whose options they are, as the caller wrote it: `authorize()`
 * @throws TypeError naming the option, what was expected and what came
 */
export function readGuardOptions<Host>(owner: string, options: GuardOptions<Host>): GuardSettings<Host> {
  assertKnownOptions(owner, options, GUARD_OPTIONS)
  const {
    principal,
    unlistedRoutes = 'refuse',
    mode = 'enforce',
    explain = false,
    login,
    onRefused,
    timeoutSeconds = 10,
  } = options
  assertFunction(owner, 'principal', principal)
  assertFunction(owner, 'onRefused', onRefused)
  if (typeof explain !== 'boolean') throw new TypeError(`${owner}: \`explain\` is true or false`)
  if (!(timeoutSeconds > 0 && timeoutSeconds <= 60))
    throw new TypeError(`${owner}: \`timeoutSeconds\` is a number up to 60`)
  return {
    principal,
    allowedPrefixes: readPrefixes(owner, unlistedRoutes),
    report: isReportMode(owner, mode),
    explain,
    redirectToLogin: login === undefined ? undefined : createLoginRedirect(owner, login),
    onRefused,
    timeoutMilliseconds: timeoutSeconds * 1000,
  }
}

function assertFunction(owner: string, name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') throw new TypeError(`${owner}: \`${name}\` is a function`)
}

function readPrefixes(
  owner: string,
  unlisted: NonNullable<GuardOptions<unknown>['unlistedRoutes']>,
): readonly string[][] {
  if (unlisted === 'refuse') return []
  const prefixes: unknown = typeof unlisted === 'object' && unlisted !== null ? unlisted.allow : undefined
  if (!Array.isArray(prefixes)) {
    throw new TypeError(`${owner}: \`unlistedRoutes\` is 'refuse' or { allow: [path prefixes] }`)
  }
  return prefixes.map((prefix: unknown) => {
    // The prefix `/` would switch the guard off for every path that the document forgot.
    if (typeof prefix !== 'string' || !/^(\/[\w.~-]+)+$/.test(prefix)) {
      throw new TypeError(
        `${owner}: \`unlistedRoutes.allow\` holds paths such as '/assets', not ${JSON.stringify(prefix)}`,
      )
    }
    return prefix.slice(1).split('/')
  })
}

function isReportMode(owner: string, mode: unknown): boolean {
  switch (mode) {
    case 'enforce':
      return false
    case 'report-in-production':
      return true
    case 'report':
      if (process.env['NODE_ENV'] !== 'production') return true
      throw new TypeError(
        `${owner}: \`mode: 'report'\` refuses nothing and NODE_ENV is production; say 'report-in-production' if that is meant`,
      )
    default:
      throw new TypeError(
        `${owner}: \`mode\` is 'enforce', 'report' or 'report-in-production', not ${JSON.stringify(mode)}`,
      )
  }
}
