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

function execute<R>(connection: Connection, { sql, parameters }: CompiledQuery): QueryResult<R> {
  const statement = connection.prepare<unknown[], R>(sql)
  if (statement.reader) return { rows: statement.all(...parameters) }
  const { changes } = statement.run(...parameters)
  return { rows: [], numAffectedRows: BigInt(changes) }
}
