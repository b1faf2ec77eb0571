/** Who asks, in the order of the columns of `ACCESS_TABLE`. */
export const CALLERS = [
  /** No credentials. */
  'nobody',
  /** Holds `admin` in another tenant, and names what is in this one. */
  'otherTenant',
  /** Holds `member`, and so no operation of Wardkit's own. */
  'member',
  /** Was disabled after the token was issued. */
  'disabled',
  /** Was given other roles after the token was issued. */
  'revoked',
  /** Holds a role that allows to read users and roles and to change users, and nothing more. */
  'narrow',
  'admin',
] as const

export type Caller = (typeof CALLERS)[number]

type Row = readonly [number, number, number, number, number, number, number]

/**
 * The answer of every operation of Wardkit's own API to each caller. An operation that is not in it fails the test run.
 *
 * Another tenant's admin gets 404 for what is in this tenant, as for what does not exist, and their own where nothing is named.
 */
export const ACCESS_TABLE: Readonly<Record<string, Row>> = {
  // Public: no policy is asked.
  'GET:/wardkit/.well-known/jwks.json': [200, 200, 200, 200, 200, 200, 200],
  'GET:/wardkit/openapi.json': [200, 200, 200, 200, 200, 200, 200],
  'GET:/wardkit/branding': [200, 200, 200, 200, 200, 200, 200],
  'GET:/wardkit/outbox': [200, 200, 200, 200, 200, 200, 200],
  'POST:/wardkit/login/passkey': [200, 200, 200, 200, 200, 200, 200],
  'POST:/wardkit/login/init': [200, 200, 200, 200, 200, 200, 200],
  'POST:/wardkit/sign-up': [202, 202, 202, 202, 202, 202, 202],
  'POST:/wardkit/password/forgot': [202, 202, 202, 202, 202, 202, 202],

  'GET:/wardkit/sso/logged-out': [200, 200, 200, 200, 200, 200, 200],

  // Public, and each asked about an identity provider that nobody can log in by, or with what none has sent.
  'GET:/wardkit/sso/start/{connectionId}': [404, 404, 404, 404, 404, 404, 404],
  'GET:/wardkit/sso/callback/{connectionId}': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/sso/backchannel-logout/{connectionId}': [400, 400, 400, 400, 400, 400, 400],

  // Public, and each asked with a password, a code or a token that is wrong.
  'POST:/wardkit/login': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/sign-up/complete': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/password/reset/show': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/password/reset': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/invitations/show': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/invitations/accept': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/email/confirm': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/second-factor': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/second-factor/passkey': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/tenant': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/passkey/finish': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/enroll/totp': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/enroll/totp/finish': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/enroll/passkey': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/login/enroll/passkey/finish': [400, 400, 400, 400, 400, 400, 400],
  'POST:/wardkit/token': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/token/refresh': [401, 401, 401, 401, 401, 401, 401],

  // About the caller: everybody of a tenant.
  'GET:/wardkit/profile': [401, 200, 200, 401, 401, 200, 200],
  'POST:/wardkit/decisions': [401, 200, 200, 401, 401, 200, 200],
  'GET:/wardkit/assumable-roles': [401, 200, 200, 401, 401, 200, 200],
  'GET:/wardkit/session': [401, 200, 200, 401, 401, 200, 200],
  'GET:/wardkit/sessions': [401, 200, 200, 401, 401, 200, 200],
  'GET:/wardkit/security': [401, 200, 200, 401, 401, 200, 200],
  'POST:/wardkit/security/passkeys': [401, 200, 200, 401, 401, 200, 200],
  'POST:/wardkit/security/totp': [401, 200, 200, 401, 401, 200, 200],
  'POST:/wardkit/logout': [401, 204, 204, 401, 401, 204, 204],

  'GET:/wardkit/templates': [401, 200, 200, 401, 401, 200, 200],

  // About the caller, who names somebody else's session, a tenant they are not in, a role that trusts nobody, and a wrong password.
  'DELETE:/wardkit/sessions/{sessionId}': [401, 404, 404, 401, 401, 404, 404],
  'POST:/wardkit/session/tenant': [401, 404, 404, 401, 401, 404, 404],
  'POST:/wardkit/assume-role': [401, 403, 403, 401, 401, 403, 403],
  'POST:/wardkit/password/change': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/email/change': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/step-up': [401, 401, 401, 401, 401, 401, 401],

  // About the caller's second factors, of whom nobody has any.
  'POST:/wardkit/step-up/passkey': [401, 404, 404, 401, 401, 404, 404],
  'POST:/wardkit/security/passkeys/finish': [401, 400, 400, 401, 401, 400, 400],
  'PATCH:/wardkit/security/passkeys/{passkeyId}': [401, 404, 404, 401, 401, 404, 404],
  'DELETE:/wardkit/security/passkeys/{passkeyId}': [401, 404, 404, 401, 401, 404, 404],
  'POST:/wardkit/security/totp/finish': [401, 400, 400, 401, 401, 400, 400],
  'DELETE:/wardkit/security/totp': [401, 404, 404, 401, 401, 404, 404],
  'POST:/wardkit/security/recovery-codes': [401, 409, 409, 401, 401, 409, 409],

  // Administration.
  'POST:/wardkit/explain': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/services': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/users': [401, 200, 403, 401, 401, 200, 200],
  'GET:/wardkit/users/{userId}': [401, 404, 403, 401, 401, 200, 200],
  'PATCH:/wardkit/users/{userId}': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/users/{userId}': [401, 404, 403, 401, 401, 403, 204],
  'POST:/wardkit/users/{userId}/disable': [401, 404, 403, 401, 401, 403, 204],
  'POST:/wardkit/users/{userId}/enable': [401, 404, 403, 401, 401, 403, 204],
  'GET:/wardkit/tenant': [401, 200, 403, 401, 401, 403, 200],
  // Confirmed with another tenant's name.
  'DELETE:/wardkit/tenant': [401, 400, 403, 401, 401, 403, 400],
  'PATCH:/wardkit/tenant': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/users/bulk': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/roles/{roleId}/holders': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/users/{userId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/users/{userId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/users/{userId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/api-keys/{keyId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/api-keys/{keyId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/api-keys/{keyId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/roles/{roleId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/roles/{roleId}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/roles/{roleId}/tags': [401, 404, 403, 401, 401, 403, 200],
  // Of users: for whoever may list them.
  'GET:/wardkit/tags/suggestions': [401, 200, 403, 401, 401, 200, 200],
  'GET:/wardkit/resources': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/resources/types': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/resources/{type}/{id}': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/resources/{type}/{id}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/resources/{type}/{id}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/resources/{type}/{id}/tags': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/resources/{type}/{id}': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/resources/{type}/{id}': [401, 404, 403, 401, 401, 403, 204],
  'POST:/wardkit/resources/tags/bulk': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/invitations': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/invitations': [401, 201, 403, 401, 401, 403, 201],
  'POST:/wardkit/invitations/bulk': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/invitations/{invitationId}/resend': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/invitations/{invitationId}': [401, 404, 403, 401, 401, 403, 204],
  'GET:/wardkit/roles': [401, 200, 403, 401, 401, 200, 200],
  'POST:/wardkit/roles': [401, 201, 403, 401, 401, 403, 201],
  'GET:/wardkit/roles/{roleId}': [401, 404, 403, 401, 401, 200, 200],
  // For whoever may change the role.
  'POST:/wardkit/roles/preview': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/roles/{roleId}': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/roles/{roleId}': [401, 404, 403, 401, 401, 403, 204],
  'GET:/wardkit/roles/{roleId}/trust': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/roles/{roleId}/trust': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/guardrail': [401, 200, 403, 401, 401, 403, 200],
  'PUT:/wardkit/guardrail': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/api-keys': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/api-keys': [401, 201, 403, 401, 401, 403, 201],
  'PATCH:/wardkit/api-keys/{keyId}': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/api-keys/{keyId}/rotate': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/api-keys/{keyId}': [401, 404, 403, 401, 401, 403, 204],
  'GET:/wardkit/connections': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/connections': [401, 201, 403, 401, 401, 403, 201],
  'GET:/wardkit/connections/{connectionId}': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/connections/{connectionId}': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/connections/{connectionId}': [401, 404, 403, 401, 401, 403, 204],
  'POST:/wardkit/connections/{connectionId}/activate': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/connections/{connectionId}/deactivate': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/connections/{connectionId}/test': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/connections/{connectionId}/test-runs': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/connections/{connectionId}/mapping': [401, 404, 403, 401, 401, 403, 200],
  'PUT:/wardkit/connections/{connectionId}/mapping': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/connections/{connectionId}/mapping/dry-run': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/domains': [401, 200, 403, 401, 401, 403, 200],
  'POST:/wardkit/domains': [401, 201, 403, 401, 401, 403, 201],
  'POST:/wardkit/domains/{domainId}/verify': [401, 404, 403, 401, 401, 403, 200],
  'PATCH:/wardkit/domains/{domainId}': [401, 404, 403, 401, 401, 403, 200],
  'DELETE:/wardkit/domains/{domainId}': [401, 404, 403, 401, 401, 403, 204],
  'GET:/wardkit/sso-settings': [401, 200, 403, 401, 401, 403, 200],
  'PUT:/wardkit/sso-settings': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/links': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/links': [401, 404, 403, 401, 401, 403, 201],
  'DELETE:/wardkit/links/{linkId}': [401, 404, 403, 401, 401, 403, 204],
  'POST:/wardkit/who-may': [401, 404, 403, 401, 401, 403, 200],
  'POST:/wardkit/what-may': [401, 404, 403, 401, 401, 403, 200],
  'GET:/wardkit/audit-log': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/audit-log/export': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/audit-log/follow': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/access-log': [401, 200, 403, 401, 401, 403, 200],
  'GET:/wardkit/access-log/export': [401, 200, 403, 401, 401, 403, 200],

  // For whoever shows an operator’s key, which no caller here does.
  'GET:/wardkit/operator/tenants': [401, 401, 401, 401, 401, 401, 401],
  'GET:/wardkit/operator/tenants/{tenantId}': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/operator/tenants/{tenantId}/suspend': [401, 401, 401, 401, 401, 401, 401],
  'POST:/wardkit/operator/tenants/{tenantId}/resume': [401, 401, 401, 401, 401, 401, 401],
  'DELETE:/wardkit/operator/tenants/{tenantId}': [401, 401, 401, 401, 401, 401, 401],
  'GET:/wardkit/operator/services': [401, 401, 401, 401, 401, 401, 401],
  'GET:/wardkit/operator/access-summary': [401, 401, 401, 401, 401, 401, 401],
}
