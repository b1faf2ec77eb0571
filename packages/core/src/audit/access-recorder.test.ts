import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Principal } from '../model/principal.ts'
import { NO_TAGS } from '../model/tags.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { Access } from './access.ts'
import type { AccessLogWriter } from './access-log-file.ts'
import type { UnplacedRecord } from './access-record.ts'
import { parseRecord } from './format-record.ts'
import {
  createAccessRecorder,
  FLUSH_AT,
  type AccessLogEvent,
  type AccessRecorder,
  type AccessRecorderOptions,
} from './access-recorder.ts'
import { REFUSALS_PER_SECOND } from './refusal-quota.ts'
import { createSinkWriter } from './sink-writer.ts'

const NOTHING = { ref: null, lookup: { status: 'unknown' } }

interface Bench {
  readonly recorder: AccessRecorder
  readonly written: UnplacedRecord[]
  readonly batches: number[]
  readonly events: AccessLogEvent[]
  /** While set, the writer fails. */
  broken: boolean
}

const open: AccessRecorder[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((recorder) => recorder.close()))
})

function start(options: Partial<AccessRecorderOptions> = {}): Bench {
  const bench = {
    written: [] as UnplacedRecord[],
    batches: [] as number[],
    events: [] as AccessLogEvent[],
    broken: false,
  }
  const writer: AccessLogWriter = {
    batchSize: 256,
    async append(lines) {
      if (bench.broken) throw new Error('disk full')
      bench.batches.push(lines.length)
      bench.written.push(...lines.map(parseRecord))
      return lines.length
    },
    close: async () => undefined,
  }
  const recorder = createAccessRecorder({
    writer,
    clock: () => 5,
    values: true,
    onFailure: 'continue',
    onEvent: (event) => bench.events.push(event),
    ...options,
  })
  open.push(recorder)
  return Object.assign(bench, { recorder })
}

function access(more: Partial<Access> = {}, tenant: string | null = 'acme'): Access {
  const principal: Principal | null =
    tenant === null ? null : { type: 'user', id: 'ada', tenant, roles: [], tags: NO_TAGS }
  return {
    requestId: 'r',
    method: 'GET',
    target: '/patient/17',
    outcome: 'allowed',
    code: null,
    operation: null,
    principal,
    decision: null,
    considered: null,
    ...more,
  }
}

/** Decided on at 3, of a request with these path parameters. */
function considered(path: readonly string[]): Considered {
  const question = {
    now: 3,
    principal: { roles: [], tags: NO_TAGS },
    operation: { body: null, pathParameters: path.map((_, index) => ({ name: `p${index}` })) },
    request: { path, query: null, body: { status: 'absent' } },
    resource: NOTHING,
    parameterResources: [],
  }
  return { question, policies: { shared: [], serviceOf: () => undefined } } as never
}

const droppedOf = (written: readonly UnplacedRecord[]) =>
  written.flatMap((record) => (record.kind === 'dropped' ? [[record.tenant, record.dropped]] : []))

describe('a recorder', () => {
  it('writes nothing while requests are served, and then in batches, each in a turn of its own', async () => {
    const { recorder, written, batches } = start()
    for (let count = 0; count < 600; count++) expect(recorder.record(access())).toBeUndefined()
    expect(written).toEqual([])
    let turns = 0
    const flushed = recorder.flush()
    const counting = setInterval(() => undefined, 1)
    let isDone = false
    void flushed.then(() => (isDone = true))
    while (!isDone) {
      turns++
      await nextTurn()
    }
    clearInterval(counting)
    expect(batches).toEqual([256, 256, 88])
    expect(turns).toBeGreaterThanOrEqual(3)
  })

  it('leaves what comes while it writes to the next interval: a steady stream makes no batches of a few', async () => {
    const batches: number[] = []
    const writer: AccessLogWriter = {
      batchSize: 256,
      async append(lines) {
        batches.push(lines.length)
        for (let count = 0; batches.length <= 5 && count < 3; count++) void recorder.record(access())
        return lines.length
      },
      close: async () => undefined,
    }
    const { recorder } = start({ writer })
    for (let count = 0; count < 300; count++) void recorder.record(access())
    await recorder.flush()
    expect(batches).toEqual([256, 44])
    await recorder.flush()
    expect(batches).toEqual([256, 44, 6])
  })

  it('writes by itself within its interval', async () => {
    const { recorder, written } = start()
    void recorder.record(access())
    await expect.poll(() => written.length).toBe(1)
  })

  it('waits no longer once enough wait, and hurries nothing where the log cannot be written', async () => {
    const bench = start()
    const turnOf = async (count: number) => {
      for (let made = 0; made < count; made++) void bench.recorder.record(access())
      // One to put them into words, one to write them.
      await nextTurn()
      await nextTurn()
    }
    await turnOf(FLUSH_AT - 1)
    expect(bench.batches).toEqual([])
    await turnOf(1)
    expect(bench.batches).toEqual([FLUSH_AT])
    bench.broken = true
    await turnOf(FLUSH_AT)
    bench.broken = false
    await turnOf(FLUSH_AT)
    expect(bench.batches).toEqual([FLUSH_AT])
    await bench.recorder.flush()
    expect(bench.batches).toEqual([FLUSH_AT, 2 * FLUSH_AT])
  })

  it('writes what waits when it is closed, what comes while it writes included, and takes nothing more', async () => {
    const { recorder, written } = start()
    void recorder.record(access())
    void recorder.flush()
    void recorder.record(access())
    await recorder.close()
    await recorder.close()
    void recorder.record(access())
    expect(written).toHaveLength(2)
  })

  it('dates a record by the moment that was decided on', async () => {
    const { recorder, written } = start({ clock: () => 7 })
    void recorder.record(access({ considered: considered([]) }))
    void recorder.record(access())
    await recorder.flush()
    expect(written.map(({ time }) => time)).toEqual([3, 7])
  })

  it('keeps what was decided on, whatever the handler makes of it afterwards', async () => {
    const { recorder, written } = start()
    const path = ['17']
    void recorder.record(access({ considered: considered(path) }))
    path[0] = '18'
    await recorder.flush()
    expect(written).toMatchObject([{ facts: { request: { path: ['17'] } } }])
  })

  it('G01 keeps a hostile request in one bounded record', async () => {
    const { recorder, written } = start()
    void recorder.record(access({ method: 'x'.repeat(1_000_000), target: `/\r\n\u001b[0m${'y'.repeat(1_000_000)}` }))
    await recorder.flush()
    expect(written).toHaveLength(1)
    expect(JSON.stringify(written[0]).length).toBeLessThan(3000)
  })
})

