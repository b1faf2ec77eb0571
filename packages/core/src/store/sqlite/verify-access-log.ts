import { setImmediate as nextTurn } from 'node:timers/promises'
import { createChainChecker, type ChainHead, type ChainRow, type ChainVerdict } from '../../audit/hash-chain.ts'
import { WardkitError } from '../../errors/index.ts'
import { isCountable, readChainEnds } from './access-log-schema.ts'
import type { Connection } from './connection.ts'
import { toStoreError } from './store-error.ts'

/** How many records are checked before the event loop gets its turn. */
const CHUNK = 1_000

/** Whether the index that counting reads has a record as it is. */
const COUNTED = `EXISTS (
  SELECT 1 FROM records AS entry INDEXED BY records_by_time
  WHERE entry.time IS records.time AND entry.tenant IS records.tenant AND entry.operation IS records.operation
    AND entry.outcome IS records.outcome AND entry.code IS records.code AND entry.reason IS records.reason
    AND entry.sequence = records.sequence
)`

/** Checks the chain that a connection sees, in one transaction: a server may write and remove records meanwhile. */
export async function verifyConnection(connection: Connection, expected?: ChainHead): Promise<ChainVerdict> {
  let last = 0
  try {
    connection.exec('BEGIN')
    const { base, head } = readChainEnds(connection)
    last = base.sequence
    const checker = createChainChecker(base, expected)
    // A record that an index lacks is one that its tenant's queries never find, or that no summary counts.
    const counted = isCountable(connection) ? COUNTED : '1'
    const rows = connection.prepare<
      [number, number],
      ChainRow & { readonly indexed: number; readonly counted: number }
    >(`
      SELECT sequence, hash, record, EXISTS (
        SELECT 1 FROM records AS entry INDEXED BY records_by_tenant
        WHERE entry.tenant IS records.tenant AND entry.sequence = records.sequence
      ) AS indexed, ${counted} AS counted FROM records WHERE sequence > ? ORDER BY sequence LIMIT ?
    `)
    // What stands before the base is no part of the chain and must not be there.
    for (let from = Number.MIN_SAFE_INTEGER; ; from = last) {
      const chunk = rows.all(from, CHUNK)
      for (const row of chunk) {
        const fault = checker.check(row)
        if (fault !== undefined) return fault
        if (row.indexed === 0) return damaged(row.sequence, 'the index by tenant lacks it')
        if (row.counted === 0) return damaged(row.sequence, 'the index by time lacks it')
        last = row.sequence
      }
      if (chunk.length < CHUNK) return checker.finish(head)
      await nextTurn()
    }
  } catch (error) {
    const known = toStoreError(error, connection.name)
    if (!(known instanceof WardkitError) || known.code !== 'ERR_STORE_CORRUPT') throw known
    return damaged(last + 1, known.message)
  } finally {
    if (connection.inTransaction) connection.exec('ROLLBACK')
  }
}

function damaged(sequence: number, message: string): ChainVerdict {
  return { ok: false, sequence, problem: 'damaged', message: `record ${sequence} or the file around it: ${message}` }
}
