// A process that appends to an access log, forever or `count` batches, and says the last sequence's number of records after each batch.
import { createSqliteAccessLog } from '../access-log.ts'
import { aLine, logOptions } from '../access-log.test-support.ts'

const [, , file = '', count = 'Infinity'] = process.argv
const log = await createSqliteAccessLog(logOptions(file))
for (let batch = 1; batch <= Number(count); batch++) {
  let isWritten = false
  while (!isWritten) {
    isWritten = await log.append(Array.from({ length: 10 }, (_, index) => aLine({ requestId: `${process.pid}-${batch}-${index}` }))).then(
      () => true,
      () => false,
    )
  }
  process.stdout.write(`${batch * 10}\n`)
}
await log.close()
