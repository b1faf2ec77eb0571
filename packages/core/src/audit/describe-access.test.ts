import { describe, expect, it } from 'vitest'
import { createTags } from '../model/tags.ts'
import type { Access } from './access.ts'
import { describeAccess } from './describe-access.ts'
import { parseRecord, placeLine } from './format-record.ts'

const HOSTILE = '"},\\\r\n\u001b[31m\u0000\u009b\u202e\u2028é😀'

/** A request in which everything that a caller or an admin may write is hostile. */
function hostileAccess(): Access {
  const tags = createTags({ [HOSTILE.replace('\0', '')]: 'a"b\n' })
  const principal = { type: 'user', id: HOSTILE, tenant: HOSTILE, roles: [HOSTILE], tags } as const
  const resource = { type: 'patient', id: HOSTILE, tenant: HOSTILE, owner: HOSTILE, tags }
  const input = { ref: { type: 'patient', id: HOSTILE }, lookup: { status: 'known', resource } }
  const source = { kind: 'role', id: HOSTILE, name: HOSTILE }
  const question = { principal, resource: input, parameterResources: [input] }
  return {
    requestId: HOSTILE,
    method: HOSTILE,
    target: `/${HOSTILE}`,
    outcome: 'allowed',
    code: null,
    operation: null,
    principal,
    decision: { resource: input.ref, reason: 'allowed', statements: [{ source, index: 0 }], revision: 7 },
    considered: { question, policies: {} },
  } as unknown as Access
}

describe('the line of a record', () => {
  it('G01 is one line of printable ASCII whatever it is about, and says it whole', () => {
    const request = { path: [HOSTILE], query: {}, body: { status: 'absent' }, read: [] } as const
    const line = describeAccess(hostileAccess(), { request, email: false }, 5)
    expect(line).toMatch(/^[\x20-\x7e]+$/)
    const tags = { [HOSTILE.replace('\0', '')]: ['a"b\n'] }
    const known = { ref: { type: 'patient', id: HOSTILE }, status: 'known', owner: HOSTILE, tags }
    expect(parseRecord(placeLine(line, 3))).toEqual({
      sequence: 3,
      kind: 'decision',
      time: 5,
      requestId: HOSTILE,
      tenant: HOSTILE,
      principal: { type: 'user', id: HOSTILE },
      method: HOSTILE.slice(0, 32),
      target: `/${HOSTILE}`,
      operation: null,
      resource: { type: 'patient', id: HOSTILE },
      outcome: 'allowed',
      code: null,
      reason: 'allowed',
      statements: [{ source: { kind: 'role', id: HOSTILE, name: HOSTILE }, index: 0 }],
      revision: 7,
      facts: { roles: [HOSTILE], tags, resource: known, parameterResources: [known], request },
    })
  })

  it('keeps nothing of what was decided on where that is too much', () => {
    const request = { path: ['x'.repeat(20_000)], query: {}, body: { status: 'absent' }, read: [] } as const
    const line = describeAccess(hostileAccess(), { request, email: false }, 5)
    expect(parseRecord(placeLine(line, 1))).toMatchObject({ kind: 'decision', facts: null })
  })
})
