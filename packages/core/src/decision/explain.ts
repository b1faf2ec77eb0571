import { foldTag } from '../model/fold.ts'
import {
  comparisonsOf,
  printComparison,
  printMetValue,
  type ExplainedComparison,
} from '../policy/condition/explain-condition.ts'
import { FALSE, TRUE, UNKNOWN, type Truth } from '../policy/truth.ts'
import { considerStatements, type ConsideredStatement } from './consider-statements.ts'
import { decide, isDecidedByPolicies } from './decide.ts'
import type { Question } from './decision.ts'
import type { ExplainedStatement, Explanation, TracedComparison, TracedOperand, UnmatchedTag } from './explanation.ts'
import type { PolicySet } from './policy-set.ts'
import { findSingleChanges } from './single-changes.ts'

/** What an explanation goes into. */
export interface ExplainOptions {
  /** Whether to look for the changes that would have allowed a refused request; true when absent. */
  readonly changes?: boolean
}

/**
 * Decides a question and tells how the answer came about: what each statement made of it, and which single changes would have allowed it.
 *
 * Laws: the decision is the one that `decide` gives; deciding again with any of the changes made gives an allow.
 *
 * @param revision the revision of the policies, for the record
 * @see POLICY.md, section 10
 */
export function explain(
  policies: PolicySet,
  revision: number,
  question: Question,
  { changes = true }: ExplainOptions = {},
): Explanation {
  const decision = decide(policies, revision, question)
  if (!isDecidedByPolicies(question)) return { decision, statements: [], changes: [], changesCutShort: false }
  const considered = considerStatements(policies, question)
  const statements = considered.map((each) => toExplained(each, question))
  if (!changes || decision.answer !== 'no') return { decision, statements, changes: [], changesCutShort: false }
  const found = findSingleChanges(policies, question, considered)
  return { decision, statements, changes: found.changes, changesCutShort: found.cutShort }
}

function toExplained(considered: ConsideredStatement, { principal }: Question): ExplainedStatement {
  const { policy, statement, applies, reason } = considered
  return {
    source: policy.source,
    index: statement.index,
    statement: statement.statement,
    applies,
    reason,
    comparisons: considered.comparisons.map(toTraced),
    truths: considered.condition === null ? [] : comparisonsOf(considered.condition).map(({ truth }) => nameOf(truth)),
    uncoveredFields: considered.uncovered,
    unmatchedTags: considered.unmatched.map(({ key, values }): UnmatchedTag => ({
      key,
      resource: values,
      principal: principal.tags.get(foldTag(key))?.values ?? [],
    })),
  }
}

function toTraced(explained: ExplainedComparison): TracedComparison {
  return {
    comparison: printComparison(explained),
    truth: nameOf(explained.truth),
    operands: explained.operands.map(({ variable, name, status, values, more }): TracedOperand => ({
      variable: name,
      of: OF[variable.kind],
      status,
      values: values.map(printMetValue),
      more,
    })),
  }
}

const OF = {
  'principal-tag': 'principal',
  principal: 'principal',
  'resource-tag': 'resource',
  resource: 'resource',
  request: 'request',
  context: 'context',
} as const

function nameOf(truth: Truth): TracedComparison['truth'] {
  switch (truth) {
    case TRUE:
      return 'TRUE'
    case FALSE:
      return 'FALSE'
    case UNKNOWN:
      return 'UNKNOWN'
    default:
      return 'DEPENDS'
  }
}
