// Waits for the path of a database, then writes to it until it is killed. Each revision is told once its write has answered.
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { createSqliteStore } from '../index.ts'
import { writeNumber } from '../numbered-write.test-support.ts'

writeSync(1, 'ready\n')
const [path] = await once(process.stdin, 'data')
writeSync(1, 'begun\n')
const store = await createSqliteStore({ file: String(path).trim() })
for (let n = (await store.currentRevision()) + 1; ; n++) writeSync(1, `${await writeNumber(store, n)}\n`)
