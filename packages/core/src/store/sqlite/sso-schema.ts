/** The tables of single sign-on, as kysely sees them. */
export interface SsoSchema {
  readonly connections: {
    readonly tenant: string
    readonly id: string
    readonly type: 'oidc'
    readonly name: string
    readonly status: 'draft' | 'tested' | 'active' | 'disabled'
    readonly version: number
    readonly configuration: number
    readonly tested_configuration: number
    readonly issuer: string
    readonly discovery_url: string
    readonly client_id: string
    readonly wrapped_secret: string
    /** A JSON list. */
    readonly scopes: string
    /** As JSON. */
    readonly mapping: string
    readonly created_at: number
    readonly updated_at: number
  }
  readonly sso_test_runs: {
    readonly tenant: string
    readonly id: string
    readonly connection: string
    readonly configuration: number
    readonly status: 'running' | 'passed' | 'failed'
    readonly at: number
    readonly report: string
  }
  readonly domains: {
    readonly tenant: string
    readonly id: string
    readonly domain: string
    readonly proof: string
    readonly verified_at: number | null
    readonly connection: string | null
    readonly created_at: number
    readonly checked_at: number | null
    readonly problem: string | null
  }
  readonly sso_settings: {
    readonly tenant: string
    readonly enforced: number
    /** A JSON list of user ids. */
    readonly break_glass: string
    readonly version: number
    readonly updated_at: number
  }
  readonly sso_identities: {
    readonly tenant: string
    readonly connection: string
    readonly issuer: string
    readonly subject: string
    readonly user: string
    /** A JSON list. */
    readonly tag_keys: string
    readonly created_at: number
    readonly used_at: number
  }
  readonly sso_sessions: {
    readonly tenant: string
    readonly session: string
    readonly connection: string
    readonly subject: string
    readonly sid: string | null
    readonly wrapped_id_token: string | null
  }
}
