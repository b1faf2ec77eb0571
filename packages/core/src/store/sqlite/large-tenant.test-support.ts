import Database from 'better-sqlite3'

export interface LargeTenant {
  readonly tenant: string
  readonly users: number
  readonly resources: number
  readonly links: number
}

/** Fills a database with a tenant of many users, resources with tags, and links, faster than its writers would. */
export function fillTenant(file: string, { tenant, users, resources, links }: LargeTenant): void {
  const database = new Database(file, { timeout: 5_000 })
  const many = (count: number) => `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`
  const tags = `json_object('ward', json_array('w' || (i % 50)), 'desk', json_array('d' || i))`
  database.exec(`
    BEGIN IMMEDIATE;
    INSERT INTO tenants (id, slug, name, status, created_at) VALUES ('${tenant}', 'slug-of-${tenant}', 'Large', 'active', 0);
    ${many(users)} INSERT INTO persons (id, email, created_at) SELECT 'per-' || i, 'p' || i || '@large.example', 0 FROM n;
    ${many(users)} INSERT INTO users (tenant, id, person, name, status, tags, created_at)
      SELECT '${tenant}', 'usr-' || i, 'per-' || i, 'User ' || i, 'active', ${tags}, 0 FROM n;
    ${many(users)} INSERT INTO user_roles (tenant, user, role, source) SELECT '${tenant}', 'usr-' || i, 'member', 'manual' FROM n;
    ${many(resources)} INSERT INTO resources (tenant, type, id, tags) SELECT '${tenant}', 'patient', 'p-' || i, ${tags} FROM n;
    ${many(links)} INSERT INTO links (tenant, id, template, principal_tenant, principal_type, principal_id, resource_type, resource_id, slots, created_at)
      SELECT '${tenant}', 'lnk-' || i, 'share', '${tenant}', 'user', 'usr-' || (i % ${users} + 1), 'patient', 'p-' || i, '[]', 0 FROM n;
    UPDATE store SET revision = revision + 1;
    COMMIT;
  `)
  database.close()
}

/** The rows that are left of a tenant, and its persons. */
export function countLeft(file: string, tenant: string): number {
  const database = new Database(file, { readonly: true, timeout: 5_000 })
  const tables = ['users', 'user_roles', 'resources', 'links', 'tag_uses', 'tenant_removals']
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table} WHERE tenant = :tenant)`)
  const persons = "(SELECT count(*) FROM persons WHERE email LIKE '%@large.example')"
  const own = '(SELECT count(*) FROM tenants WHERE id = :tenant)'
  const left = database.prepare<[{ tenant: string }], number>(`SELECT ${[...counts, persons, own].join(' + ')}`).pluck()
  const count = left.get({ tenant }) ?? 0
  database.close()
  return count
}
