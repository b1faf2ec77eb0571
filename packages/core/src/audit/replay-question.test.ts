import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../decision/decide.ts'
import type { Decision } from '../decision/decision.ts'
import {
  loadClinic,
  openCase,
  readDecisionCases,
  readRequest,
  type DecisionCase,
} from '../decision/testdata/decision-case.ts'
import type { Service } from '../model/service.ts'
import type { Considered } from '../tenancy/decisions.ts'
import type { DecisionRecord } from './access-record.ts'
import { copyRequest, describeAccess } from './describe-access.ts'
import { parseRecord, placeLine } from './format-record.ts'
import { replayQuestion } from './replay-question.ts'

const CASES = readDecisionCases()
let services: Record<'where-only' | 'required', Service>

beforeAll(async () => {
  services = { 'where-only': await loadClinic(), required: await loadClinic('required') }
})

async function consider(
  example: DecisionCase,
): Promise<{ readonly decision: Decision; readonly considered: Considered }> {
  const service = services[example.resourceTagMatch ?? 'where-only']
  const { decisions, principal } = openCase(service, example)
  let considered: Considered | undefined
  const decision = await decisions.decide({
    principal,
    ...readRequest(service, example),
    onConsidered: (seen) => {
      considered = seen
    },
  })
  if (considered === undefined) throw new Error('nothing was considered')
  return { decision, considered }
}

/** The record of a case as it is read back from the log. */
async function recordOf(example: DecisionCase, values = true): Promise<DecisionRecord> {
  const { decision, considered } = await consider(example)
  const { operation, principal } = considered.question
  const access = {
    requestId: 'r',
    method: operation.method,
    target: '/',
    outcome: decision.allowed ? 'allowed' : 'refused',
    code: null,
    operation,
    principal,
    decision,
    considered,
  } as const
  const line = describeAccess(access, copyRequest(considered, values), 0)
  return parseRecord(placeLine(line, 1)) as DecisionRecord
}

function replay(record: DecisionRecord, { question, policies }: Considered): Decision | undefined {
  const again = replayQuestion(record, question.operation, policies)
  return again === undefined ? undefined : decide(policies, 7, again)
}

/** Asks the policies of one case the question of another, directly and by its record; undefined where the record leaves it open. */
async function replayBy(
  was: DecisionCase,
  other: DecisionCase,
  values: boolean,
): Promise<{ readonly replayed: Decision; readonly direct: Decision } | undefined> {
  const { globals, guardrail, roles, holds } = other
  const { globals: _globals, guardrail: _guardrail, roles: _roles, holds: _holds, ...asked } = was
  // The roles that the record holds are the ones that the other policies are asked for.
  const policies = Object.fromEntries(
    Object.entries({ globals, guardrail, roles, holds: holds ?? Object.keys(roles ?? {}) }).filter(
      ([, value]) => value !== undefined,
    ),
  )
  const { decision: direct, considered } = await consider({ ...asked, ...policies })
  const record = await recordOf({ ...was, holds: considered.question.principal.roles }, values)
  const replayed = replay(record, considered)
  return replayed === undefined || replayed.answer === 'depends' ? undefined : { replayed, direct }
}

describe('a question read back from the log', () => {
  it.each(CASES.map((example) => [example.name, example] as const))(
    'is answered as it was: %s',
    async (_name, example) => {
      const { decision, considered } = await consider(example)
      const again = replay(await recordOf(example), considered)
      expect([again?.answer, again?.reason]).toEqual([decision.answer, decision.reason])
      expect(again?.statements).toEqual(decision.statements)
    },
  )

  it.each([true, false])(
    'is answered by other policies as the request itself would be, or `depends` (values kept: %s)',
    async (values) => {
      let answered = 0
      for (const was of CASES) {
        for (const other of CASES) {
          const again = await replayBy(was, other, values)
          if (again === undefined) continue
          answered++
          const name = `${was.name} / ${other.name}`
          expect(again.replayed.answer, name).toBe(again.direct.answer)
          // Without values nobody knows that the body could not be read: of two reasons to refuse, the other is told.
          if (values) expect(again.replayed.reason, name).toBe(again.direct.reason)
        }
      }
      expect(answered).toBeGreaterThan(CASES.length * 10)
    },
  )

  it('is asked of the moment of the decision', async () => {
    const timed: DecisionCase = {
      name: '',
      roles: { r: "- allow: [GET:/patient]\n  where: $context:time < '1970-01-02T00:00:00Z'" },
      request: 'GET /patient',
      expected: ['yes', 'allowed'],
    }
    const { considered } = await consider(timed)
    const record = await recordOf(timed)
    expect(replay(record, considered)?.answer).toBe('yes')
    expect(replay({ ...record, time: 86_400_000 }, considered)?.answer).toBe('no')
  })

  it('is `depends` where a changed policy reads what was not kept', async () => {
    const before: DecisionCase = {
      name: '',
      roles: { r: "- allow: [POST:/patient]\n  where: $body:ward = 'a'" },
      request: 'POST /patient',
      body: { ward: 'a', name: 'Ada' },
      expected: ['yes', 'allowed'],
    }
    const { considered } = await consider({
      ...before,
      roles: { r: "- allow: [POST:/patient]\n  where: $body:name = 'Ada'" },
    })
    expect(replay(await recordOf(before), considered)).toMatchObject({ answer: 'depends', dependsOn: ['$body:name'] })
  })
})
