import type { AccessLogOptions } from './access-log-options.ts'
import type { AccessLogWriter } from './access-log-file.ts'
import { parseRecord, placeLine } from './format-record.ts'

/** Most records that are handed over without a turn of the event loop between them. */
const BATCH_SIZE = 1_000

/** Hands records to a function of the application's, one after the other. None is handed over twice because a later one failed. */
export function createSinkWriter(sink: NonNullable<AccessLogOptions['sink']>): AccessLogWriter {
  let sequence = 0
  return {
    batchSize: BATCH_SIZE,
    async append(lines) {
      let placed = 0
      for (const line of lines) {
        try {
          await sink(parseRecord(placeLine(line, sequence + 1)))
        } catch (error) {
          if (placed === 0) throw error
          // It is handed over again, first of the next, and fails there for all to hear.
          break
        }
        sequence++
        placed++
      }
      return placed
    },
    close: async () => undefined,
  }
}
