import type { OptionSpec } from './command.ts'
import { readMoment } from './read-values.ts'
import { DATABASE_OPTION } from './with-management.ts'

/** The options of every command that reads the access log. */
export const LOG_OPTIONS = {
  database: DATABASE_OPTION,
  'access-log': {
    type: 'string',
    value: 'file',
    about: "the access log; by default the database's path and -access.db",
  },
  tenant: { type: 'string', value: 'id or slug', about: 'whose records' },
  since: {
    type: 'string',
    value: 'time',
    about: 'from this moment on: 2026-01-31, 2026-01-31T08:00:00Z, or 2h ago as 2h',
  },
  until: { type: 'string', value: 'time', about: 'before this moment' },
} as const satisfies Readonly<Record<string, OptionSpec>>

/** The span of time that `--since` and `--until` name. @throws UsageError */
export function readSpan(options: { readonly since: string | undefined; readonly until: string | undefined }): {
  readonly from?: number
  readonly to?: number
} {
  const now = Date.now()
  return {
    ...(options.since === undefined ? {} : { from: readMoment('--since', options.since, now) }),
    ...(options.until === undefined ? {} : { to: readMoment('--until', options.until, now) }),
  }
}

/** Aborted when the process is interrupted, which then ends in its own time. */
export function onInterrupt(): AbortSignal {
  const interrupt = new AbortController()
  process.once('SIGINT', () => {
    interrupt.abort()
  })
  return interrupt.signal
}
