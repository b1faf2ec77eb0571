import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { AccessCounter, AccessLogReader } from '../../audit/access-log-file.ts'
import { assertAccessQuery, type AccessPage, type AccessQuery } from '../../audit/access-query.ts'
import { parseRecord } from '../../audit/format-record.ts'
import type { ChainHead, ChainVerdict } from '../../audit/hash-chain.ts'
import { assertAccessLog, assertThere, readChainEnds } from './access-log-schema.ts'
import type { Connection } from './connection.ts'
import { createAccessCounter } from './count-access-log.ts'
import { toStoreError } from './store-error.ts'
import { useConnection } from './use-connection.ts'
import { verifyConnection } from './verify-access-log.ts'

/** How many sequences are looked through before the event loop gets its turn. */
const WINDOW = 5_000

/**
 * Opens an access log to read it, also while a server writes it.
 *
 * @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFIGURATION` for a file that is none, `ERR_STORE_CORRUPT`
 */
export async function openAccessLog(
  file: string,
): Promise<AccessLogReader & AccessCounter & { readonly close: () => void }> {
  const connection = await connectToAccessLog(file)
  const counter = createAccessCounter(connection)
  return {
    count: (span, visit) => counter.count(span, visit),
    async query(query) {
      assertAccessQuery(query)
      return queryConnection(connection, query)
    },
    verify: (expected) => verifyAccessLog(file, expected),
    close: () => {
      connection.close()
    },
  }
}

/**
 * Checks an access log from its first record to its last, in one consistent view of the file.
 *
 * It finds what was changed, removed, moved or cut off by whoever did not also rewrite everything behind it. Who may write the file can make a
 * whole new chain, or remove the oldest records and the note of what they were, or all of the file: against that, keep the `head` of an earlier
 * answer elsewhere and hand it in as `expected`.
 *
 * @throws WardkitError `ERR_NOT_FOUND`, `ERR_CONFIGURATION` for a file that is none
 */
export async function verifyAccessLog(file: string, expected?: ChainHead): Promise<ChainVerdict> {
  const connection = await connectToAccessLog(file)
  try {
    return await verifyConnection(connection, expected)
  } finally {
    connection.close()
  }
}

/** One page of the records asked for. */
export async function queryConnection(connection: Connection, query: AccessQuery): Promise<AccessPage> {
  const { limit = 100, order = 'oldest', after } = query
  const { conditions, values } = toSql(query)
  const find = connection.prepare<unknown[], { sequence: number; record: string }>(
    `SELECT sequence, record FROM records
      WHERE sequence BETWEEN ? AND ? ${conditions.map((condition) => `AND ${condition}`).join(' ')}
      ORDER BY sequence ${order === 'oldest' ? 'ASC' : 'DESC'} LIMIT ?`,
  )
  const { base, head } = await useConnection(connection, () => readChainEnds(connection))
  const step = order === 'oldest' ? 1 : -1
  const rows: { readonly sequence: number; readonly record: string }[] = []
  const first = base.sequence + 1
  let next = after === undefined ? (step === 1 ? first : head.sequence) : after + step
  if (step === 1) next = Math.max(next, first)
  else next = Math.min(next, head.sequence)
  while (next >= first && next <= head.sequence) {
    const end = step === 1 ? Math.min(next + WINDOW, head.sequence) : Math.max(next - WINDOW, first)
    const left = limit + 1 - rows.length
    const [from, to] = [Math.min(next, end), Math.max(next, end)]
    rows.push(...(await useConnection(connection, () => find.all(from, to, ...values, left))))
    if (rows.length > limit) break
    next = end + step
    await nextTurn()
  }
  const page = rows.slice(0, limit)
  return {
    records: page.map(({ record }) => parseRecord(record)),
    next: rows.length > limit ? (page.at(-1)?.sequence ?? null) : null,
  }
}

async function connectToAccessLog(file: string): Promise<Connection> {
  assertThere(file)
  const connection = connectReadOnly(file)
  try {
    await useConnection(connection, () => {
      assertAccessLog(connection)
    })
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

function connectReadOnly(file: string): Connection {
  try {
    return new Database(file, { readonly: true, fileMustExist: true, timeout: 0 })
  } catch (error) {
    throw toStoreError(error, file)
  }
}

function toSql(query: AccessQuery): { readonly conditions: readonly string[]; readonly values: readonly unknown[] } {
  const asked: readonly (readonly [condition: string, value: unknown])[] = [
    ['tenant = ?', query.tenant],
    ['time >= ?', query.from],
    ['time < ?', query.to],
    ['principal = ?', query.principal],
    ['operation = ?', query.operation],
    ['resource_type = ?', query.resource?.type],
    ['resource_id = ?', query.resource?.id],
    ['outcome = ?', query.outcome],
  ]
  const given = asked.filter(([, value]) => value !== undefined)
  return { conditions: given.map(([condition]) => condition), values: given.map(([, value]) => value) }
}
