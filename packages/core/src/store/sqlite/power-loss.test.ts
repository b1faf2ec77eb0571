import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSqliteStore } from './index.ts'
import { contentsOf, writeNumber } from './numbered-write.test-support.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

/** @see https://sqlite.org/fileformat.html, section 4.1 */
const LOG_HEADER = 32
const FRAME = 24 + 4_096

/** What a machine may find after its power went: the log up to some byte, and perhaps rubbish where the rest should be. */
test('F02 every acknowledged write is there wherever the log ends after it', async () => {
  const file = newFile()
  const store = await createSqliteStore({ file })
  const acknowledged: { readonly log: number; readonly contents: string }[] = []
  for (let n = 1; n <= 5; n++) {
    await writeNumber(store, n)
    acknowledged.push({ log: statSync(`${file}-wal`).size, contents: await contentsOf(store) })
  }
  // All are still in the log: a process that ends in good order would have written them into the main file.
  const log = readFileSync(`${file}-wal`)
  expect((log.length - LOG_HEADER) % FRAME).toBe(0)
  let cuts = 0
  for (const [index, { log: from, contents }] of acknowledged.entries()) {
    const until = acknowledged[index + 1]?.log ?? from + 1
    for (let end = from; end < until; end += FRAME) {
      for (const rest of [Buffer.alloc(0), Buffer.alloc(FRAME / 2), log.subarray(end, end + 30)]) {
        const copy = newFile()
        copyFileSync(file, copy)
        writeFileSync(`${copy}-wal`, Buffer.concat([log.subarray(0, end), rest]))
        const reopened = await createSqliteStore({ file: copy })
        expect((await contentsOf(reopened)) === contents, `revision ${index + 1}, log cut at ${end}`).toBe(true)
        await reopened.close()
        cuts++
      }
    }
  }
  expect(cuts).toBeGreaterThan(30)
  await store.close()
}, 180_000)

test('F06 a log with a damaged byte reads as one that ended before it, never as a mixture', async () => {
  const file = newFile()
  const store = await createSqliteStore({ file })
  const states = new Set<string>()
  for (let n = 1; n <= 3; n++) {
    await writeNumber(store, n)
    states.add(await contentsOf(store))
  }
  const log = readFileSync(`${file}-wal`)
  const empty = await createSqliteStore({ file: newFile() })
  states.add(await contentsOf(empty))
  await empty.close()
  for (let at = 0; at < log.length; at += Math.floor(FRAME / 3)) {
    const copy = newFile()
    copyFileSync(file, copy)
    const damaged = Buffer.from(log)
    damaged[at] = damaged[at]! ^ 0xff
    writeFileSync(`${copy}-wal`, damaged)
    const reopened = await createSqliteStore({ file: copy })
    expect(states.has(await contentsOf(reopened)), `byte ${at}`).toBe(true)
    await reopened.close()
  }
  await store.close()
}, 180_000)
