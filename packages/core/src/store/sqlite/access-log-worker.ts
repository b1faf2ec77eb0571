import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { createLineAppender, type AccessLogFileSettings } from './access-log-appender.ts'
import { toFailure, type LogAnswer, type LogRequest } from './access-log-message.ts'

// The thread that writes an access log, batch by batch, so that hashing, transactions and the disk take no time of the requests'.

/** A third of the processor time that another thread gets where both want it: a log that is behind still catches up. */
const LOWER_PRIORITY = 5

const settings = workerData as AccessLogFileSettings
if (settings.givesWay === true) giveWay()
const appender = createLineAppender(settings)

parentPort?.on('message', (request: LogRequest) => void answer(request))

async function answer(request: LogRequest): Promise<void> {
  if (request.kind === 'close') {
    await appender.close()
    parentPort?.close()
    return
  }
  const answered: LogAnswer = await appender
    .append(
      request.texts.flatMap((text) => text.split('\n')),
      request.now,
    )
    .then(
      () => ({ kind: 'written' }),
      (error: unknown) => ({ kind: 'failed', failure: toFailure(error) }),
    )
  parentPort?.postMessage(answered)
}

function giveWay(): void {
  // Elsewhere a priority is the whole process's.
  if (process.platform !== 'linux') return
  try {
    setPriority(LOWER_PRIORITY)
  } catch {
    // A sandbox may forbid it; the log is written all the same.
  }
}
