import { WardkitError } from '../errors/index.ts'
import type { Authentication } from '../identity/authentication.ts'
import type { Principal } from '../model/principal.ts'
import type { Refusal } from './refusal.ts'

/**
 * The principal that credentials came to, or why the request is refused.
 *
 * @param atLeast the revision that the request presents
 * @throws WardkitError `ERR_REVISION_AHEAD` when the caller has presented a revision that does not exist
 */
export function toPrincipal(authentication: Authentication, atLeast: number | undefined): Principal | Refusal {
  switch (authentication.status) {
    case 'identified':
      return authentication.principal
    case 'unidentified':
      return challenge(authentication.reason)
    case 'unavailable': {
      const { cause } = authentication
      if (atLeast !== undefined && isRevisionAhead(cause)) throw cause
      return { code: 'ERR_UNAVAILABLE', cause }
    }
  }
}

/** RFC 6750, section 3: a request without credentials is told the scheme and nothing more. */
export function challenge(reason: string): Refusal {
  const error = reason === 'none' ? '' : ', error="invalid_token"'
  return { code: 'ERR_UNAUTHENTICATED', headers: { 'www-authenticate': `Bearer realm="wardkit"${error}` } }
}

function isRevisionAhead(cause: unknown): cause is WardkitError {
  return cause instanceof WardkitError && cause.code === 'ERR_REVISION_AHEAD'
}
