import { FIRST_TABLES_SQL } from './first-tables-sql.ts'
import { SSO_TABLES_SQL } from './sso-tables-sql.ts'
import { TAG_USES_SQL } from './tag-uses-sql.ts'
import { TENANT_COUNTS_SQL } from './tenant-counts-sql.ts'
import { TENANT_REMOVALS_SQL } from './tenant-removals-sql.ts'

/** One step of the schema. What is published is never edited: a change is a further step. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** Every step, in order from 1. */
export const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'identity and policies', sql: FIRST_TABLES_SQL },
  {
    number: 2,
    name: 'operator keys',
    sql: `
      CREATE TABLE operator_keys (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        secret_hash TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        revoked_at INTEGER
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 3,
    name: 'audit log',
    sql: `
      CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,
        record TEXT NOT NULL,
        time INTEGER AS (record ->> '$.time') VIRTUAL,
        tenant TEXT AS (record ->> '$.tenant') VIRTUAL,
        actor TEXT AS (record ->> '$.actor.id') VIRTUAL,
        action TEXT AS (record ->> '$.action') VIRTUAL,
        target_type TEXT AS (record ->> '$.target.type') VIRTUAL,
        target_id TEXT AS (record ->> '$.target.id') VIRTUAL,
        request_id TEXT AS (record ->> '$.requestId') VIRTUAL,
        address TEXT AS (record ->> '$.address') VIRTUAL
      ) STRICT;
      CREATE INDEX audit_by_tenant ON audit (tenant, sequence);

      CREATE TABLE audit_chain (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        base_hash TEXT NOT NULL,
        head_sequence INTEGER NOT NULL,
        head_hash TEXT NOT NULL
      ) STRICT;
      INSERT INTO audit_chain (only, base_hash, head_sequence, head_hash) VALUES (1, lower(hex(randomblob(32))), 0, '');
      UPDATE audit_chain SET head_hash = base_hash;
    `,
  },
  {
    number: 4,
    name: 'links',
    sql: `
      ALTER TABLE tenants ADD COLUMN links_revision INTEGER NOT NULL DEFAULT 0;

      CREATE TABLE links (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        id TEXT NOT NULL,
        template TEXT NOT NULL,
        principal_tenant TEXT NOT NULL REFERENCES tenants (id),
        principal_type TEXT NOT NULL CHECK (principal_type IN ('user', 'apiKey', 'role', 'tenant', 'email')),
        principal_id TEXT NOT NULL,
        resource_type TEXT NOT NULL,
        resource_id TEXT NOT NULL,
        slots TEXT NOT NULL,
        created_by TEXT,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        PRIMARY KEY (tenant, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX links_by_pair ON links (principal_tenant, principal_type, principal_id, resource_type, resource_id);
      CREATE INDEX links_by_principal ON links (tenant, principal_tenant, principal_type, principal_id, id);
      CREATE INDEX links_by_resource ON links (tenant, resource_type, resource_id, id);
    `,
  },
  {
    number: 5,
    name: 'resource parents',
    sql: `
      ALTER TABLE resources ADD COLUMN parent_type TEXT;
      ALTER TABLE resources ADD COLUMN parent_id TEXT;
      ALTER TABLE resources ADD COLUMN own_tags TEXT;
      ALTER TABLE resources ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX resources_by_parent ON resources (tenant, parent_type, parent_id, type, id) WHERE parent_type IS NOT NULL;
      ALTER TABLE tenants ADD COLUMN subtree_change TEXT;
    `,
  },
  {
    number: 6,
    name: 'sessions, codes and mail',
    sql: `
      CREATE TABLE sessions (
        tenant TEXT NOT NULL,
        id TEXT NOT NULL UNIQUE,
        user TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('browser', 'tokens')),
        secret_hash TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        used_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        address TEXT,
        agent TEXT,
        PRIMARY KEY (tenant, id),
        FOREIGN KEY (tenant, user) REFERENCES users (tenant, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sessions_by_user ON sessions (tenant, user);

      CREATE TABLE codes (
        id TEXT PRIMARY KEY,
        purpose TEXT NOT NULL,
        subject TEXT NOT NULL,
        secret_hash TEXT NOT NULL,
        data TEXT NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX codes_by_subject ON codes (subject);
      CREATE INDEX codes_by_expiry ON codes (expires_at);

      CREATE TABLE outbox (
        id TEXT PRIMARY KEY,
        wrapped TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX outbox_by_time ON outbox (due_at, id);
    `,
  },
  {
    number: 7,
    name: 'digests of services apart from their texts',
    sql: 'CREATE INDEX services_by_digest ON services (id, digest);',
  },
  {
    number: 8,
    name: 'use and rotation of API keys',
    sql: `
      ALTER TABLE api_keys ADD COLUMN last_used_at INTEGER;
      ALTER TABLE api_keys ADD COLUMN previous_secret_hash TEXT;
      ALTER TABLE api_keys ADD COLUMN previous_expires_at INTEGER;
    `,
  },
  {
    number: 9,
    name: 'when and how a session was authenticated',
    sql: `
      ALTER TABLE sessions ADD COLUMN authenticated_at INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE sessions ADD COLUMN authenticated_by TEXT NOT NULL DEFAULT 'password'
        CHECK (authenticated_by IN ('password', 'secondFactor', 'connection'));
    `,
  },
  {
    number: 10,
    name: 'last logins',
    sql: 'ALTER TABLE users ADD COLUMN last_login_at INTEGER;',
  },
  { number: 11, name: 'single sign-on', sql: SSO_TABLES_SQL },
  {
    number: 12,
    name: 'settings of tenants',
    sql: `
      CREATE TABLE tenant_settings (
        tenant TEXT PRIMARY KEY REFERENCES tenants (id),
        settings TEXT NOT NULL,
        version INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 13,
    name: 'invitations',
    sql: `
      CREATE TABLE invitations (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        id TEXT NOT NULL,
        email TEXT NOT NULL,
        name TEXT,
        roles TEXT NOT NULL,
        tags TEXT NOT NULL,
        inviter_type TEXT NOT NULL CHECK (inviter_type IN ('user', 'apiKey', 'operator', 'application')),
        inviter_id TEXT,
        created_at INTEGER NOT NULL,
        sent_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        PRIMARY KEY (tenant, id),
        UNIQUE (tenant, email)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 14,
    name: 'second factors',
    sql: `
      ALTER TABLE codes ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;

      CREATE TABLE passkeys (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
        credential TEXT NOT NULL UNIQUE,
        public_key TEXT NOT NULL,
        counter INTEGER NOT NULL,
        transports TEXT NOT NULL,
        multi_device INTEGER NOT NULL,
        backed_up INTEGER NOT NULL,
        name TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_used_at INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX passkeys_by_person ON passkeys (person, created_at, id);

      CREATE TABLE totps (
        person TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
        wrapped TEXT NOT NULL,
        used_step INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE recovery_codes (
        person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        PRIMARY KEY (person, hash)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    number: 15,
    name: 'who may assume roles',
    sql: `
      ALTER TABLE roles ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';

      CREATE TABLE role_trusts (
        tenant TEXT NOT NULL,
        role TEXT NOT NULL,
        entries TEXT NOT NULL,
        session_tags TEXT NOT NULL,
        max_duration_seconds INTEGER NOT NULL,
        version INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (tenant, role),
        FOREIGN KEY (tenant, role) REFERENCES roles (tenant, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE role_trust_tenants (
        trusted TEXT NOT NULL,
        tenant TEXT NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (tenant, role, trusted),
        FOREIGN KEY (tenant, role) REFERENCES role_trusts (tenant, role) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX role_trust_tenants_by_trusted ON role_trust_tenants (trusted, role, tenant);
    `,
  },
  { number: 16, name: 'which tags are used', sql: TAG_USES_SQL },
  {
    number: 17,
    name: 'when a tenant was last used',
    sql: `
      CREATE INDEX users_by_login ON users (tenant, last_login_at);
      CREATE INDEX sessions_by_use ON sessions (tenant, used_at);
    `,
  },
  {
    number: 18,
    name: 'secrets of sessions follow privileges, and proofs stand beside the login',
    sql: `
      ALTER TABLE sessions ADD COLUMN previous_secret_hash TEXT;
      ALTER TABLE sessions ADD COLUMN previous_expires_at INTEGER;
      ALTER TABLE sessions ADD COLUMN privileges TEXT NOT NULL DEFAULT '';
      ALTER TABLE sessions ADD COLUMN proved_by TEXT NOT NULL DEFAULT 'password'
        CHECK (proved_by IN ('password', 'secondFactor', 'connection'));
      UPDATE sessions SET proved_by = authenticated_by;
    `,
  },
  { number: 19, name: 'tenants that are being swept away', sql: TENANT_REMOVALS_SQL },
  { number: 20, name: 'how many users and links a tenant has', sql: TENANT_COUNTS_SQL },
  {
    number: 21,
    name: 'users in the orders that they are listed in',
    sql: `
      CREATE INDEX users_by_name ON users (tenant, lower(name), id);
      CREATE INDEX users_by_creation ON users (tenant, created_at, id);
    `,
  },
]
