import type { AccessLogOptions } from './access-log-options.ts'
import type { AccessLogWriter } from './access-log-file.ts'

/** Hands records to a function of the application's, one at a time, so that none is handed over twice because a later one failed. */
export function createSinkWriter(sink: NonNullable<AccessLogOptions['sink']>): AccessLogWriter {
  let sequence = 0
  return {
    batchSize: 1,
    async append(records) {
      for (const record of records) {
        await sink({ sequence: sequence + 1, ...record })
        sequence++
      }
    },
    close: async () => undefined,
  }
}
