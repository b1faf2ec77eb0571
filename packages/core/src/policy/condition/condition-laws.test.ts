import { describe, expect, it } from 'vitest'
import { compileCondition } from './compile-condition.ts'
import { printCondition } from '../print/print-condition.ts'
import { createEvaluationInput } from '../testing/evaluation-input.test-support.ts'
import { wildCondition } from '../testing/random-condition.test-support.ts'
import { RANDOM_SCOPE, wildFacts } from '../testing/random-facts.test-support.ts'
import { createRandom } from '../testing/random.test-support.ts'
import { ANY, FALSE, TRUE, UNKNOWN } from '../truth.ts'
import type { Json } from '../../model/json.ts'
import type { Condition } from '../ast.ts'
import type { TestFacts } from '../testing/evaluation-input.test-support.ts'
import type { Truth } from '../truth.ts'

const RUNS = 2_000
const seed = Number(process.env['WARDKIT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const random = createRandom(seed)
const { operation, service } = RANDOM_SCOPE
const span = { line: 1, column: 1, offset: 0, length: 0 }

function evaluate(condition: Condition, facts: TestFacts): Truth {
  return compileCondition(condition, operation, service)(createEvaluationInput(operation, facts))
}

function not(operand: Condition): Condition {
  return { kind: 'not', operand, span }
}

/** Fails with all it takes to see why: the law is about this clause and these facts. */
function expectLaw(holds: boolean, condition: Condition, facts: TestFacts): void {
  if (!holds) expect.fail(`WARDKIT_SEED=${seed}: ${printCondition(condition)} over ${JSON.stringify(facts)}`)
}

describe('conditions', () => {
  it('follow De Morgan under three values', () => {
    for (let run = 0; run < RUNS; run++) {
      const facts = wildFacts(random)
      const operands = random.list(2, 3, () => wildCondition(random, 1))
      const negated = operands.map(not)
      const neither = evaluate(not({ kind: 'or', operands, span }), facts)
      const notBoth = evaluate(not({ kind: 'and', operands, span }), facts)

      const both: Condition = { kind: 'and', operands: negated, span }
      expectLaw(neither === evaluate(both, facts), both, facts)
      const either: Condition = { kind: 'or', operands: negated, span }
      expectLaw(notBoth === evaluate(either, facts), either, facts)
    }
  })

  it('do not depend on the order of operands', () => {
    for (let run = 0; run < RUNS; run++) {
      const facts = wildFacts(random)
      const operands = random.list(2, 4, () => wildCondition(random, 1))
      const kind = random.pick(['and', 'or'] as const)
      const forward: Condition = { kind, operands, span }
      expectLaw(
        evaluate(forward, facts) === evaluate({ kind, operands: operands.toReversed(), span }, facts),
        forward,
        facts,
      )
    }
  })

  it('say of an array, when they are TRUE or FALSE, what they say of each element alone', () => {
    let definite = 0
    for (let run = 0; run < RUNS; run++) {
      const facts = wildFacts(random)
      const list = random.list(1, 3, () =>
        random.pick<Json>(['a', 'b', 'ab', 1, 10, '10', true, null, {}, ['a', 1], []]),
      )
      const field = random.pick(['list', 'x', 's1', 'n1', 'at'])
      const having = (value: Json): TestFacts => ({ ...facts, body: { ...(facts.body as object), [field]: value } })
      const condition = about(field)
      const result = evaluate(condition, having(list))
      if (result === UNKNOWN) continue
      definite++
      for (const element of list) expectLaw(evaluate(condition, having(element)) === result, condition, having(list))
    }
    expect(definite).toBeGreaterThan(RUNS / 20)
  })

  it('become UNKNOWN, and never the opposite, when nothing is known of a resource', () => {
    for (let run = 0; run < RUNS; run++) {
      const facts = wildFacts(random)
      const condition = wildCondition(random)
      const known = evaluate(condition, facts)
      for (const resource of ['unknown', 'unavailable'] as const) {
        const unknown = evaluate(condition, {
          ...facts,
          resource,
          parameterResources: { thingId: resource, partId: resource },
        })
        expectLaw(unknown === UNKNOWN || unknown === known, condition, facts)
      }
    }
  })

  it('over an open request hold every answer that some request gives', () => {
    let depends = 0
    for (let run = 0; run < RUNS; run++) {
      const facts = wildFacts(random)
      const condition = wildCondition(random)
      const closed = evaluate(condition, facts)
      const { body: _, ...rest } = facts
      const input = createEvaluationInput(operation, {
        ...rest,
        bodyStatus: 'open',
        query: null,
        path: { thingId: null, partId: null },
      })
      // The resource is known although its id in the path is open.
      const resource = createEvaluationInput(operation, facts)
      const whole = { ...input, resource: resource.resource, parameterResources: resource.parameterResources }
      const open = compileCondition(condition, operation, service)(whole)

      expectLaw((open & closed) === closed, condition, facts)
      if (![TRUE, FALSE, UNKNOWN].includes(open)) {
        depends++
        expectLaw(whole.open.size > 0, condition, facts)
      }
    }
    expect(depends).toBeGreaterThan(RUNS / 20)
    expect(ANY).toBe(TRUE | FALSE | UNKNOWN)
  })
})

/** A clause that reads a field of the body, among others. */
function about(field: string): Condition {
  for (;;) {
    const condition = wildCondition(random, random.int(3))
    if (printCondition(condition).includes(`$body:${field}`)) return condition
  }
}
