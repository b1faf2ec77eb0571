import { parentPort, workerData } from 'node:worker_threads'
import { createLineAppender, type AccessLogFileSettings } from './access-log-appender.ts'
import { toFailure, type LogAnswer, type LogRequest } from './access-log-message.ts'

// The thread that writes an access log, batch by batch, so that hashing, transactions and the disk take no time of the requests'.

const appender = createLineAppender(workerData as AccessLogFileSettings)

parentPort?.on('message', (request: LogRequest) => void answer(request))

async function answer(request: LogRequest): Promise<void> {
  if (request.kind === 'close') {
    await appender.close()
    parentPort?.close()
    return
  }
  const answered: LogAnswer = await appender.append(request.text.split('\n'), request.now).then(
    () => ({ kind: 'written' }),
    (error: unknown) => ({ kind: 'failed', failure: toFailure(error) }),
  )
  parentPort?.postMessage(answered)
}
