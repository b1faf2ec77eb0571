/** The first tables: tenants, persons, users, roles, resources, keys. Published: a change is a further step. */
export const FIRST_TABLES_SQL = `
      CREATE TABLE store (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        identity TEXT NOT NULL,
        epoch INTEGER NOT NULL,
        revision INTEGER NOT NULL
      ) STRICT;
      INSERT INTO store (only, identity, epoch, revision) VALUES (1, lower(hex(randomblob(16))), 1, 0);

      CREATE TABLE tenants (
        id TEXT PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'suspended')),
        created_at INTEGER NOT NULL,
        policies_revision INTEGER NOT NULL DEFAULT 0,
        resources_revision INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE persons (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL UNIQUE,
        email_verified_at INTEGER,
        created_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE password_hashes (
        person TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
        hash TEXT NOT NULL,
        changed_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE users (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        id TEXT NOT NULL,
        person TEXT NOT NULL REFERENCES persons (id),
        name TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'disabled')),
        tags TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        PRIMARY KEY (tenant, id),
        UNIQUE (person, tenant)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE user_roles (
        tenant TEXT NOT NULL,
        user TEXT NOT NULL,
        role TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (tenant, user, role, source),
        FOREIGN KEY (tenant, user) REFERENCES users (tenant, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX user_roles_by_role ON user_roles (tenant, role);

      CREATE TABLE roles (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        description TEXT NOT NULL,
        policy TEXT NOT NULL,
        version INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL,
        PRIMARY KEY (tenant, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE guardrails (
        tenant TEXT PRIMARY KEY REFERENCES tenants (id),
        policy TEXT,
        version INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE resources (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        type TEXT NOT NULL,
        id TEXT NOT NULL,
        owner TEXT,
        tags TEXT NOT NULL,
        PRIMARY KEY (tenant, type, id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX resources_by_name ON resources (type, id);

      CREATE TABLE api_keys (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        secret_hash TEXT NOT NULL,
        tags TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        expires_at INTEGER,
        revoked_at INTEGER,
        PRIMARY KEY (tenant, id)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE api_key_roles (
        tenant TEXT NOT NULL,
        api_key TEXT NOT NULL,
        role TEXT NOT NULL,
        PRIMARY KEY (tenant, api_key, role),
        FOREIGN KEY (tenant, api_key) REFERENCES api_keys (tenant, id) ON DELETE CASCADE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX api_key_roles_by_role ON api_key_roles (tenant, role);

      CREATE TABLE revocations (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        principal TEXT NOT NULL,
        revision INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (tenant, principal)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX revocations_by_time ON revocations (tenant, at);

      CREATE TABLE signing_keys (
        kid TEXT PRIMARY KEY,
        algorithm TEXT NOT NULL CHECK (algorithm IN ('ES256', 'RS256', 'EdDSA')),
        public_key TEXT NOT NULL,
        wrapped_private_key TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        active_from INTEGER NOT NULL,
        retired_at INTEGER,
        expires_at INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE services (
        id TEXT PRIMARY KEY,
        service TEXT NOT NULL,
        digest TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE service_roles (
        service TEXT NOT NULL REFERENCES services (id) ON DELETE CASCADE,
        role TEXT NOT NULL,
        PRIMARY KEY (service, role)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX service_roles_by_role ON service_roles (role);

      CREATE TABLE global_roles (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      INSERT INTO global_roles (id) VALUES ('admin'), ('member');
    `
