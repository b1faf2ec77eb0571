import type Database from 'better-sqlite3'
import type { AuditRecord } from '../../audit/audit-record.ts'

/** Kept by the store for itself, and so changed without a record. */
const OWN_TABLES: ReadonlySet<string> = new Set(['store', 'migrations', 'audit', 'audit_chain', 'witness'])
/** What upkeep writes: codes and mail that come and go, and when something was last used. */
const UPKEEP_TABLES: ReadonlySet<string> = new Set(['codes', 'outbox'])
const NOTES_OF_USE: ReadonlyMap<string, string> = new Map([
  ['sessions', 'used_at'],
  ['api_keys', 'last_used_at'],
])

/** What one revision of a store did. */
export interface WitnessedRevision {
  readonly revision: number
  /** Tables in which it changed what is configured. */
  readonly tables: readonly string[]
  /** Its records in the audit log. */
  readonly records: readonly AuditRecord[]
}

/**
 * Lets a database note, by triggers, every row that a revision changes and every record that it leaves: in the very transaction, so that what a
 * killed process leaves can be held against its audit log, whatever it did.
 */
export function installWitness(database: Database.Database): void {
  const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
  const tables = (names.pluck().all() as string[]).filter((name) => !OWN_TABLES.has(name) && !UPKEEP_TABLES.has(name))
  const note = (table: string, sequence: string): string =>
    `INSERT INTO witness SELECT revision, '${table}', ${sequence} FROM store`
  const triggers = tables.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((event) => {
      const used = event === 'UPDATE' ? NOTES_OF_USE.get(table) : undefined
      const when = used === undefined ? '' : `WHEN OLD.${used} IS NEW.${used}`
      return `CREATE TRIGGER witness_${table}_${event} AFTER ${event} ON ${table} ${when} BEGIN ${note(table, 'NULL')}; END`
    }),
  )
  database.exec(`
    CREATE TABLE witness (revision INTEGER NOT NULL, changed TEXT NOT NULL, sequence INTEGER) STRICT;
    ${triggers.join(';\n')};
    CREATE TRIGGER witness_audit AFTER INSERT ON audit BEGIN ${note('audit', 'NEW.sequence')}; END;
  `)
}

/** What every revision did since the witness was installed, in their order. Revisions of upkeep alone are none of them. */
export function readWitness(database: Database.Database): readonly WitnessedRevision[] {
  const rows = database
    .prepare(
      `SELECT w.revision, w.changed, audit.record FROM (SELECT DISTINCT * FROM witness) w LEFT JOIN audit USING (sequence)
       ORDER BY w.revision, w.sequence`,
    )
    .all() as readonly { readonly revision: number; readonly changed: string; readonly record: string | null }[]
  return [...Map.groupBy(rows, ({ revision }) => revision)].map(([revision, parts]) => ({
    revision,
    tables: parts.flatMap(({ changed }) => (changed === 'audit' ? [] : [changed])),
    records: parts.flatMap(({ record }) => (record === null ? [] : [JSON.parse(record) as AuditRecord])),
  }))
}
