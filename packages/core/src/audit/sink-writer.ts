import type { AccessLogOptions } from './access-log-options.ts'
import type { AccessLogWriter } from './access-log-file.ts'
import { parseRecord, placeLine } from './format-record.ts'

/** Hands records to a function of the application's, one at a time, so that none is handed over twice because a later one failed. */
export function createSinkWriter(sink: NonNullable<AccessLogOptions['sink']>): AccessLogWriter {
  let sequence = 0
  return {
    batchSize: 1,
    async append(lines) {
      for (const line of lines) {
        await sink(parseRecord(placeLine(line, sequence + 1)))
        sequence++
      }
    },
    close: async () => undefined,
  }
}
