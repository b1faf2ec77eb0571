import { createHash } from 'node:crypto'
import { WardkitError } from '../../errors/index.ts'
import type { Connection } from './connection.ts'
import { MIGRATIONS, type Migration } from './migrations.ts'
import { useConnection } from './use-connection.ts'

/** Marks a file as Wardkit's: `WKIT`. */
export const APPLICATION_ID = 0x574b4954

interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

/**
 * Brings a database to the newest schema, one transaction for each step: a crash leaves it between two steps, and the next start goes on from
 * there. Several processes may do this at once.
 *
 * @throws WardkitError `ERR_STORE_NEWER` when the database is ahead of this version, `ERR_STORE_CORRUPT` when its past is not ours
 */
export async function migrate(connection: Connection, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const isUpToDate = (): boolean => countApplied(connection, migrations) === migrations.length
  if (await useConnection(connection, isUpToDate)) return
  const applyNext = connection.transaction(() => {
    const migration = migrations[countApplied(connection, migrations)]
    if (migration !== undefined) apply(connection, migration)
  })
  while (!(await useConnection(connection, isUpToDate))) await useConnection(connection, () => applyNext.immediate())
  // Into the main file, so that a copy of it alone, without its log, still has a schema.
  connection.pragma('wal_checkpoint(TRUNCATE)')
}

function apply(connection: Connection, migration: Migration): void {
  connection.pragma(`application_id = ${APPLICATION_ID}`)
  connection.exec(`
    CREATE TABLE IF NOT EXISTS migrations (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      checksum TEXT NOT NULL,
      applied_at INTEGER NOT NULL
    ) STRICT
  `)
  connection.exec(migration.sql)
  connection
    .prepare('INSERT INTO migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)')
    .run(migration.number, migration.name, checksumOf(migration), Date.now())
}

/** SQL of the schema that a database is at. */
export const SCHEMA_NUMBER = '(SELECT max(number) FROM migrations)'

/**
 * A newer version may begin while this one runs: from then on nothing is read or written as this one understands it.
 *
 * @throws WardkitError `ERR_STORE_NEWER`
 */
export function assertKnownSchema(number: number, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  if (number <= migrations.length) return
  throw new WardkitError(
    'ERR_STORE_NEWER',
    `the database is at schema ${number}, and this version of Wardkit knows schemas up to ${migrations.length}: \`${file}\``,
    { help: 'run the newer version of Wardkit again, or restore a backup from before it' },
  )
}

/** How many of the steps are applied, which are always the first ones. */
function countApplied(connection: Connection, migrations: readonly Migration[]): number {
  const begun = connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'").get()
  if (begun === undefined) return 0
  const applied = connection
    .prepare<[], AppliedMigration>('SELECT number, name, checksum FROM migrations ORDER BY number')
    .all()
  assertKnownSchema(applied.at(-1)?.number ?? 0, connection.name, migrations)
  for (const [index, { number, name, checksum }] of applied.entries()) {
    const migration = migrations[index]
    if (migration?.number !== number || checksumOf(migration) !== checksum) {
      throw new WardkitError(
        'ERR_STORE_CORRUPT',
        `schema step ${number} (${name}) is not the one of this version: \`${connection.name}\``,
        {
          help: 'open it with the version of Wardkit that made it, or restore a backup',
        },
      )
    }
  }
  return applied.length
}

function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('base64url')
}
