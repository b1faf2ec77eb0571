import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { summarizeAccess } from '../../audit/access-summary.ts'
import { formatRecord } from '../../audit/format-record.ts'
import { createSqliteAccessLog } from './access-log.ts'
import { openAccessLog, verifyAccessLog } from './access-log-reader.ts'
import { aLine, logOptions } from './access-log.test-support.ts'
import { temporaryFiles } from './temporary-files.test-support.ts'

const newFile = temporaryFiles()
const HOUR = 3_600_000
const EVERY = { everyTenant: true, by: 'hour' } as const

async function openLog(records: readonly string[], file = newFile(), more = {}) {
  const log = await createSqliteAccessLog(logOptions(file, more))
  onTestFinished(() => log.close())
  for (let at = 0; at < records.length; at += 256) await log.append(records.slice(at, at + 256))
  return log
}

const refused = (time: number, more = {}) =>
  aLine({ time, outcome: 'refused', code: 'ERR_FORBIDDEN', reason: 'no-statement', ...more })

describe('a summary of the access log', () => {
  it('counts by bucket, tenant, operation and reason, the first moment included and the last not', async () => {
    const log = await openLog([
      aLine({ time: HOUR - 1 }),
      aLine({ time: HOUR }),
      aLine({ time: HOUR + 1, outcome: 'public', tenant: null, principal: null, reason: null }),
      refused(2 * HOUR, { tenant: 'birch' }),
      aLine({ time: 2 * HOUR, outcome: 'would-refuse', reason: 'condition-not-met', operation: 'POST:/patient' }),
      refused(2 * HOUR + 5, { code: 'ERR_UNAVAILABLE', reason: 'unavailable' }),
      aLine({ time: 2 * HOUR + 6, outcome: 'unlisted', operation: null }),
      aLine({ time: 3 * HOUR }),
    ])
    expect(await summarizeAccess(log, { ...EVERY, from: HOUR, to: 3 * HOUR })).toEqual({
      buckets: [
        { at: HOUR, allowed: 2, denied: 0, failed: 0 },
        { at: 2 * HOUR, allowed: 1, denied: 2, failed: 1 },
      ],
      tenants: [
        { tenant: 'acme', allowed: 2, denied: 1, failed: 1 },
        { tenant: 'birch', allowed: 0, denied: 1, failed: 0 },
        { tenant: null, allowed: 1, denied: 0, failed: 0 },
      ],
      operations: [
        { operation: 'GET:/patient/{patientId}', allowed: 2, denied: 1, failed: 1 },
        { operation: 'POST:/patient', allowed: 0, denied: 1, failed: 0 },
      ],
      reasons: [
        { reason: 'condition-not-met', count: 1 },
        { reason: 'no-statement', count: 1 },
      ],
      dropped: 0,
      complete: true,
    })
    const ofBirch = { tenant: 'birch', by: 'day', from: 0, to: 24 * HOUR } as const
    expect(await summarizeAccess(log, ofBirch)).toMatchObject({
      buckets: [{ at: 0, allowed: 0, denied: 1, failed: 0 }],
      tenants: [{ tenant: 'birch' }],
    })
    expect(await summarizeAccess(log, { ...EVERY, from: 10 * HOUR, to: 11 * HOUR })).toMatchObject({
      buckets: [],
      complete: true,
    })
    expect(await summarizeAccess(log, { ...EVERY, from: HOUR, to: HOUR })).toMatchObject({ buckets: [] })
  })

  it('counts all of a long time, in whatever order it was written, and many of one moment', async () => {
    const spread = Array.from({ length: 12_000 }, (_, index) =>
      aLine({ time: HOUR + ((index * 7_919) % 12_000) * 100 }),
    )
    const log = await openLog([...spread, ...Array.from({ length: 11_000 }, () => refused(3 * HOUR))], ':memory:')
    const { buckets } = await summarizeAccess(log, { ...EVERY, from: 0, to: 24 * HOUR })
    expect(buckets).toEqual([
      { at: HOUR, allowed: 12_000, denied: 0, failed: 0 },
      { at: 3 * HOUR, allowed: 0, denied: 11_000, failed: 0 },
    ])
  })

  it('tells what could not be kept, of the tenants asked for', async () => {
    const dropped = (tenant: string | null, count: number): string =>
      formatRecord({
        kind: 'dropped',
        time: HOUR,
        tenant,
        dropped: count,
        from: 0,
        to: 1,
      })
    const log = await openLog([dropped('acme', 3), dropped('birch', 4), dropped(null, 5), aLine({ time: HOUR })])
    expect(await summarizeAccess(log, { ...EVERY, from: 0, to: 2 * HOUR })).toMatchObject({
      dropped: 12,
      tenants: [{ allowed: 1 }],
    })
    expect(await summarizeAccess(log, { tenant: 'birch', by: 'day', from: 0, to: 2 * HOUR })).toMatchObject({
      dropped: 4,
      tenants: [],
    })
  })

  it('says that it is not complete where records of that time were removed, and only there', async () => {
    const file = newFile()
    const day = 24 * HOUR
    const options = { retentionDays: 1, clock: () => 3 * day }
    const log = await openLog(
      [aLine({ time: day }), aLine({ time: 2 * day }), aLine({ time: 2.5 * day })],
      file,
      options,
    )
    const summarize = (from: number) => summarizeAccess(log, { ...EVERY, from, to: 4 * day })
    expect(await summarize(0)).toMatchObject({ complete: true, tenants: [{ allowed: 3 }] })
    await log.append([aLine({ time: 3 * day })])
    expect(await summarize(0)).toMatchObject({ complete: false, tenants: [{ allowed: 3 }] })
    expect(await summarize(2 * day)).toMatchObject({ complete: false })
    expect(await summarize(2 * day + 1)).toMatchObject({ complete: true, tenants: [{ allowed: 2 }] })
  })

  it('T01 needs to be told whose records are meant, and refuses what is no time', async () => {
    const log = await openLog([])
    for (const query of [
      {},
      { everyTenant: true, tenant: 'acme' },
      { tenant: '' },
      { ...EVERY, to: 1.5 },
      { ...EVERY, by: 'toString' },
    ])
      await expect(summarizeAccess(log, { from: 0, to: 1, by: 'day', ...query } as never)).rejects.toThrow(TypeError)
  })

  it('F21 is made of a log of the version before once a server has opened it, and the chain is as it was', async () => {
    const file = newFile()
    await (await openLog([aLine({ time: HOUR }), refused(HOUR)], file)).close()
    const database = new Database(file)
    database.exec(
      'DROP INDEX records_by_time; ALTER TABLE records DROP COLUMN reason; ALTER TABLE records DROP COLUMN code',
    )
    database.pragma('user_version = 1')
    database.close()
    const reader = await openAccessLog(file)
    await expect(summarizeAccess(reader, { ...EVERY, from: 0, to: 2 * HOUR })).rejects.toMatchObject({
      code: 'ERR_CONFIGURATION',
    })
    expect((await reader.query({ everyTenant: true })).records).toHaveLength(2)
    reader.close()
    const log = await openLog([], file)
    expect(await summarizeAccess(log, { ...EVERY, from: 0, to: 2 * HOUR })).toMatchObject({
      tenants: [{ allowed: 1, denied: 1 }],
    })
    expect(await verifyAccessLog(file)).toMatchObject({ ok: true, records: 2 })
  })
})
