import type { Kind, Outcome } from './clinic.ts'
import { EHR } from './ehr/ehr-group.ts'
import { caslPerRequest } from './engines/casl.ts'
import { cedar } from './engines/cedar.ts'
import { decideAlone } from './engines/decide.ts'
import { floor } from './engines/floor.ts'
import { wardkit, wardkitInMemory } from './engines/wardkit.ts'
import { QUESTIONS_BY_ROLES } from './groups/engines-group.ts'
import { linkedBy } from './groups/links-group.ts'
import { STEPS } from './groups/requests-group.ts'
import { sizedBy, type Growing } from './groups/sizes-group.ts'
import { heapBy, startButCheckBy } from './groups/start-group.ts'
import { decisionBy } from './groups/subject-names.ts'
import type { Gate, Judged } from './judge.ts'

/**
 * What the project promises of its speed: `bench --check` fails where one is not kept. Times are promised as multiples of the floor, as no two
 * machines are alike.
 *
 * @see docs/decisions/0013-gates-in-floors.md
 */
export const GATES: readonly Gate[] = [
  {
    id: 'decision',
    claim: 'a decision, operation known, tags cached',
    group: 'engines',
    judged: everyQuestion((kind, outcome, roles) => ({
      of: decisionBy(wardkit.name, kind, outcome, roles),
      over: decisionBy(floor.name, kind, outcome, roles),
    })),
    atMost: 40,
    unit: 'floors',
  },
  {
    id: 'decision-of-url',
    claim: 'a decision, URL matched',
    group: 'requests',
    judged: [{ of: STEPS.matched, over: STEPS.floorMatched }],
    atMost: 4.2,
    unit: 'floors',
  },
  {
    id: 'trace',
    claim: 'a decision with its full trace',
    group: 'requests',
    judged: [STEPS.trace, STEPS.traceOfDeny].map((of) => ({ of, over: STEPS.floorKnown })),
    atMost: 200,
    unit: 'floors',
  },
  {
    id: 'guard',
    claim: 'the whole guard, token seen before',
    group: 'requests',
    judged: [{ of: STEPS.guard, over: STEPS.floorKnown }],
    atMost: 400,
    unit: 'floors',
  },
  {
    id: 'casl',
    claim: '`decide()` alone beside CASL with its ability built per request',
    group: 'engines',
    judged: everyQuestion((kind, outcome, roles) => ({
      of: decisionBy(decideAlone.name, kind, outcome, roles),
      over: decisionBy(caslPerRequest.name, kind, outcome, roles),
    })),
    atMost: 1,
    unit: 'ratio',
  },
  {
    id: 'cedar',
    claim: 'cedar-wasm beside `decide()` alone',
    group: 'engines',
    judged: everyQuestion((kind, outcome, roles) => ({
      of: decisionBy(cedar.name, kind, outcome, roles),
      over: decisionBy(decideAlone.name, kind, outcome, roles),
    })),
    atLeast: 100,
    unit: 'ratio',
  },
  {
    id: 'flat-policies',
    claim: 'a decision with 10,000 policies on its operation beside one with 10',
    group: 'roles',
    judged: [grown('roles', 10, 10_000)],
    atMost: 1.1,
    unit: 'ratio',
  },
  {
    id: 'flat-roles',
    claim: 'a decision with 100,000 roles in the tenant beside one with 10',
    group: 'roles',
    judged: [grown('roles', 10, 100_000)],
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'flat-tenants',
    claim: 'a decision with 100,000 tenants beside one with 10',
    group: 'tenants',
    judged: [grown('tenants', 10, 100_000)],
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'flat-resources',
    claim: 'a decision with 1,000,000 tagged resources beside one with 1,000',
    group: 'resources',
    judged: [grown('resources', 1_000, 1_000_000)],
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'flat-links',
    claim: 'a decision by a link, on SQLite, with 1,000,000 links and tagged resources beside one with 10',
    group: 'links',
    judged: (['remembered', 'read'] as const).map((reads) => ({
      of: linkedBy(1_000_000, reads),
      over: linkedBy(10, reads),
    })),
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'flat-start',
    claim:
      'a start on SQLite up to the first decision, but for SQLite’s check of the file, with 100,000 tenants beside one with 10',
    group: 'start',
    judged: [{ of: startButCheckBy(100_000), over: startButCheckBy(10) }],
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'flat-heap',
    claim: 'the heap after that start',
    group: 'start',
    judged: [{ of: heapBy(100_000), over: heapBy(10) }],
    atMost: 1.5,
    unit: 'ratio',
  },
  {
    id: 'authorize-p99',
    claim: 'authorize() in the EHR under load, p99',
    group: 'EHR',
    judged: [{ of: EHR.p99 }],
    atMost: 100_000,
    unit: 'ns',
  },
  {
    id: 'throughput',
    claim: 'requests per second of the EHR with authorize() beside a middleware by hand that verifies the same token',
    group: 'EHR',
    judged: [{ of: EHR.guarded, over: EHR.byHand }],
    atLeast: 1,
    unit: 'ratio',
  },
  {
    id: 'throughput-of-bare',
    claim: 'requests per second of the EHR with authorize() beside those without, which asks nobody who calls',
    group: 'EHR',
    judged: [{ of: EHR.guarded, over: EHR.bare }],
    atLeast: 0.7,
    unit: 'ratio',
  },
  {
    id: 'log',
    claim: 'requests per second of the EHR with the access log beside those without it',
    group: 'EHR',
    judged: [{ of: EHR.guarded, over: EHR.unlogged }],
    atLeast: 0.85,
    unit: 'ratio',
  },
]

function everyQuestion(judge: (kind: Kind, outcome: Outcome, roles: number) => Judged): readonly Judged[] {
  return QUESTIONS_BY_ROLES.flatMap(({ roles, asked }) => asked.map(([kind, outcome]) => judge(kind, outcome, roles)))
}

function grown(growing: Growing, from: number, to: number): Judged {
  return { of: sizedBy(wardkitInMemory.name, growing, to), over: sizedBy(wardkitInMemory.name, growing, from) }
}
