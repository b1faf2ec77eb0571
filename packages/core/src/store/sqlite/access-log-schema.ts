import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { WardkitError } from '../../errors/index.ts'
import type { ChainHead } from '../../audit/hash-chain.ts'
import type { Connection } from './connection.ts'

/** Marks a file as an access log of Wardkit's: `WKAL`. */
const ACCESS_LOG_ID = 0x574b414c

const VERSION = 2

/**
 * What queries look for is computed from the record itself, so the two cannot differ. Of the chain only its ends are kept apart: what the
 * first record follows, and where the last one was written.
 */
const SCHEMA = `
  CREATE TABLE chain (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    base_sequence INTEGER NOT NULL,
    base_hash TEXT NOT NULL,
    head_sequence INTEGER NOT NULL,
    head_hash TEXT NOT NULL
  ) STRICT;
  CREATE TABLE records (
    sequence INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    record TEXT NOT NULL,
    time INTEGER AS (record ->> '$.time') VIRTUAL,
    tenant TEXT AS (record ->> '$.tenant') VIRTUAL,
    principal TEXT AS (record ->> '$.principal.id') VIRTUAL,
    operation TEXT AS (record ->> '$.operation') VIRTUAL,
    resource_type TEXT AS (record ->> '$.resource.type') VIRTUAL,
    resource_id TEXT AS (record ->> '$.resource.id') VIRTUAL,
    outcome TEXT AS (record ->> '$.outcome') VIRTUAL
  ) STRICT;
  CREATE INDEX records_by_tenant ON records (tenant);
`

/** Version 2. Counting reads this index and no record. */
const COUNTED = `
  ALTER TABLE records ADD COLUMN code TEXT AS (record ->> '$.code') VIRTUAL;
  ALTER TABLE records ADD COLUMN reason TEXT AS (record ->> '$.reason') VIRTUAL;
  CREATE INDEX records_by_time ON records (time, tenant, operation, outcome, code, reason);
`

/** Makes the tables where there are none, and what they lack where an older version made them. Several processes may do this at once. */
export function createAccessLogTables(connection: Connection): void {
  const create = connection.transaction(() => {
    if (!isAccessLog(connection)) {
      connection.exec(SCHEMA)
      connection.pragma(`application_id = ${ACCESS_LOG_ID}`)
      const base = randomBytes(32).toString('hex')
      connection.prepare('INSERT INTO chain VALUES (1, 0, ?, 0, ?)').run(base, base)
    }
    if (versionOf(connection) < VERSION) connection.exec(COUNTED)
    connection.pragma(`user_version = ${VERSION}`)
  })
  create.immediate()
}

/**
 * Refuses a file of another application, this one's own database included, before anything is changed in it.
 *
 * @throws WardkitError `ERR_CONFIGURATION`, `ERR_STORE_NEWER`
 */
export function assertAccessLog(connection: Connection): void {
  if (isAccessLog(connection) && versionOf(connection) > VERSION) {
    throw new WardkitError('ERR_STORE_NEWER', `a newer Wardkit made the access log \`${connection.name}\``, {
      help: 'run the newer version again, or name another file',
    })
  }
  const tables = connection.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()
  if (isAccessLog(connection) || tables === 0) return
  throw new WardkitError(
    'ERR_CONFIGURATION',
    `the file belongs to something else than an access log: \`${connection.name}\``,
    {
      help: 'give the access log a file of its own',
    },
  )
}

/** Whether a log has the index that counting reads. */
export function isCountable(connection: Connection): boolean {
  return versionOf(connection) >= VERSION
}

/** @throws WardkitError `ERR_CONFIGURATION` for a log that no server of this version has opened yet */
export function assertCountable(connection: Connection): void {
  if (isCountable(connection)) return
  throw new WardkitError('ERR_CONFIGURATION', `an older Wardkit made the access log: \`${connection.name}\``, {
    help: 'start a server on it once, which gives it the index that counting needs',
  })
}

/** @throws WardkitError `ERR_NOT_FOUND` */
export function assertThere(file: string): void {
  if (!existsSync(file)) throw new WardkitError('ERR_NOT_FOUND', `there is no access log at \`${file}\``)
}

interface ChainEnds {
  readonly base: ChainHead
  readonly head: ChainHead
}

/** Where the chain begins and ends. @throws WardkitError `ERR_STORE_CORRUPT` when the log does not say */
export function readChainEnds(connection: Connection): ChainEnds {
  const row = connection
    .prepare<[], Record<'base_sequence' | 'head_sequence', number> & Record<'base_hash' | 'head_hash', string>>(
      'SELECT * FROM chain',
    )
    .get()
  if (row === undefined) {
    throw new WardkitError(
      'ERR_STORE_CORRUPT',
      `the access log has lost where its chain ends: \`${connection.name}\``,
      {
        help: 'put the file aside as evidence; a new one is made in its place',
      },
    )
  }
  return {
    base: { sequence: row.base_sequence, hash: row.base_hash },
    head: { sequence: row.head_sequence, hash: row.head_hash },
  }
}

/** Of an access log; 0 of an empty file. */
function versionOf(connection: Connection): number {
  return connection.pragma('user_version', { simple: true }) as number
}

function isAccessLog(connection: Connection): boolean {
  return connection.pragma('application_id', { simple: true }) === ACCESS_LOG_ID
}
