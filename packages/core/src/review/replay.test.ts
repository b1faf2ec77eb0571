import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AccessRecord } from '../audit/access-record.ts'
import { decide } from '../decision/decide.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import { loadClinic } from '../decision/testdata/decision-case.ts'
import type { Service } from '../model/service.ts'
import { compileSource } from '../tenancy/compile-source.ts'
import { anyAsked, anyGuardrail, anyRole, policiesOf, questionOf, recordOf, roleOf } from './past.test-support.ts'
import { replaceGuardrail, replaceRole } from './replace-policy.ts'
import { createReplay, type ReplayReport } from './replay.ts'

const READ = "- allow: ['GET:/patient/{patientId}']"
const WARD = `${READ}\n  where: $principalTags:ward = 'a'`

let service: Service
beforeAll(async () => {
  service = await loadClinic()
})

function replay(records: readonly AccessRecord[], before: PolicySet, after: PolicySet): ReplayReport {
  const replay = createReplay({ operations: service.operations, before, after })
  for (const record of records) replay.add(record)
  return replay.report()
}

describe('replay', () => {
  it('finds what a changed role would refuse and allow, by principal and operation', () => {
    const before = policiesOf(service, { role: READ })
    const after = replaceRole(before, 'role', roleOf(service, 'role', `${WARD}\n- allow: ['POST:/patient']`))
    const get = { operation: 'GET:/patient/{patientId}', resource: {} }
    const records = [
      { ...get, principal: 'usr_1', tags: { ward: 'a' } },
      { ...get, principal: 'usr_2', tags: { ward: 'b' } },
      { operation: 'POST:/patient', principal: 'usr_1', body: { name: 'x' } },
      { ...get, principal: 'usr_2' },
    ].map((asked, index) => recordOf(questionOf(service, asked), before, index + 1))
    expect(replay(records, before, after)).toEqual({
      replayed: 4,
      flips: [
        {
          to: 'refused',
          principal: { type: 'user', id: 'usr_2' },
          operation: 'GET:/patient/{patientId}',
          reason: 'condition-not-met',
          count: 2,
          first: 2,
          last: 4,
        },
        {
          to: 'allowed',
          principal: { type: 'user', id: 'usr_1' },
          operation: 'POST:/patient',
          reason: 'allowed',
          count: 1,
          first: 3,
          last: 3,
        },
      ],
      drifted: [],
      notReplayed: [],
    })
  })

  it('finds what a guardrail would refuse', () => {
    const before = policiesOf(service, { role: READ })
    const guardrail = compileSource({ kind: 'guardrail' }, "- deny: ['GET:/patient/{patientId}']", [service])
    const record = recordOf(questionOf(service, { operation: 'GET:/patient/{patientId}' }), before)
    const { flips } = replay([record], before, replaceGuardrail(before, guardrail))
    expect(flips).toMatchObject([{ to: 'refused', reason: 'denied', count: 1 }])
  })

  it('tells apart what the change flips and what today’s policies decide otherwise anyway', () => {
    const then = policiesOf(service, { role: READ })
    const now = policiesOf(service, { role: WARD })
    const record = recordOf(questionOf(service, { operation: 'GET:/patient/{patientId}' }), then)
    const report = replay([record], now, replaceRole(now, 'role', roleOf(service, 'role', WARD)))
    expect(report).toMatchObject({ replayed: 1, flips: [], drifted: [{ to: 'refused', count: 1 }] })
  })

  it('says which values it would need, and does not guess', () => {
    const before = policiesOf(service, { role: "- allow: ['PUT:/patient/{patientId}']" })
    const changed = "- allow: ['PUT:/patient/{patientId}']\n  where: $body:name = 'x'"
    const after = replaceRole(before, 'role', roleOf(service, 'role', changed))
    const question = questionOf(service, { operation: 'PUT:/patient/{patientId}', body: { name: 'x' } })
    expect(replay([recordOf(question, before)], before, after)).toEqual({
      replayed: 0,
      flips: [],
      drifted: [],
      notReplayed: [{ why: 'values-not-kept', count: 1, values: ['$body:name'] }],
    })
    // The log keeps what the policies of then read.
    expect(replay([recordOf(question, after)], before, after)).toMatchObject({ replayed: 1, notReplayed: [] })
  })

  it('counts what no policy decided, and what nobody can decide now', () => {
    const policies = policiesOf(service, { role: READ })
    const record = recordOf(questionOf(service, { operation: 'GET:/patient/{patientId}' }), policies)
    const source = { kind: 'global', name: 'elsewhere' } as const
    const records: AccessRecord[] = [
      { kind: 'dropped', sequence: 1, time: 0, tenant: null, dropped: 3, from: 0, to: 0 },
      { ...record, reason: null, facts: null },
      { ...record, reason: 'public' },
      { ...record, operation: 'GET:/gone' },
      { ...record, facts: null },
      { ...record, reason: 'unavailable' },
      { ...record, statements: [{ source, index: 0 }] },
    ]
    expect(replay(records, policies, policies)).toEqual({
      replayed: 0,
      flips: [],
      drifted: [],
      notReplayed: [
        { why: 'not-decided', count: 3, values: [] },
        { why: 'operation-gone', count: 1, values: [] },
        { why: 'not-kept', count: 1, values: [] },
        { why: 'was-unavailable', count: 1, values: [] },
        { why: 'policy-not-here', count: 1, values: [] },
      ],
    })
  })

  it('flips nothing when nothing changes, whatever was asked', () => {
    fc.assert(
      fc.property(anyRole, anyRole, anyGuardrail, fc.array(anyAsked, { maxLength: 12 }), (role, other, deny, asked) => {
        const policies = policiesOf(service, { role, other }, deny)
        const records = asked.map((each, index) => recordOf(questionOf(service, each), policies, index + 1))
        expect(replay(records, policies, policies)).toEqual({
          replayed: records.length,
          flips: [],
          drifted: [],
          notReplayed: [],
        })
      }),
      { numRuns: 150 },
    )
  })

  it('answers as the changed policies would have, or says that it cannot', () => {
    let replayed = 0
    fc.assert(
      fc.property(anyRole, anyRole, anyAsked, fc.boolean(), (role, changed, asked, values) => {
        const before = policiesOf(service, { role, other: READ })
        const after = replaceRole(before, 'role', roleOf(service, 'role', changed))
        const question = questionOf(service, asked)
        const record = recordOf(question, before, 1, values)
        const report = replay([record], before, after)
        if (report.replayed === 0) return
        replayed++
        const expected = decide(after, 1, question)
        const flipped = [...report.flips, ...report.drifted].length > 0
        expect(flipped).toBe(expected.allowed !== (record.reason === 'allowed'))
      }),
      { numRuns: 600 },
    )
    expect(replayed).toBeGreaterThan(300)
  })
})
