/** Stands in place of a key where a row is about a key itself: none is empty. */
export const TAG_KEYS = ''

interface Held {
  readonly table: string
  readonly holder: string
  /** Columns that say what is held. */
  readonly columns: readonly string[]
  /** The tags of a row, of `OLD`, `NEW` or the table’s. */
  tags(row: string): string
}

const HELD: readonly Held[] = [
  { table: 'users', holder: 'user', columns: ['tags'], tags: (row) => `${row}.tags` },
  {
    table: 'api_keys',
    holder: 'apiKey',
    columns: ['tags', 'revoked_at'],
    tags: (row) => `CASE WHEN ${row}.revoked_at IS NULL THEN ${row}.tags ELSE '{}' END`,
  },
  { table: 'roles', holder: 'role', columns: ['tags'], tags: (row) => `${row}.tags` },
  {
    table: 'resources',
    holder: 'resource',
    columns: ['tags', 'own_tags'],
    tags: (row) => `coalesce(${row}.own_tags, ${row}.tags)`,
  },
]

// Nobody chooses the system’s tags, so nobody is offered them.
const CHOSEN = "lower(tag.key) NOT GLOB 'wardkit:*'"

/** The keys and values of some tags, as rows of `tag_uses`. SQLite’s `lower` folds ASCII letters and no others, as tags do. */
function usesOf({ holder, tags }: Held, row: string, from = ''): string {
  const [keys, values] = [
    `SELECT ${row}.tenant, '${holder}', '', lower(tag.key), tag.key, 1 FROM ${from}json_each(${tags(row)}) AS tag`,
    `SELECT ${row}.tenant, '${holder}', lower(tag.key), lower(held.value), held.value, 1 FROM ${from}json_each(${tags(row)}) AS tag, json_each(tag.value) AS held`,
  ].map((select) => `${select} WHERE ${CHOSEN}`)
  return `${keys} UNION ALL ${values}`
}

function count(uses: string): string {
  return `INSERT INTO tag_uses (tenant, holder, key, text, written, holders) SELECT * FROM (${uses}) WHERE TRUE ON CONFLICT DO UPDATE SET holders = holders + 1`
}

function discount(uses: string): string {
  const meant = `(tenant, holder, key, text) IN (SELECT tenant, holder, key, text FROM (SELECT NULL AS tenant, NULL AS holder, NULL AS key, NULL AS text, NULL, NULL WHERE FALSE UNION ALL ${uses}))`
  return `UPDATE tag_uses SET holders = holders - 1 WHERE ${meant}; DELETE FROM tag_uses WHERE holders = 0 AND ${meant}`
}

/** What keeps the counts: a write that forgot them is not to be written. */
function triggersOf(held: Held): string {
  const { table, columns, tags } = held
  const [added, gone] = [count(usesOf(held, 'NEW')), discount(usesOf(held, 'OLD'))]
  // One line each: inside of a trigger, a line’s end is no end of a statement of the migration.
  return `
      CREATE TRIGGER ${table}_tags_added AFTER INSERT ON ${table} WHEN ${tags('NEW')} != '{}' BEGIN ${added}; END;
      CREATE TRIGGER ${table}_tags_changed AFTER UPDATE OF ${columns.join(', ')} ON ${table} WHEN ${tags('OLD')} != ${tags('NEW')} BEGIN ${gone}; ${added}; END;
      CREATE TRIGGER ${table}_tags_gone AFTER DELETE ON ${table} WHEN ${tags('OLD')} != '{}' BEGIN ${gone}; END;
      ${count(usesOf(held, table, `${table}, `))};`
}

/** The same for rows that go, but for those of a tenant that is deleted: nobody is offered its tags any more. */
function goneTriggerOfKeptTenants(held: Held): string {
  const { table, tags } = held
  const gone = discount(usesOf(held, 'OLD'))
  const isCounted = `${tags('OLD')} != '{}' AND OLD.tenant NOT IN (SELECT tenant FROM tenant_removals)`
  return `
      DROP TRIGGER ${table}_tags_gone;
      CREATE TRIGGER ${table}_tags_gone AFTER DELETE ON ${table} WHEN ${isCounted} BEGIN ${gone}; END;`
}

/** Part of a later step. Published, it is never edited. */
export const TAGS_GONE_OF_KEPT_TENANTS_SQL = HELD.map(goneTriggerOfKeptTenants).join('')

/**
 * Counts which tags a tenant uses, as they are written, so that suggesting them costs no more with many holders than with few. Published, it is never
 * edited: a change is a further step of the schema.
 */
export const TAG_USES_SQL = `
      CREATE TABLE tag_uses (
        tenant TEXT NOT NULL REFERENCES tenants (id),
        holder TEXT NOT NULL,
        key TEXT NOT NULL,
        text TEXT NOT NULL,
        written TEXT NOT NULL,
        holders INTEGER NOT NULL,
        PRIMARY KEY (tenant, holder, key, text)
      ) STRICT, WITHOUT ROWID;
${HELD.map(triggersOf).join('\n')}
`
