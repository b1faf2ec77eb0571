/** Those that may be many; the rest is counted where it stands. */
const COUNTED = ['users', 'links'] as const

const countsOf = (table: string) => `
      INSERT INTO tenant_counts (tenant, counted, rows) SELECT tenant, '${table}', count(*) FROM ${table} GROUP BY tenant;
      CREATE TRIGGER ${table}_counted AFTER INSERT ON ${table} BEGIN INSERT INTO tenant_counts (tenant, counted, rows) VALUES (NEW.tenant, '${table}', 1) ON CONFLICT DO UPDATE SET rows = rows + 1; END;
      CREATE TRIGGER ${table}_discounted AFTER DELETE ON ${table} BEGIN UPDATE tenant_counts SET rows = rows - 1 WHERE tenant = OLD.tenant AND counted = '${table}'; END;`

/**
 * Counts a tenant's users and links as they are written, so that a limit of them costs no more with many than with few. Published, it is never edited: a
 * change is a further step of the schema.
 */
export const TENANT_COUNTS_SQL = `
      CREATE TABLE tenant_counts (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        counted TEXT NOT NULL,
        rows INTEGER NOT NULL,
        PRIMARY KEY (tenant, counted)
      ) STRICT, WITHOUT ROWID;${COUNTED.map(countsOf).join('')}
`