describe('a sink of the application', () => {
  it('is handed all that comes in order, though each turn of the event loop brings a thousand', async () => {
    const taken: string[] = []
    const { recorder, events } = start({ writer: sinkOf((id) => taken.push(id)), queueLimit: 5_000 })
    const ids = Array.from({ length: 12_000 }, (_, index) => `r${index}`)
    for (let turn = 0; turn < 12; turn++) {
      for (const requestId of ids.slice(1_000 * turn, 1_000 * (turn + 1))) void recorder.record(access({ requestId }))
      await nextTurn()
    }
    await recorder.flush()
    expect(taken).toEqual(ids)
    expect(events).toEqual([])
  })

  it('F23 is handed none twice, and none out of order, where one fails in the middle', async () => {
    const taken: string[] = []
    let failures = 2
    const writer = sinkOf((id) => {
      if (id === 'r3' && failures-- > 0) throw new Error('busy')
      taken.push(id)
    })
    const { recorder, events } = start({ writer })
    for (let index = 0; index < 6; index++) void recorder.record(access({ requestId: `r${index}` }))
    await recorder.flush()
    expect(taken).toEqual(['r0', 'r1', 'r2'])
    await recorder.flush()
    expect(taken).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
    expect(events.map(({ type }) => type)).toEqual(['access-log-failing'])
  })

  function sinkOf(take: (requestId: string) => void): AccessLogWriter {
    return createSinkWriter((record) => {
      if (record.kind === 'decision') take(record.requestId)
    })
  }
})

describe('a flood', () => {
  it('G05 of one tenant’s refusals keeps a bounded number of them, says how many are missing, and displaces no other', async () => {
    const { recorder, written, events } = start()
    for (let count = 0; count < 100_000; count++) {
      void recorder.record(access({ outcome: 'refused', code: 'ERR_FORBIDDEN' }, 'flood'))
      if (count % 1000 === 0) void recorder.record(access({}, 'acme'))
      if (count % 10_000 === 0) void recorder.record(access({ outcome: 'refused' }, 'birch'))
    }
    await recorder.flush()
    const kept = Map.groupBy(written, ({ tenant }) => tenant)
    expect(kept.get('acme')).toHaveLength(100)
    expect(kept.get('birch')).toHaveLength(10)
    // A slow machine may begin a further second meanwhile.
    const ofFlood = kept.get('flood')?.length ?? 0
    expect(ofFlood).toBeLessThan(10 * REFUSALS_PER_SECOND)
    expect(droppedOf(written)).toEqual([['flood', 100_000 - (ofFlood - 1)]])
    expect(events).toEqual([{ type: 'access-log-dropped', dropped: 100_000 - (ofFlood - 1) }])
  })

  it('G05 of refusals without a principal is held to the same number', async () => {
    const { recorder, written } = start()
    for (let count = 0; count < 20_000; count++) void recorder.record(access({ outcome: 'refused' }, null))
    await recorder.flush()
    expect(written.length).toBeLessThan(10 * REFUSALS_PER_SECOND)
  })

  it('G05 of what is allowed fills the queue and no more', async () => {
    const { recorder, written } = start({ queueLimit: 100 })
    for (let count = 0; count < 1000; count++) void recorder.record(access())
    await recorder.flush()
    expect(written).toHaveLength(101)
    expect(droppedOf(written)).toEqual([['acme', 900]])
  })
})

