import type { GlobalPolicy } from '../../tenancy/globals.ts'

/**
 * What everybody of a tenant may ask of Wardkit: about themselves, and what answers only who may do something else. A guardrail may deny it, as it may
 * anything.
 */
export const OWN_POLICY: GlobalPolicy = {
  name: 'wardkit',
  policy: `- allow:
    - GET:/wardkit/profile
    - POST:/wardkit/decisions
    - GET:/wardkit/assumable-roles
    - POST:/wardkit/assume-role
    - GET:/wardkit/session
    - POST:/wardkit/session/tenant
    - GET:/wardkit/sessions
    - DELETE:/wardkit/sessions/{sessionId}
    - POST:/wardkit/logout
    - POST:/wardkit/step-up
    - POST:/wardkit/step-up/passkey
    - GET:/wardkit/security
    - POST:/wardkit/security/passkeys
    - POST:/wardkit/security/passkeys/finish
    - PATCH:/wardkit/security/passkeys/{passkeyId}
    - DELETE:/wardkit/security/passkeys/{passkeyId}
    - POST:/wardkit/security/totp
    - POST:/wardkit/security/totp/finish
    - DELETE:/wardkit/security/totp
    - POST:/wardkit/security/recovery-codes
    - POST:/wardkit/password/change
    - POST:/wardkit/email/change
    - GET:/wardkit/templates
    - GET:/wardkit/tags/suggestions
    - POST:/wardkit/roles/preview
- allow: [ 'POST:/wardkit/what-may' ]
  where: $body:principal IS NULL
`,
}
