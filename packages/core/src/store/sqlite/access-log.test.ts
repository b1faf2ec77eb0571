import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { AccessQuery } from '../../audit/access-query.ts'
import { formatRecord } from '../../audit/format-record.ts'
import { chainHash, type ChainHead } from '../../audit/hash-chain.ts'
import { createSqliteAccessLog } from './access-log.ts'
import { openAccessLog, verifyAccessLog } from './access-log-reader.ts'
import { aLine, logOptions } from './access-log.test-support.ts'
import { createSqliteStore } from './index.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()

/** A log of ten records, `time` from 1 to 10, closed. */
async function makeLog(count = 10): Promise<string> {
  const file = newFile()
  const log = await createSqliteAccessLog(logOptions(file))
  const records = Array.from({ length: count }, (_, index) => aLine({ time: index + 1, requestId: `r${index + 1}` }))
  for (let from = 0; from < count; from += log.batchSize) await log.append(records.slice(from, from + log.batchSize))
  await log.close()
  return file
}

function tamper(file: string, sql: string): void {
  const database = new Database(file)
  database.exec(sql)
  database.close()
}

async function headOf(file: string): Promise<ChainHead> {
  const verdict = await verifyAccessLog(file)
  if (!verdict.ok) throw new Error(verdict.message)
  return verdict.head
}

