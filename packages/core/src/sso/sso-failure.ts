import { WardkitError, type ErrorCode } from '../errors/index.ts'
import type { TestError, TestStep } from './connection-tests.ts'

interface FailureEntry {
  readonly step: TestStep['name']
  readonly code: ErrorCode
  readonly message: string
  /** What to do about it, and where. */
  readonly remedy: string
}

/** Everything that can go wrong with a login by an identity provider. */
const FAILURES = {
  'provider-unreachable': {
    step: 'discovery',
    code: 'ERR_SSO_UNAVAILABLE',
    message: 'the identity provider cannot be reached',
    remedy: 'check the discovery URL, and that the provider is up and reachable from the internet; then try again',
  },
  'provider-address': {
    step: 'discovery',
    code: 'ERR_SSO_FAILED',
    message: 'the identity provider is at an address that is not asked',
    remedy: 'use a provider with a public name, https and port 443 or one above 1023, that answers without a redirect',
  },
  'discovery-document': {
    step: 'discovery',
    code: 'ERR_SSO_FAILED',
    message: 'there is no discovery document at the discovery URL',
    remedy: 'copy the discovery URL from the provider; it ends in `/.well-known/openid-configuration`',
  },
  'issuer-mismatch': {
    step: 'discovery',
    code: 'ERR_SSO_FAILED',
    message: 'the discovery document is of another issuer',
    remedy: 'use the discovery URL of the very issuer; for Entra ID the one with the tenant’s id, not `common`',
  },
  'endpoint-missing': {
    step: 'discovery',
    code: 'ERR_SSO_FAILED',
    message: 'the discovery document lacks an endpoint that a login needs',
    remedy: 'the provider must offer OpenID Connect with the authorization code flow',
  },
  'provider-refused': {
    step: 'authorization',
    code: 'ERR_SSO_REFUSED',
    message: 'the identity provider refused the login',
    remedy: 'assign the user to the application at the provider, and register the redirect URI there exactly as shown',
  },
  'login-unknown': {
    step: 'authorization',
    code: 'ERR_SSO_FAILED',
    message: 'this login was not begun in this browser, took too long, or was finished already',
    remedy: 'begin again, in one window, with cookies allowed',
  },
  'client-refused': {
    step: 'tokens',
    code: 'ERR_SSO_FAILED',
    message: 'the identity provider does not take the client id and secret',
    remedy: 'copy client id and secret anew; a secret may have expired at the provider',
  },
  'code-refused': {
    step: 'tokens',
    code: 'ERR_SSO_FAILED',
    message: 'the identity provider does not take the code that it gave',
    remedy: 'begin again; if it stays so, compare the redirect URI registered at the provider',
  },
  'token-invalid': {
    step: 'tokens',
    code: 'ERR_SSO_FAILED',
    message: 'the ID token is not good',
    remedy: 'check that the issuer and client id are those of this provider, and the clocks of both servers',
  },
  'userinfo-invalid': {
    step: 'claims',
    code: 'ERR_SSO_FAILED',
    message: 'the userinfo endpoint did not answer with this user’s claims',
    remedy: 'check that the application may use the userinfo endpoint at the provider',
  },
  'groups-elsewhere': {
    step: 'claims',
    code: 'ERR_SSO_REFUSED',
    message: 'the user is in more groups than the token holds, so that none of them are known',
    remedy: 'let the provider send only groups assigned to the application, or app roles instead of groups',
  },
  'email-missing': {
    step: 'account',
    code: 'ERR_SSO_REFUSED',
    message: 'the identity provider sent no e-mail address',
    remedy: 'add the scope `email`, or a claim `email` at the provider',
  },
  'email-domain': {
    step: 'account',
    code: 'ERR_SSO_REFUSED',
    message: 'the e-mail address is in no domain that the tenant has verified',
    remedy: 'verify the domain, or invite the user and let them log in with that account',
  },
  'email-unverified': {
    step: 'account',
    code: 'ERR_SSO_REFUSED',
    message: 'the identity provider says that the e-mail address is not verified',
    remedy: 'verify the user’s e-mail address at the provider',
  },
  'account-exists': {
    step: 'account',
    code: 'ERR_SSO_REFUSED',
    message: 'somebody has this e-mail address here already, and nothing proves that it is them',
    remedy:
      'both sides must have verified the address: the user here, by a link that was mailed to them, and the provider, by `email_verified`',
  },
  'user-disabled': {
    step: 'account',
    code: 'ERR_SSO_REFUSED',
    message: 'the user is disabled',
    remedy: 'enable the user here',
  },
} as const satisfies Record<string, FailureEntry>

export type FailureReason = keyof typeof FAILURES

/** A login by an identity provider that did not work out. Its message says what, in words for whoever tried; never a token, code or secret. */
export class SsoFailure extends WardkitError {
  override readonly name = 'SsoFailure'
  readonly reason: FailureReason
  /** What was seen, for who set the connection up. */
  readonly detail: string | undefined

  constructor(reason: FailureReason, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    const { code, message, remedy } = FAILURES[reason]
    super(code, message, { help: remedy, cause: options.cause })
    this.reason = reason
    this.detail = options.detail
  }

  get step(): TestStep['name'] {
    return FAILURES[this.reason].step
  }

  /** For a test run. */
  toTestError(): TestError {
    const { message, remedy } = FAILURES[this.reason]
    return { code: this.reason, message: this.detail === undefined ? message : `${message}: ${this.detail}`, remedy }
  }
}
