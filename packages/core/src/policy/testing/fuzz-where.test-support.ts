import { compileCondition } from '../condition/compile-condition.ts'
import { printCondition } from '../print/print-condition.ts'
import { createEvaluationInput } from './evaluation-input.test-support.ts'
import { typedCondition, wildCondition } from './random-condition.test-support.ts'
import { RANDOM_SCOPE, typedFacts, wildFacts } from './random-facts.test-support.ts'
import { createRandom } from './random.test-support.ts'
import { truthName } from './read-condition.test-support.ts'
import { evaluateByReference } from './reference-model.test-support.ts'
import { createSqliteOracle } from './sqlite-oracle.test-support.ts'
import type { ReferenceTruth } from './reference-model.test-support.ts'

/** What a run has compared. */
export interface FuzzResult {
  readonly clauses: number
  /** How many of them SQLite answered too. */
  readonly bySqlite: number
  /** How often the evaluator gave each truth value. */
  readonly results: Readonly<Record<ReferenceTruth, number>>
  /** The first ten clauses that came out differently, each in one line. */
  readonly differences: readonly string[]
}

const CLAUSES_PER_FACTS = 10

/** Evaluates random clauses over random facts with the evaluator, the reference model and, where it can, SQLite. */
export function fuzzWhere(options: { readonly cases: number; readonly seed: number }): FuzzResult {
  const random = createRandom(options.seed)
  const askSqlite = createSqliteOracle()
  const { operation, service } = RANDOM_SCOPE
  const results = { TRUE: 0, FALSE: 0, UNKNOWN: 0 }
  const differences: string[] = []
  let clauses = 0
  let bySqlite = 0
  while (clauses < options.cases && differences.length < 10) {
    const typed = random.oneIn(2)
    const facts = typed ? typedFacts(random) : wildFacts(random)
    const input = createEvaluationInput(operation, facts)
    for (let i = 0; i < CLAUSES_PER_FACTS; i++) {
      const condition = typed ? typedCondition(random) : wildCondition(random)
      const result = truthName(compileCondition(condition, operation, service)(input))
      const model = evaluateByReference(condition, input, service)
      const sqlite = typed ? askSqlite(condition, input) : null
      clauses++
      results[result]++
      if (sqlite !== null) bySqlite++
      if (result !== model || (sqlite !== null && sqlite !== result)) {
        const answers = `evaluator ${result}, model ${model}, SQLite ${sqlite ?? 'not asked'}`
        differences.push(`${answers}: ${printCondition(condition)} ${JSON.stringify(facts)}`)
      }
    }
  }
  return { clauses, bySqlite, results, differences }
}
