import { createAccessLog, type AccessLog } from './audit/access-log.ts'
import type { AccessLogFile } from './audit/access-log-file.ts'
import type { AccessLogSettings } from './audit/access-log-options.ts'
import { createAccessRecorder, type AccessRecorder } from './audit/access-recorder.ts'
import { createSinkWriter } from './audit/sink-writer.ts'
import type { WardkitEvent } from './http/events.ts'
import type { Clock } from './util/clock.ts'

/** The access log of an instance: how decisions come into it and how it is asked. */
export interface StartedAccessLog {
  /** Null where none is kept. */
  readonly recorder: AccessRecorder | null
  readonly log: AccessLog
}

interface StartOptions {
  readonly settings: AccessLogSettings | null
  /** The database's file, `:memory:`, or undefined where the store is the application's own. */
  readonly database: string | undefined
  readonly clock: Clock
  readonly onEvent: (event: WardkitEvent) => void
}

/**
 * Opens the access log where the options say.
 *
 * @throws WardkitError as the file's opening does
 */
export async function startAccessLog({ settings, database, clock, onEvent }: StartOptions): Promise<StartedAccessLog> {
  if (settings === null) return NO_LOG
  const { destination, values, onFailure } = settings
  const record = { clock, values, onFailure, onEvent }
  if (destination.kind === 'sink') {
    return { ...NO_LOG, recorder: createAccessRecorder({ ...record, writer: createSinkWriter(destination.sink) }) }
  }
  const path = destination.file ?? (database === ':memory:' ? database : database && `${database}-access.db`)
  if (path === undefined) {
    onEvent({
      type: 'warning',
      message:
        'no access log is kept, as a `store` of your own has no place for one: set `accessLog` to a `file`, a `sink`, or false',
    })
    return NO_LOG
  }
  const file = await openFile(path, destination, onFailure === 'continue', clock)
  const recorder = createAccessRecorder({ ...record, writer: file })
  return { recorder, log: createAccessLog(file, () => recorder.flush()) }
}

const NO_LOG: StartedAccessLog = { recorder: null, log: createAccessLog(undefined, async () => undefined) }

async function openFile(
  path: string,
  { retentionDays, maxBytes, synchronous }: Extract<AccessLogSettings['destination'], { readonly kind: 'file' }>,
  givesWay: boolean,
  clock: Clock,
): Promise<AccessLogFile> {
  // Loaded only where it is used: better-sqlite3 is native code.
  const { createSqliteAccessLog } = await import('./store/sqlite/access-log.ts')
  return createSqliteAccessLog({ file: path, retentionDays, maxBytes, synchronous, givesWay, clock })
}
