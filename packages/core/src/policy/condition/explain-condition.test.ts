import { describe, expect, it } from 'vitest'
import { createEvaluationInput, createTestService, type TestFacts } from '../testing/evaluation-input.test-support.ts'
import { wildCondition } from '../testing/random-condition.test-support.ts'
import { RANDOM_SCOPE, wildFacts } from '../testing/random-facts.test-support.ts'
import { createRandom } from '../testing/random.test-support.ts'
import { readCondition } from '../testing/read-condition.test-support.ts'
import { printCondition } from '../print/print-condition.ts'
import { FALSE, TRUE, UNKNOWN, type Truth } from '../truth.ts'
import { compileCondition } from './compile-condition.ts'
import {
  comparisonsIn,
  decisiveComparisons,
  explainCondition,
  printComparison,
  printMetValue,
} from './explain-condition.ts'

const RUNS = 2_000
const seed = Number(process.env['WARDKIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

const { service, operation } = createTestService({
  id: 'PUT:/patient/{patientId}',
  body: { properties: { age: { type: 'integer' }, names: { type: 'array', items: { type: 'string' } } } },
})

function explain(where: string, facts: TestFacts) {
  return explainCondition(readCondition(where), createEvaluationInput(operation, facts), { operation, service })
}

function decisive(where: string, facts: TestFacts, wanted: Truth = TRUE): readonly string[] {
  return decisiveComparisons(explain(where, facts), wanted).map(printComparison)
}

function met(where: string, facts: TestFacts): readonly unknown[] {
  return comparisonsIn(explain(where, facts)).flatMap(({ operands }) =>
    operands.map(({ name, status, values, more }) => [name, status, values.map(printMetValue).join(' '), more]),
  )
}

describe('an explained condition', () => {
  it('comes to what the compiled condition comes to, whatever the clause and the facts', () => {
    const random = createRandom(seed)
    for (let run = 0; run < RUNS; run++) {
      const facts = random.oneIn(6) ? { ...wildFacts(random), query: null } : wildFacts(random)
      const condition = wildCondition(random)
      const scope = RANDOM_SCOPE
      const evaluated = compileCondition(
        condition,
        scope.operation,
        scope.service,
      )(createEvaluationInput(scope.operation, facts))
      const explained = explainCondition(condition, createEvaluationInput(scope.operation, facts), scope)
      if (explained.truth !== evaluated) {
        expect.fail(`WARDKIT_SEED=${seed}: ${printCondition(condition)} over ${JSON.stringify(facts)}`)
      }
      for (const wanted of [TRUE, FALSE]) {
        const some = decisiveComparisons(explained, wanted)
        expect(some.length > 0).toBe(evaluated !== wanted)
        expect(some.every(({ truth }) => truth !== wanted)).toBe(true)
      }
    }
  })

  it('leaves the input as it was', () => {
    const input = createEvaluationInput(operation, { bodyStatus: 'unavailable' })
    explainCondition(readCondition('$body:age < 18'), input, { operation, service })
    expect(input.missed).toBe(false)
  })
})

describe('decisive comparisons', () => {
  const facts = { principalTags: { a: 'x', b: 'y' } }

  it('are those of an AND that were not TRUE', () => {
    expect(decisive("$principalTags:a = 'x' AND $principalTags:b = 'z' AND $principalTags:c = 'x'", facts)).toEqual([
      "$principalTags:b = 'z'",
      "$principalTags:c = 'x'",
    ])
  })

  it('are none of an OR that was TRUE', () => {
    expect(decisive("($principalTags:a = 'x' OR $principalTags:b = 'z') AND $principalTags:b = 'y'", facts)).toEqual([])
  })

  it('stand under the NOT that is over them, however it is spread', () => {
    const where = "NOT ($principalTags:a = 'x' OR NOT $principalTags:b = 'z')"
    expect(decisive(where, facts)).toEqual(["NOT $principalTags:a = 'x'", "$principalTags:b = 'z'"])
  })

  it('are, where FALSE was wanted, those that were not FALSE', () => {
    expect(decisive("$principalTags:a = 'x' OR $principalTags:b = 'z'", facts, FALSE)).toEqual([
      "$principalTags:a = 'x'",
    ])
  })

  it('have the truth that counts', () => {
    expect(comparisonsIn(explain("NOT $principalTags:a = 'x'", facts)).map(({ truth }) => truth)).toEqual([FALSE])
    expect(comparisonsIn(explain("NOT $principalTags:c = 'x'", facts)).map(({ truth }) => truth)).toEqual([UNKNOWN])
  })
})

describe('what a comparison met', () => {
  it.each<[string, TestFacts, string, string]>([
    ["$principalTags:A = 'x'", { principalTags: { a: ['X', 'y'] } }, 'present', "'X' 'y'"],
    ["$principalTags:a = 'x'", {}, 'missing', ''],
    ["$resourceTags:a = 'x'", { resource: 'unknown' }, 'none', ''],
    ["$resourceTags:a = 'x'", { resource: 'unavailable' }, 'unavailable', ''],
    ['$body:age < 18', { bodyStatus: 'unavailable' }, 'unavailable', ''],
    ['$body:age < 18', { bodyStatus: 'open' }, 'open', ''],
    ['$body:age < 18', { body: { age: '7' } }, 'present', "'7'"],
    ['$body:age < 18', { body: { age: {} } }, 'present', 'a value that compares with nothing'],
    ['$body:age < 18', { body: {} }, 'missing', ''],
    ["$context:time < '2026-01-01T00:00:00Z'", { now: '2026-02-03T04:05:06Z' }, 'present', '2026-02-03T04:05:06.000Z'],
  ])('of %s over %j is %s: %s', (where, facts, status, values) => {
    expect(met(where, facts)).toEqual([[expect.any(String), status, values, 0]])
  })

  it('is told of both sides', () => {
    expect(met('$resourceTags:ward = $principalTags:ward', { resourceTags: { ward: 'a' } })).toEqual([
      ['$resourceTags:ward', 'present', "'a'", 0],
      ['$principalTags:ward', 'missing', '', 0],
    ])
  })

  it('holds the first ten values and how many more there are', () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`)
    const [[, , values, more]] = met("$body:names LIKE 'n%'", { body: { names } }) as [[string, string, string, number]]
    expect([values.split(' ').length, more]).toEqual([10, 2])
  })
})

it('G01 prints text on one line, with what cannot be seen escaped and what is long cut', () => {
  expect(printMetValue("it's")).toBe("'it''s'")
  expect(printMetValue('a\r\n\u001b[31m\u202e')).toBe('"a\\u000d\\n\\u001b[31m\\u202e"')
  expect(printMetValue('x'.repeat(1_000_000))).toBe(`'${'x'.repeat(200)}…'`)
})
