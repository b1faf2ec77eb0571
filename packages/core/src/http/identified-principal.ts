import { WardkitError } from '../errors/index.ts'
import type { Authentication } from '../identity/authentication.ts'
import type { Principal } from '../model/principal.ts'
import { andThen } from '../util/and-then.ts'
import type { Engine } from './engine.ts'
import type { GuardSettings } from './guard-options.ts'
import { readHostPrincipal } from './host-principal.ts'
import type { Refusal } from './refusal.ts'

/** What is looked at to find out who sends a request. */
export interface SentCredentials<Host> {
  /** Absent of what may change something, whatever it was sent as. */
  readonly method?: string
  /** Every header field of a name (in lower case), as sent. */
  fields(name: string): readonly string[]
  readonly host: Host
}

/**
 * Finds out who sends a request: by the host's own authentication where it names the principal, else by the credentials sent.
 *
 * @param atLeast the revision that the request presents
 * @throws WardkitError `ERR_REVISION_AHEAD` when the caller has presented a revision that does not exist, and whatever the host's authentication
 * throws
 */
export function identify<Host>(
  engine: Pick<Engine, 'authenticate'>,
  settings: Pick<GuardSettings<Host>, 'principal'>,
  request: SentCredentials<Host>,
  atLeast: number | undefined,
): Principal | Refusal | Promise<Principal | Refusal> {
  if (settings.principal !== undefined) {
    return andThen(settings.principal(request.host), (named) =>
      named === null ? challenge('none') : readHostPrincipal(named),
    )
  }
  const { fields, method = 'POST' } = request
  const authenticated = engine.authenticate(fields('authorization'), atLeast, { fields, method })
  return andThen(authenticated, (authentication) => toPrincipal(authentication, atLeast))
}

/**
 * The principal that credentials came to, or why the request is refused.
 *
 * @param atLeast the revision that the request presents
 * @throws WardkitError `ERR_REVISION_AHEAD` when the caller has presented a revision that does not exist
 */
function toPrincipal(authentication: Authentication, atLeast: number | undefined): Principal | Refusal {
  switch (authentication.status) {
    case 'identified':
      return authentication.principal
    case 'unidentified':
      return authentication.reason === 'cross-site' ? { code: 'ERR_CROSS_SITE' } : challenge(authentication.reason)
    case 'unavailable': {
      const { cause } = authentication
      if (atLeast !== undefined && isRevisionAhead(cause)) throw cause
      return { code: 'ERR_UNAVAILABLE', cause }
    }
  }
}

/** RFC 6750, section 3: a request without credentials is told the scheme and nothing more. */
function challenge(reason: string): Refusal {
  const error = reason === 'none' ? '' : ', error="invalid_token"'
  return { code: 'ERR_UNAUTHENTICATED', headers: { 'www-authenticate': `Bearer realm="wardkit"${error}` } }
}

function isRevisionAhead(cause: unknown): cause is WardkitError {
  return cause instanceof WardkitError && cause.code === 'ERR_REVISION_AHEAD'
}
