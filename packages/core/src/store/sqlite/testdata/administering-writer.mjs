// Waits for a database, what is there to be administered, and which step to begin at; then administers until it is killed. Each write is told once it has answered.
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { administer, openAdministered } from '../administered-writes.test-support.ts'

// A process that is killed keeps nothing for the next.
flushCompileCache()
writeSync(1, 'ready\n')
const [line] = await once(process.stdin, 'data')
writeSync(1, 'begun\n')
const { file, place, step } = JSON.parse(String(line))
await administer(await openAdministered(file), place, step, (write) => writeSync(1, `${JSON.stringify(write)}\n`))
