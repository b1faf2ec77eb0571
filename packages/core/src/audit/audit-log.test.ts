import { beforeEach, describe, expect, it } from 'vitest'
import type { AuditEntry } from '../identity/audit-entry.ts'
import type { Store } from '../identity/identity-store.ts'
import { createMemoryStore } from '../store/memory/index.ts'
import { createAuditLog, type AuditLog } from './audit-log.ts'
import type { AuditQuery } from './audit-query.ts'

const NOW = Date.UTC(2030, 0, 1)

let store: Store
let log: AuditLog

beforeEach(() => {
  store = createMemoryStore()
  log = createAuditLog(store)
})

const append = (...entries: readonly Partial<AuditEntry>[]) =>
  store.write(async (writer) => {
    for (const fields of entries) await writer.appendAudit({ ...ENTRY, ...fields })
  })

const ENTRY: AuditEntry = {
  time: NOW,
  tenant: 'acme',
  actor: { type: 'user', id: 'usr_1' },
  action: 'role.create',
  target: { type: 'role', id: 'rol_1' },
  requestId: null,
  address: null,
  details: {},
}

const sequences = (records: readonly { readonly sequence: number }[]) => records.map(({ sequence }) => sequence)
async function read(lines: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const line of lines) text += line
  return text
}

describe('the audit log', () => {
  it('answers pages in both orders, each record once', async () => {
    for (let batch = 0; batch < 4; batch++) {
      await append(...Array.from({ length: 3_000 }, (_, index) => ({ tenant: index % 1_000 === 7 ? 'rare' : 'acme' })))
    }
    const all = async (query: AuditQuery) => {
      const found: number[] = []
      let after: number | undefined
      do {
        const page = await log.query({ ...query, limit: 5, ...(after === undefined ? {} : { after }) })
        found.push(...sequences(page.records))
        after = page.next ?? undefined
      } while (after !== undefined)
      return found
    }
    const rare = Array.from({ length: 12 }, (_, index) => 8 + 1_000 * index)
    expect(await all({ tenant: 'rare' })).toEqual(rare)
    expect(await all({ tenant: 'rare', order: 'newest' })).toEqual(rare.toReversed())
    expect(await all({ tenant: 'nowhere' })).toEqual([])
    expect(sequences((await log.query({ everyTenant: true, order: 'newest', limit: 2 })).records)).toEqual([
      12_000, 11_999,
    ])
  })

  it.each([
    [{}],
    [{ tenant: '' }],
    [{ tenant: 'acme', everyTenant: true }],
    [{ everyTenant: false }],
    [{ tenant: 'acme', limit: 0 }],
    [{ tenant: 'acme', limit: 1_001 }],
    [{ tenant: 'acme', action: 'role.steal' }],
    [{ tenant: 'acme', action: 'constructor' }],
    [{ tenant: 'acme', order: 'up' }],
    [{ tenant: 'acme', from: '2030' }],
    [{ tenant: 'acme', target: { id: '1' } }],
    [{ tenant: 'acme', actor: 7 }],
    [{ tenant: 'acme', tenants: [] }],
  ])('G05 answers nothing to a query that is none: %j', async (query) => {
    await expect(log.query(query as unknown as AuditQuery)).rejects.toThrow(TypeError)
    await expect(read(log.export(query as unknown as AuditQuery))).rejects.toThrow(TypeError)
  })

  it('exports lines of JSON in ASCII', async () => {
    await append({ details: { name: 'Zoë\u2028' } }, { tenant: 'birch' })
    const text = await read(log.export({ tenant: 'acme' }))
    expect(text).toMatch(/^[\x20-\x7e]*\n$/)
    expect(JSON.parse(text)).toMatchObject({ ...ENTRY, sequence: 1, details: { name: 'Zoë\u2028' } })
  })

  it('X04 exports CSV in which no cell is a formula and every cell stays one', async () => {
    const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '"; rm', 'a,b', 'a\nb']
    await append(...hostile.map((id) => ({ target: { type: 'role', id }, actor: { type: 'user' as const, id } })))
    const [head, ...lines] = (await read(log.export({ everyTenant: true }, 'csv'))).split('\r\n')
    expect(head).toBe(
      'sequence,time,tenant,actorType,actor,action,targetType,target,revision,requestId,address,details',
    )
    const cells = readCsv(`${head}\r\n${lines.join('\r\n')}`)
    expect(cells).toHaveLength(hostile.length + 1)
    for (const [index, row] of cells.slice(1).entries()) {
      expect(row).toHaveLength(12)
      for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@]/)
      expect(row[7]?.replace(/^'/, '')).toBe(hostile[index])
      expect(row[1]).toBe('2030-01-01T00:00:00.000Z')
    }
  })

  it('G02 verifies against its own head, and against one noted earlier', async () => {
    await append({}, {}, {})
    const verdict = await log.verify()
    expect(verdict).toMatchObject({ ok: true, records: 3 })
    const noted = verdict.ok ? verdict.head : undefined
    await append({})
    expect(await log.verify(noted)).toMatchObject({ ok: true, records: 4 })
    expect(await log.verify({ sequence: 3, hash: 'f'.repeat(64) })).toMatchObject({ ok: false, sequence: 3 })
    expect(await log.verify({ sequence: 9, hash: 'f'.repeat(64) })).toMatchObject({ ok: false, problem: 'missing' })
  })

  it.each([
    ['changed', 2, (rows: string[]) => rows.map((row, index) => (index === 1 ? row.replace('acme', 'birch') : row))],
    ['missing', 2, (rows: string[]) => rows.toSpliced(1, 1)],
    ['missing', 3, (rows: string[]) => rows.slice(0, 2)],
    ['missing', 1, (rows: string[]) => [rows[1] ?? '', rows[0] ?? '', rows[2] ?? '']],
  ] as const)('G02 names the first record that is %s, here %i', async (problem, sequence, tamper) => {
    await append({}, {}, {})
    const tampered = createAuditLog({
      ...store,
      async listAudit(filter, window) {
        const rows = await store.listAudit(filter, window)
        return tamper(rows.map((row) => JSON.stringify(row))).map((row) => JSON.parse(row.replace('\\\\', '\\')))
      },
    })
    expect(await tampered.verify()).toMatchObject({ ok: false, problem, sequence })
  })

  it('follows what comes, of one tenant and from where it was told, until it is stopped', async () => {
    await append({}, { tenant: 'birch' })
    const stop = new AbortController()
    const seen: number[] = []
    const following = (async () => {
      for await (const { sequence } of log.follow({ tenant: 'acme', after: 0, signal: stop.signal })) {
        seen.push(sequence)
        if (sequence === 1) await append({ tenant: 'birch' }, {})
        if (sequence === 4) setImmediate(() => void append({}))
        if (sequence === 5) stop.abort()
      }
    })()
    await following
    expect(seen).toEqual([1, 4, 5])
  })

  it('follows only what comes when it is not told from where', async () => {
    await append({})
    const stop = new AbortController()
    const following = log.follow({ everyTenant: true, signal: stop.signal })[Symbol.asyncIterator]()
    const first = following.next()
    await new Promise((resolve) => setImmediate(resolve))
    await append({})
    expect(await first).toMatchObject({ value: { sequence: 2 } })
    const second = following.next()
    stop.abort()
    expect(await second).toMatchObject({ done: true })
  })
})

/** Cells of RFC 4180, read by its grammar. */
function readCsv(text: string): string[][] {
  const rows = [...text.matchAll(/((?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|(?=\r\n|$)))+)(?:\r\n|$)/g)]
  return rows
    .map(([, row = '']) =>
      [...row.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(?:,|$)/g)]
        .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
        .slice(0, 12),
    )
    .filter((row) => row.some((cell) => cell !== ''))
}
