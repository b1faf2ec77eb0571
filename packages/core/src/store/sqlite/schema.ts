import type { GeneratedAlways } from 'kysely'
import type { AuthenticatedBy } from '../../identity/identity-store.ts'
import type { SsoSchema } from './sso-schema.ts'
import type { Inviter } from '../../identity/invitation-store.ts'
import type { TagHolderType } from '../../identity/tag-store.ts'
import type { LinkPrincipal } from '../../model/link.ts'

/** The tables as kysely sees them. Their SQL is in migrations.ts; docs/decisions/0003-data-model.md says why they are as they are. */
export interface Schema extends SsoSchema {
  readonly store: {
    readonly only: number
    readonly identity: string
    readonly epoch: number
    readonly revision: number
  }
  readonly tenants: {
    readonly id: string
    readonly slug: string
    readonly name: string
    readonly status: 'active' | 'suspended'
    readonly created_at: number
    readonly policies_revision: number
    readonly resources_revision: number
    readonly links_revision: number
    /** The change of a subtree that is under way, or was last. */
    readonly subtree_change: string | null
  }
  /** Tenants that are deleted, whose rows are still being swept away. */
  readonly tenant_removals: { readonly tenant: string }
  readonly tenant_counts: { readonly tenant: string; readonly counted: string; readonly rows: number }
  readonly persons: {
    readonly id: string
    readonly email: string
    readonly email_verified_at: number | null
    readonly created_at: number
  }
  readonly password_hashes: { readonly person: string; readonly hash: string; readonly changed_at: number }
  readonly users: {
    readonly tenant: string
    readonly id: string
    readonly person: string
    readonly name: string
    readonly status: 'active' | 'disabled'
    readonly tags: string
    readonly created_at: number
    readonly last_login_at: number | null
  }
  readonly user_roles: {
    readonly tenant: string
    readonly user: string
    readonly role: string
    /** What granted it: `manual` for people. What else grants roles takes away only its own. */
    readonly source: string
  }
  readonly tenant_settings: {
    readonly tenant: string
    readonly settings: string
    readonly version: number
    readonly updated_at: number
  }
  readonly invitations: {
    readonly tenant: string
    readonly id: string
    readonly email: string
    readonly name: string | null
    /** A JSON list. */
    readonly roles: string
    readonly tags: string
    readonly inviter_type: Inviter['type']
    readonly inviter_id: string | null
    readonly created_at: number
    readonly sent_at: number
    readonly expires_at: number
  }
  readonly roles: {
    readonly tenant: string
    readonly id: string
    readonly name: string
    readonly description: string
    readonly policy: string
    readonly tags: string
    readonly version: number
    readonly created_at: number
    readonly updated_at: number
  }
  readonly guardrails: {
    readonly tenant: string
    readonly policy: string | null
    readonly version: number
    readonly updated_at: number
  }
  readonly resources: {
    readonly tenant: string
    readonly type: string
    readonly id: string
    readonly owner: string | null
    /** Effective: those of what it is in, overlaid by its own. */
    readonly tags: string
    readonly parent_type: string | null
    readonly parent_id: string | null
    /** Where it has a parent. */
    readonly own_tags: string | null
    /** 1 while what it is in is being changed: then nothing may be decided by its tags. */
    readonly pending: number
  }
  readonly api_keys: {
    readonly tenant: string
    readonly id: string
    readonly name: string
    readonly secret_hash: string
    readonly tags: string
    readonly created_by: string
    readonly created_at: number
    readonly expires_at: number | null
    readonly revoked_at: number | null
    readonly last_used_at: number | null
    readonly previous_secret_hash: string | null
    readonly previous_expires_at: number | null
  }
  readonly api_key_roles: { readonly tenant: string; readonly api_key: string; readonly role: string }
  readonly role_trusts: {
    readonly tenant: string
    readonly role: string
    /** A JSON list. */
    readonly entries: string
    /** A JSON list of keys. */
    readonly session_tags: string
    readonly max_duration_seconds: number
    readonly version: number
    readonly updated_at: number
  }
  /** The tenants that each trust names, so that what trusts a tenant is found by it. */
  readonly role_trust_tenants: { readonly trusted: string; readonly tenant: string; readonly role: string }
  readonly links: {
    readonly tenant: string
    readonly id: string
    readonly template: string
    readonly principal_tenant: string
    readonly principal_type: LinkPrincipal['type']
    readonly principal_id: string
    /** Empty, as is the id, where the link is on no resource. */
    readonly resource_type: string
    readonly resource_id: string
    /** A JSON list of pairs. */
    readonly slots: string
    readonly created_by: string | null
    readonly created_at: number
    readonly expires_at: number | null
  }
  readonly revocations: {
    readonly tenant: string
    readonly principal: string
    readonly revision: number
    readonly at: number
  }
  readonly signing_keys: {
    readonly kid: string
    readonly algorithm: 'ES256' | 'RS256' | 'EdDSA'
    readonly public_key: string
    readonly wrapped_private_key: string
    readonly created_at: number
    readonly active_from: number
    readonly retired_at: number | null
    readonly expires_at: number | null
  }
  readonly sessions: {
    readonly id: string
    readonly tenant: string
    readonly user: string
    readonly kind: 'browser' | 'tokens'
    readonly secret_hash: string
    readonly created_at: number
    readonly used_at: number
    readonly expires_at: number
    readonly address: string | null
    readonly agent: string | null
    readonly authenticated_at: number
    readonly authenticated_by: AuthenticatedBy
    readonly proved_by: AuthenticatedBy
    readonly previous_secret_hash: string | null
    readonly previous_expires_at: number | null
    readonly privileges: string
  }
  readonly codes: {
    readonly id: string
    readonly purpose: string
    readonly subject: string
    readonly secret_hash: string
    readonly data: string
    readonly expires_at: number
    readonly attempts: number
  }
  readonly passkeys: {
    readonly id: string
    readonly person: string
    readonly credential: string
    readonly public_key: string
    readonly counter: number
    /** A JSON list. */
    readonly transports: string
    readonly multi_device: number
    readonly backed_up: number
    readonly name: string
    readonly created_at: number
    readonly last_used_at: number | null
  }
  readonly totps: {
    readonly person: string
    readonly wrapped: string
    readonly used_step: number
    readonly created_at: number
  }
  readonly recovery_codes: { readonly person: string; readonly hash: string }
  /** Kept by triggers, as tags are written. */
  readonly tag_uses: {
    readonly tenant: string
    readonly holder: TagHolderType
    /** Folded; empty where `text` is a key itself. */
    readonly key: string
    /** Folded. */
    readonly text: string
    readonly written: string
    readonly holders: number
  }
  readonly outbox: {
    readonly id: string
    readonly wrapped: string
    readonly attempts: number
    readonly due_at: number
    readonly created_at: number
  }
  readonly operator_keys: {
    readonly id: string
    readonly name: string
    readonly secret_hash: string
    readonly created_at: number
    readonly expires_at: number
    readonly revoked_at: number | null
  }
  readonly services: { readonly id: string; readonly service: string; readonly digest: string }
  readonly service_roles: { readonly service: string; readonly role: string }
  readonly global_roles: { readonly id: string }
  /** What queries look for is computed from the record itself, so the two cannot differ. */
  readonly audit: {
    readonly sequence: number
    readonly hash: string
    readonly record: string
    readonly time: GeneratedAlways<number>
    readonly tenant: GeneratedAlways<string | null>
    readonly actor: GeneratedAlways<string | null>
    readonly action: GeneratedAlways<string>
    readonly target_type: GeneratedAlways<string | null>
    readonly target_id: GeneratedAlways<string | null>
    readonly request_id: GeneratedAlways<string | null>
    readonly address: GeneratedAlways<string | null>
  }
  readonly audit_chain: {
    readonly only: number
    readonly base_hash: string
    readonly head_sequence: number
    readonly head_hash: string
  }
}