describe('the chain of an access log', () => {
  it('G02 is whole when nobody touched it, and goes on where it ended', async () => {
    const file = await makeLog()
    expect(await verifyAccessLog(file)).toMatchObject({ ok: true, records: 10, head: { sequence: 10 } })
    const log = await createSqliteAccessLog(logOptions(file))
    await log.append([aLine()])
    expect(await log.verify()).toMatchObject({ ok: true, records: 11, head: { sequence: 11 } })
    await log.close()
  })

  it.each([
    ['an edited record', `UPDATE records SET record = replace(record, 'ada', 'eve') WHERE sequence = 4`, 4, 'changed'],
    ['an edited hash', `UPDATE records SET hash = '${'0'.repeat(64)}' WHERE sequence = 4`, 4, 'changed'],
    ['a removed record', 'DELETE FROM records WHERE sequence = 4', 4, 'missing'],
    ['a removed beginning', 'DELETE FROM records WHERE sequence <= 3', 1, 'missing'],
    ['a cut end', 'DELETE FROM records WHERE sequence > 6', 7, 'missing'],
    [
      'two records that changed places',
      'UPDATE records SET sequence = -4 WHERE sequence = 4; UPDATE records SET sequence = 4 WHERE sequence = 5; UPDATE records SET sequence = 5 WHERE sequence = -4',
      4,
      'changed',
    ],
    [
      'a record put in',
      `INSERT INTO records (sequence, hash, record) SELECT 11, hash, record FROM records WHERE sequence = 10`,
      11,
      'changed',
    ],
    [
      'a record put before the first',
      `INSERT INTO records (sequence, hash, record) VALUES (0, '', '{}')`,
      1,
      'missing',
    ],
    ['an emptied log', 'DELETE FROM records', 1, 'missing'],
  ])('G02 breaks at the first bad sequence of %s', async (_what, sql, sequence, problem) => {
    const file = await makeLog()
    tamper(file, sql)
    expect(await verifyAccessLog(file)).toMatchObject({ ok: false, sequence, problem })
  })

  it('G02 breaks where a record was changed together with its hash', async () => {
    const file = await makeLog()
    const database = new Database(file)
    const row = (sequence: number) =>
      database.prepare('SELECT record, hash FROM records WHERE sequence = ?').get(sequence) as Record<
        'record' | 'hash',
        string
      >
    const record = row(4).record.replace('ada', 'eve')
    database
      .prepare('UPDATE records SET record = ?, hash = ? WHERE sequence = 4')
      .run(record, chainHash(row(3).hash, record))
    database.close()
    expect(await verifyAccessLog(file)).toMatchObject({ ok: false, sequence: 5, problem: 'changed' })
  })

  it('G02 is held against a head that was noted elsewhere: a chain made anew, a cut one, an older one', async () => {
    const [file, other] = [await makeLog(), await makeLog()]
    const noted = await headOf(file)
    expect(await verifyAccessLog(file, noted)).toMatchObject({ ok: true })
    expect(await verifyAccessLog(other, noted)).toMatchObject({ ok: false, sequence: 10, problem: 'changed' })
    tamper(
      file,
      `DELETE FROM records WHERE sequence > 6;
       UPDATE chain SET head_sequence = 6, head_hash = (SELECT hash FROM records WHERE sequence = 6)`,
    )
    expect(await verifyAccessLog(file)).toMatchObject({ ok: true })
    expect(await verifyAccessLog(file, noted)).toMatchObject({ ok: false, sequence: 7, problem: 'missing' })
  })

  it.each([
    ['tenant', 'tenant'],
    ['time', 'time, tenant, operation, outcome, code, reason'],
  ])('G02 finds a record that the index by %s was made to lack', async (name, columns) => {
    const file = await makeLog()
    const define = (condition: string) => {
      const database = new Database(file)
      database.unsafeMode()
      database.exec(`
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = 'CREATE INDEX records_by_${name} ON records (${columns})${condition}' WHERE name = 'records_by_${name}'`)
      database.close()
    }
    define(' WHERE sequence <> 4')
    tamper(file, 'REINDEX')
    define('')
    expect(await verifyAccessLog(file)).toMatchObject({ ok: false, sequence: 4, problem: 'damaged' })
  })

  it('is one over several processes that write at once', async () => {
    const file = await makeLog(0)
    const script = fileURLToPath(new URL('testdata/log-writer.ts', import.meta.url))
    const writers = Array.from({ length: 2 }, () =>
      spawn(process.execPath, ['--conditions=@wardkit/source', script, file, '20'], { stdio: 'ignore' }),
    )
    await Promise.all(writers.map((writer) => once(writer, 'exit')))
    expect(writers.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(await verifyAccessLog(file)).toMatchObject({ ok: true, records: 400 })
  })

  it('F01 is whole after a kill in the middle of writing, and has every batch that was acknowledged', async () => {
    const file = newFile()
    const script = fileURLToPath(new URL('testdata/log-writer.ts', import.meta.url))
    const writer = spawn(process.execPath, ['--conditions=@wardkit/source', script, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let acknowledged = ''
    await new Promise<void>((resolve) => {
      writer.stdout.on('data', (chunk: Buffer) => {
        acknowledged += chunk.toString()
        if (acknowledged.length > 200) resolve()
      })
    })
    writer.kill('SIGKILL')
    await once(writer, 'close')
    const least = Number(acknowledged.trim().split('\n').at(-1))
    const head = await headOf(file)
    expect(head.sequence).toBeGreaterThanOrEqual(least)
    expect(head.sequence % 10).toBe(0)
  })
})

describe('retention', () => {
  it('removes what is too old from the beginning, and the chain goes on', async () => {
    const file = await makeLog()
    const day = 86_400_000
    const log = await createSqliteAccessLog(logOptions(file, { retentionDays: 1, clock: () => day + 5 }))
    await log.append([aLine({ time: day + 5 })])
    expect(await log.verify()).toMatchObject({ ok: true, base: { sequence: 4 }, records: 7, head: { sequence: 11 } })
    await log.close()
  })

  it.each([
    [256, 2 ** 20],
    [2_000, 2 ** 23],
  ])('G05 keeps the file within its bound however much is written, %d records at a time', async (length, maxBytes) => {
    const file = newFile()
    const log = await createSqliteAccessLog(logOptions(file, { maxBytes }))
    const batch = Array.from({ length }, () => aLine({ target: 'x'.repeat(1000) }))
    let largest = 0
    for (let count = 0; count < 20; count++) {
      await log.append(batch)
      const database = new Database(file, { readonly: true })
      const read = (name: string) => database.pragma(name, { simple: true }) as number
      largest = Math.max(largest, read('page_count') * read('page_size'))
      database.close()
    }
    // One batch may stand above the bound until the next removes what is too much.
    expect(largest).toBeLessThan(2 * maxBytes)
    expect(await log.verify()).toMatchObject({ ok: true, head: { sequence: 20 * length } })
    await log.close()
  })
})

describe('queries', () => {
  async function ask(query: AccessQuery): Promise<readonly number[]> {
    const file = newFile()
    const log = await createSqliteAccessLog(logOptions(file))
    await log.append([
      aLine({ time: 1 }),
      aLine({ time: 2, tenant: 'birch', principal: { type: 'user', id: 'bob' } }),
      aLine({ time: 3, outcome: 'refused', principal: { type: 'apiKey', id: 'key' } }),
      aLine({ time: 4, resource: { type: 'patient', id: '18' }, operation: 'PUT:/patient/{patientId}' }),
      aLine({ time: 5, tenant: null, principal: null, resource: null, operation: null, outcome: 'refused' }),
      formatRecord({ kind: 'dropped', time: 6, tenant: 'acme', dropped: 3, from: 2, to: 6 }),
    ])
    const { records } = await log.query(query)
    await log.close()
    return records.map(({ sequence }) => sequence)
  }

  it.each<[AccessQuery, readonly number[]]>([
    [{ everyTenant: true }, [1, 2, 3, 4, 5, 6]],
    [{ tenant: 'acme' }, [1, 3, 4, 6]],
    [{ tenant: 'birch' }, [2]],
    [{ tenant: 'acme', from: 3, to: 6 }, [3, 4]],
    [{ tenant: 'acme', principal: 'key' }, [3]],
    [{ tenant: 'birch', principal: 'ada' }, []],
    [{ tenant: 'acme', operation: 'PUT:/patient/{patientId}' }, [4]],
    [{ tenant: 'acme', resource: { type: 'patient' } }, [1, 3, 4]],
    [{ tenant: 'acme', resource: { type: 'patient', id: '17' } }, [1, 3]],
    [{ everyTenant: true, outcome: 'refused' }, [3, 5]],
    [{ tenant: 'acme', order: 'newest' }, [6, 4, 3, 1]],
    [{ tenant: 'acme', after: 3 }, [4, 6]],
    [{ tenant: 'acme', after: 3, order: 'newest' }, [1]],
  ])('G05 %j answers the records %j', async (query, sequences) => {
    expect(await ask(query)).toEqual(sequences)
  })

  it('page over more than is looked through at once, in both orders, each record once', async () => {
    const log = await openAccessLog(await makeLog(5_200))
    for (const order of ['oldest', 'newest'] as const) {
      const seen: number[] = []
      for (let after: number | null | undefined; after !== null;) {
        const page = await log.query({ tenant: 'acme', order, limit: 1000, ...(after === undefined ? {} : { after }) })
        seen.push(...page.records.map(({ sequence }) => sequence))
        after = page.next
      }
      const all = Array.from({ length: 5_200 }, (_, index) => index + 1)
      expect(seen).toEqual(order === 'oldest' ? all : all.toReversed())
    }
    log.close()
  })
})

describe('a file that is no access log', () => {
  it('is refused, and left as it is', async () => {
    const file = newFile()
    const store = await createSqliteStore({ file })
    await expect(createSqliteAccessLog(logOptions(file))).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
    await expect(verifyAccessLog(file)).rejects.toMatchObject({ code: 'ERR_CONFIGURATION' })
    await store.close()
  })

  it('is told from one that is not there, and from a directory that is not there', async () => {
    await expect(openAccessLog(newFile())).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
    await expect(createSqliteAccessLog(logOptions('/nowhere/log.db'))).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
    })
  })

  it('F06 is found damaged and not read as empty', async () => {
    const file = newFile()
    const { writeFileSync } = await import('node:fs')
    writeFileSync(file, 'no database at all, but long enough to be one'.repeat(50))
    await expect(createSqliteAccessLog(logOptions(file))).rejects.toMatchObject({ code: 'ERR_STORE_CORRUPT' })
  })
})
