/** What makes the tables of single sign-on. Published, it is never edited: a change is a further step of the schema. */
export const SSO_TABLES_SQL = `
  CREATE TABLE connections (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('oidc')),
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'tested', 'active', 'disabled')),
    version INTEGER NOT NULL,
    configuration INTEGER NOT NULL,
    tested_configuration INTEGER NOT NULL,
    issuer TEXT NOT NULL,
    discovery_url TEXT NOT NULL,
    client_id TEXT NOT NULL,
    wrapped_secret TEXT NOT NULL,
    scopes TEXT NOT NULL,
    mapping TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sso_test_runs (
    tenant TEXT NOT NULL,
    id TEXT NOT NULL,
    connection TEXT NOT NULL,
    configuration INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'passed', 'failed')),
    at INTEGER NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, connection) REFERENCES connections (tenant, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sso_test_runs_by_connection ON sso_test_runs (tenant, connection, at);

  CREATE TABLE domains (
    tenant TEXT NOT NULL REFERENCES tenants (id),
    id TEXT NOT NULL,
    domain TEXT NOT NULL,
    proof TEXT NOT NULL,
    verified_at INTEGER,
    connection TEXT,
    created_at INTEGER NOT NULL,
    checked_at INTEGER,
    problem TEXT,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, domain),
    FOREIGN KEY (tenant, connection) REFERENCES connections (tenant, id)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX domains_by_owner ON domains (domain) WHERE verified_at IS NOT NULL;
  CREATE INDEX domains_by_connection ON domains (tenant, connection);

  CREATE TABLE sso_settings (
    tenant TEXT PRIMARY KEY REFERENCES tenants (id),
    enforced INTEGER NOT NULL,
    break_glass TEXT NOT NULL,
    version INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE sso_identities (
    tenant TEXT NOT NULL,
    connection TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user TEXT NOT NULL,
    tag_keys TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, connection, issuer, subject),
    FOREIGN KEY (tenant, connection) REFERENCES connections (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, user) REFERENCES users (tenant, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sso_identities_by_user ON sso_identities (tenant, user);

  CREATE TABLE sso_sessions (
    tenant TEXT NOT NULL,
    session TEXT NOT NULL,
    connection TEXT NOT NULL,
    subject TEXT NOT NULL,
    sid TEXT,
    wrapped_id_token TEXT,
    PRIMARY KEY (tenant, session),
    FOREIGN KEY (tenant, session) REFERENCES sessions (tenant, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant, connection) REFERENCES connections (tenant, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sso_sessions_by_subject ON sso_sessions (tenant, connection, subject);
  CREATE INDEX sso_sessions_by_sid ON sso_sessions (tenant, connection, sid);
`
