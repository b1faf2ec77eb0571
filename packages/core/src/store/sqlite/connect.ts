import Database from 'better-sqlite3'
import { makeDurable, makeReadOnly, type Connection } from './connection.ts'
import { toStoreError } from './store-error.ts'
import { useConnection } from './use-connection.ts'

/** A connection to the file. Locks are waited for by `useConnection`, which leaves the event loop free. @throws WardkitError `ERR_STORE_…` */
export function connect(file: string): Connection {
  try {
    return new Database(file, { timeout: 0 })
  } catch (error) {
    throw toStoreError(error, file)
  }
}

/** A connection that reads what is committed, and can write nothing. @throws WardkitError `ERR_STORE_…` */
export async function connectReader(file: string): Promise<Connection> {
  const reader = connect(file)
  try {
    await useConnection(reader, () => {
      makeDurable(reader)
      makeReadOnly(reader)
    })
    return reader
  } catch (error) {
    reader.close()
    throw error
  }
}