describe('a log that cannot be written', () => {
  it('F23 fails no request by default: what waits is written when it can be, and the failure is said once', async () => {
    const bench = start()
    bench.broken = true
    void bench.recorder.record(access())
    await bench.recorder.flush()
    void bench.recorder.record(access({ requestId: 's' }))
    await bench.recorder.flush()
    expect(bench.events).toEqual([{ type: 'access-log-failing', cause: expect.any(Error) as Error }])
    bench.broken = false
    await bench.recorder.flush()
    expect(bench.written.map((record) => record.kind === 'decision' && record.requestId)).toEqual(['r', 's'])
  })

  it('is told of anew when it fails again, and was written in between', async () => {
    const bench = start({ queueLimit: 1 })
    for (const broken of [true, false, true]) {
      bench.broken = broken
      void bench.recorder.record(access())
      await bench.recorder.flush()
    }
    expect(bench.events.filter(({ type }) => type === 'access-log-failing')).toHaveLength(2)
  })

  it('counts each drop once, however often writing fails', async () => {
    const bench = start({ queueLimit: 1 })
    bench.broken = true
    for (let count = 0; count < 5; count++) void bench.recorder.record(access())
    await bench.recorder.flush()
    await bench.recorder.flush()
    bench.broken = false
    await bench.recorder.flush()
    expect(droppedOf(bench.written)).toEqual([['acme', 4]])
  })

  it('keeps the count of what was dropped when just that cannot be written', async () => {
    const written: UnplacedRecord[] = []
    let failures = 1
    const writer: AccessLogWriter = {
      batchSize: 256,
      async append(lines) {
        const records = lines.map(parseRecord)
        if (records[0]?.kind === 'dropped' && failures-- > 0) throw new Error('disk full')
        written.push(...records)
        return records.length
      },
      close: async () => undefined,
    }
    const { recorder } = start({ writer, queueLimit: 1 })
    for (let count = 0; count < 3; count++) void recorder.record(access())
    await recorder.flush()
    expect(droppedOf(written)).toEqual([])
    await recorder.flush()
    expect(droppedOf(written)).toEqual([['acme', 2]])
  })

  it('says at the end what is lost', async () => {
    const bench = start()
    bench.broken = true
    void bench.recorder.record(access())
    await bench.recorder.close()
    expect(bench.events.at(-1)).toEqual({ type: 'access-log-dropped', dropped: 1 })
  })

  it('F23 lets no request pass where requests depend on it, and passes them once their record is written', async () => {
    const bench = start({ onFailure: 'refuse' })
    const passed = bench.recorder.record(access())
    await expect(passed).resolves.toBeUndefined()
    expect(bench.written).toHaveLength(1)
    bench.broken = true
    const [one, other] = [bench.recorder.record(access()), bench.recorder.record(access({ outcome: 'public' }))]
    await expect(one).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
    await expect(other).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
    bench.broken = false
    await expect(bench.recorder.record(access())).resolves.toBeUndefined()
    // Nothing of the two that were refused was written as allowed later.
    expect(bench.written).toHaveLength(2)
  })

  it('F23 lets nothing pass that cannot be described, where requests depend on it', async () => {
    const { recorder } = start({ onFailure: 'refuse' })
    const principal = {
      type: 'user',
      id: 7n as never,
      tenant: 'acme',
      roles: [],
      tags: NO_TAGS,
    } as unknown as Principal
    await expect(recorder.record(access({ principal }))).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
  })

  it('F23 holds up no refusal where requests depend on it', async () => {
    const bench = start({ onFailure: 'refuse' })
    bench.broken = true
    expect(bench.recorder.record(access({ outcome: 'refused' }))).toBeUndefined()
    bench.broken = false
    await bench.recorder.flush()
    expect(bench.written).toHaveLength(1)
  })

  it('F23 refuses at once when the queue is full or the recorder closed, where requests depend on it', async () => {
    const bench = start({ onFailure: 'refuse', queueLimit: 1 })
    const first = bench.recorder.record(access())
    await expect(bench.recorder.record(access())).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
    await first
    await bench.recorder.close()
    await expect(bench.recorder.record(access())).rejects.toMatchObject({ code: 'ERR_UNAVAILABLE' })
  })

  it('fails no request for values that nobody can copy, nor for an operator’s function that fails', async () => {
    const { recorder, written } = start({
      onEvent: () => {
        throw new Error('nobody listens')
      },
    })
    const considered = { question: { now: 5 } } as never
    expect(recorder.record(access({ considered }))).toBeUndefined()
    await recorder.flush()
    expect(droppedOf(written)).toEqual([['acme', 1]])
  })

  it('loses one record, and no other, that cannot be described', async () => {
    const bench = start()
    const principal = {
      type: 'user',
      id: 7n as never,
      tenant: 'acme',
      roles: [],
      tags: NO_TAGS,
    } as unknown as Principal
    void bench.recorder.record(access({ principal }))
    void bench.recorder.record(access({ requestId: 's' }))
    await bench.recorder.flush()
    expect(bench.written).toHaveLength(2)
    expect(droppedOf(bench.written)).toEqual([['acme', 1]])
  })
})
