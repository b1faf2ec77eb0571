import { describe, expect, it } from 'vitest'
import type { AccessRecord } from './access-record.ts'
import { formatRecord, parseRecord } from './format-record.ts'

const HOSTILE = '\r\n\u001b[31m\u0000\u009b\u202e\u2028\u2029\u200b\ud800é😀'

describe('formatRecord', () => {
  it('G01 makes one line of printable ASCII of whatever it holds, and loses nothing', () => {
    const record: AccessRecord = { kind: 'dropped', sequence: 1, time: 1, tenant: HOSTILE, dropped: 1, from: 1, to: 1 }
    const line = formatRecord(record)
    expect(line).toMatch(/^[\x20-\x7e]+$/)
    expect(parseRecord(line)).toEqual(record)
  })
})
