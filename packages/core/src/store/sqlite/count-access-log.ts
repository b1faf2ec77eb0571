import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AccessCounter, AccessGroup, AccessSpan } from '../../audit/access-log-file.ts'
import { assertCountable, readChainEnds } from './access-log-schema.ts'
import type { Connection } from './connection.ts'
import { useConnection } from './use-connection.ts'

/** How many records are counted before the event loop gets its turn. */
const CHUNK = 10_000

/** Counts by the index over time alone, which has all that is asked: no record is read but those of decisions that could not be kept. */
export function createAccessCounter(connection: Connection): AccessCounter {
  return {
    async count(span, visit) {
      await useConnection(connection, () => {
        assertCountable(connection)
      })
      const { from, to } = span
      const ofTenant = span.tenant === undefined ? '' : 'AND tenant = ?'
      const tenants = span.tenant === undefined ? [] : [span.tenant]
      const boundary = connection
        .prepare<[number, number, number], number>(
          'SELECT time FROM records WHERE time >= ? AND time < ? ORDER BY time LIMIT 1 OFFSET ?',
        )
        .pluck()
      const count = connection.prepare<unknown[], AccessGroup>(`
        SELECT time - time % ? AS at, tenant, operation, outcome, code, reason, count(*) AS count
        FROM records INDEXED BY records_by_time
        WHERE time >= ? AND time < ? AND outcome IS NOT NULL ${ofTenant}
        GROUP BY at, tenant, operation, outcome, code, reason
      `)
      const sumDropped = connection
        .prepare<unknown[], number>(
          `SELECT coalesce(sum(record ->> '$.dropped'), 0) FROM records INDEXED BY records_by_time
           WHERE time >= ? AND time < ? AND outcome IS NULL ${ofTenant}`,
        )
        .pluck()
      let dropped = 0
      for (let start = from; start < to;) {
        const [first, last] = [start, to]
        start = await useConnection(connection, () => {
          // A moment that has more records than a chunk is counted as one.
          const end = Math.max(boundary.get(first, last, CHUNK) ?? last, first + 1)
          for (const group of count.all(span.bucket, first, end, ...tenants)) visit(group)
          dropped += sumDropped.get(first, end, ...tenants) ?? 0
          return end
        })
        await nextTurn()
      }
      return { dropped, complete: await useConnection(connection, () => isWhole(connection, span)) }
    },
  }
}

/** Whether no record of that time was removed to make room. */
function isWhole(connection: Connection, { from }: AccessSpan): boolean {
  const { base } = readChainEnds(connection)
  if (base.sequence === 0) return true
  const oldest = connection.prepare<[], number>('SELECT time FROM records ORDER BY sequence LIMIT 1').pluck().get()
  return oldest !== undefined && oldest < from
}
