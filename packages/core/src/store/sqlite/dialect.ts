import type Database from 'better-sqlite3'
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import { WardkitError } from '../../errors/index.ts'
import { createLru } from '../../util/create-lru.ts'
import type { Connection } from './connection.ts'
import { useConnection } from './use-connection.ts'

/**
 * kysely over one connection, which may be replaced between transactions. It differs from kysely's own dialect for SQLite in this: transactions begin IMMEDIATE, locks are waited for off
 * the event loop, and a transaction in which the database failed can do nothing more.
 */
export function createDialect(current: () => Connection): Dialect {
  return {
    createDriver: () => createDriver(current),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  }
}

function createDriver(current: () => Connection): Driver {
  // A full or failing disk makes SQLite roll the transaction back by itself. A caller who caught that error and went on would write the rest
  // outside of any transaction.
  let transaction: { failure?: WardkitError } | undefined

  async function run<T>(attempt: (connection: Connection) => T): Promise<T> {
    if (transaction?.failure !== undefined) throw transaction.failure
    const connection = current()
    try {
      return await useConnection(connection, () => attempt(connection))
    } catch (error) {
      if (transaction !== undefined && error instanceof WardkitError) transaction.failure = error
      throw error
    }
  }

  const kyselyConnection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => run((connection) => execute<R>(connection, query)),
    streamQuery() {
      throw new TypeError('lists are read in pages and not as streams')
    },
  }

  return {
    init: async () => undefined,
    acquireConnection: async () => kyselyConnection,
    async beginTransaction() {
      await run((connection) => connection.exec('BEGIN IMMEDIATE'))
      transaction = {}
    },
    async commitTransaction() {
      await run((connection) => connection.exec('COMMIT'))
      transaction = undefined
    },
    async rollbackTransaction() {
      transaction = undefined
      const connection = current()
      if (connection.inTransaction) connection.exec('ROLLBACK')
    },
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
}

/** The longest lists of values differ in length: what is rare is forgotten. */
const MOST_STATEMENTS = 500

type Statement = Database.Statement

/** What was prepared of each connection. To compile a statement, with the triggers it sets off, takes longer than to run it. */
const prepared = new WeakMap<Connection, ReturnType<typeof createLru<string, Statement>>>()

function prepare(connection: Connection, sql: string): Statement {
  let statements = prepared.get(connection)
  if (statements === undefined) prepared.set(connection, (statements = createLru(MOST_STATEMENTS)))
  let statement = statements.get(sql)
  if (statement === undefined) statements.set(sql, (statement = connection.prepare(sql)))
  return statement
}

function execute<R>(connection: Connection, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = prepare(connection, sql)
  if (statement.reader) return { rows: statement.all(...parameters) as R[] }
  const { changes } = statement.run(...parameters)
  return { rows: [], numAffectedRows: BigInt(changes) }
}
