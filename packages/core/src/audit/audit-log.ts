import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditFilter, AuditRow } from '../identity/audit-entry.ts'
import type { Store } from '../identity/identity-store.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import { MAX_PAGE } from './access-query.ts'
import { AUDIT_CSV_HEAD, auditCsvLine } from './audit-csv.ts'
import {
  assertAuditQuery,
  type AuditNarrowing,
  type AuditPage,
  type AuditQuery,
  type AuditScope,
} from './audit-query.ts'
import type { AuditRecord } from './audit-record.ts'
import { formatRecord } from './format-record.ts'
import { createChainChecker, type ChainHead, type ChainVerdict } from './hash-chain.ts'

/** What can be asked of the audit log. */
export interface AuditLog {
  /** One page of records. @throws TypeError for a query that does not say whose records are meant, or is otherwise none */
  query(query: AuditQuery): Promise<AuditPage>
  /**
   * All records asked for, line by line, each ended by a newline: JSON in ASCII, or CSV that no spreadsheet takes for a formula.
   * @throws TypeError as `query` does
   */
  export(query: AuditQuery, format?: 'jsonl' | 'csv'): AsyncIterable<string>
  /** The records asked for, and then those that come, until the signal is aborted. @throws TypeError as `query` does */
  follow(query: AuditFollow): AsyncIterable<AuditRecord>
  /**
   * Checks that no record was changed, removed, moved or cut off since it was written.
   * @param expected a head noted earlier, somewhere else: without it, whoever may write the store could have written all of it anew
   */
  verify(expected?: ChainHead): Promise<ChainVerdict>
}

/** Records to follow: from `after` on; without it, only those that come. */
export type AuditFollow = AuditScope &
  Omit<AuditNarrowing, 'to'> & { readonly after?: number; readonly signal: AbortSignal }

/** How many sequences are looked through before the event loop gets its turn. */
const WINDOW = 5_000

/** What other processes wrote is seen after this long at the latest, in milliseconds. */
const FOLLOW_INTERVAL = 1_000

/** The audit log of one store. */
export function createAuditLog(store: Pick<Store, 'findAuditEnds' | 'listAudit' | 'onWrite'>): AuditLog {
  async function query(query: AuditQuery): Promise<AuditPage> {
    assertAuditQuery(query)
    const { tenant, from, to, actor, action, target, order = 'oldest', after, limit = 100 } = query
    const filter: AuditFilter = withoutUndefined({ tenant, from, to, actor, action, target })
    const { head } = await store.findAuditEnds()
    const isAscending = order === 'oldest'
    const rows: AuditRow[] = []
    let next = isAscending ? (after ?? 0) + 1 : Math.min(head.sequence, (after ?? Infinity) - 1)
    while (next >= 1 && next <= head.sequence && rows.length <= limit) {
      const first = isAscending ? next : Math.max(1, next - WINDOW + 1)
      const last = isAscending ? Math.min(head.sequence, next + WINDOW - 1) : next
      rows.push(...(await store.listAudit(filter, { first, last, order, limit: limit + 1 - rows.length })))
      next = isAscending ? last + 1 : first - 1
      await nextTurn()
    }
    const page = rows.slice(0, limit)
    return {
      records: page.map(({ record }) => JSON.parse(record) as AuditRecord),
      next: rows.length > limit ? (page.at(-1)?.sequence ?? null) : null,
    }
  }

  async function* pages(asked: AuditQuery): AsyncGenerator<readonly AuditRecord[]> {
    let after = asked.after
    do {
      const page = await query({ ...asked, limit: MAX_PAGE, ...(after === undefined ? {} : { after }) })
      yield page.records
      after = page.next ?? undefined
    } while (after !== undefined)
  }

  return {
    query,

    async *export(asked, format = 'jsonl') {
      assertAuditQuery(asked)
      if (format === 'csv') yield AUDIT_CSV_HEAD
      for await (const records of pages(asked)) {
        for (const record of records) yield format === 'csv' ? auditCsvLine(record) : `${formatRecord(record)}\n`
      }
    },

    async *follow({ signal, ...asked }) {
      assertAuditQuery(asked)
      let after = asked.after ?? (await store.findAuditEnds()).head.sequence
      const written = createBell()
      const stopListening = store.onWrite(written.ring)
      signal.addEventListener('abort', written.ring)
      try {
        while (!signal.aborted) {
          // Everything up to here was looked through, also what was not asked for.
          const { head } = await store.findAuditEnds()
          for await (const records of pages({ ...asked, after })) {
            for (const record of records) {
              if (signal.aborted) return
              after = Math.max(after, record.sequence)
              yield record
            }
          }
          after = Math.max(after, head.sequence)
          await written.wait(FOLLOW_INTERVAL)
        }
      } finally {
        stopListening()
        signal.removeEventListener('abort', written.ring)
      }
    },

    async verify(expected) {
      const { base, head } = await store.findAuditEnds()
      const checker = createChainChecker(base, expected)
      for (let first = base.sequence + 1; first <= head.sequence; first += MAX_PAGE) {
        const last = Math.min(head.sequence, first + MAX_PAGE - 1)
        for (const row of await store.listAudit({}, { first, last, order: 'oldest', limit: MAX_PAGE })) {
          const fault = checker.check(row)
          if (fault !== undefined) return fault
        }
        await nextTurn()
      }
      return checker.finish(head)
    },
  }
}

/** Wakes who waits when it rings, and at once when it rang while nobody waited. */
function createBell() {
  let rung = false
  let wake: (() => void) | undefined
  return {
    ring(): void {
      rung = true
      wake?.()
    },
    async wait(milliseconds: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
      rung = false
      wake = undefined
    },
  }
}
