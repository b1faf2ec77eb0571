import { setTimeout } from 'node:timers/promises'
import { WardkitError } from '../errors/index.ts'
import type { AccessCounter, AccessLogReader } from './access-log-file.ts'
import { assertAccessQuery, MAX_PAGE, type AccessPage, type AccessQuery } from './access-query.ts'
import { summarizeAccess, type AccessSummary, type AccessSummaryQuery } from './access-summary.ts'
import { formatRecord } from './format-record.ts'
import type { ChainHead, ChainVerdict } from './hash-chain.ts'

/** What can be asked of the access log. */
export interface AccessLog {
  /**
   * One page of records, those just made included unless writing them takes more than five seconds.
   * @throws TypeError for a query that does not say whose records are meant, or is otherwise none
   * @throws WardkitError `ERR_CONFIGURATION` where no file is kept; the store's errors where it cannot be read
   */
  query(query: AccessQuery): Promise<AccessPage>
  /** What became of requests in some time, in numbers. @throws as `query` does */
  summarize(query: AccessSummaryQuery): Promise<AccessSummary>
  /** All records asked for, as lines of JSON in ASCII, each ended by a newline. @throws as `query` does */
  export(query: AccessQuery): AsyncIterable<string>
  /**
   * Checks that no record was changed, removed, moved or cut off since it was written.
   * @param expected a head noted earlier, somewhere else: without it, whoever may write the file could have written all of it anew
   */
  verify(expected?: ChainHead): Promise<ChainVerdict>
}

type Readable = AccessLogReader & AccessCounter

/** How long an answer waits for what is still to be written, in milliseconds. */
const LONGEST_FLUSH = 5_000

/**
 * Puts a log's questions before its reader.
 *
 * @param reader undefined where no file is kept
 * @param flush writes what waits, so that answers are of everything decided so far
 */
export function createAccessLog(reader: Readable | undefined, flush: () => Promise<void>): AccessLog {
  async function ready(): Promise<Readable> {
    if (reader === undefined) {
      throw new WardkitError('ERR_CONFIGURATION', 'this instance keeps no file of its access log', {
        help: 'leave `accessLog` of createWardkit() out, or name a `file` in it; what went to a `sink` is where it was sent',
      })
    }
    // A log that is behind, or that cannot be written, can still be read; the recorder tells of it.
    await Promise.race([flush(), setTimeout(LONGEST_FLUSH, undefined, { ref: false })])
    return reader
  }

  return {
    async query(query) {
      assertAccessQuery(query)
      return (await ready()).query(query)
    },
    async summarize(query) {
      return summarizeAccess(await ready(), query)
    },
    async *export(query) {
      assertAccessQuery(query)
      const from = await ready()
      let after = query.after
      do {
        const position = after === undefined ? {} : { after }
        const page: AccessPage = await from.query({ ...query, limit: MAX_PAGE, ...position })
        for (const record of page.records) yield `${formatRecord(record)}\n`
        after = page.next ?? undefined
      } while (after !== undefined)
    },
    async verify(expected) {
      return (await ready()).verify(expected)
    },
  }
}
