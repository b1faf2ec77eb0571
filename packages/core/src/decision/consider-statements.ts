import type { SlotValues } from '../model/link.ts'
import type { Resource } from '../model/resource.ts'
import type { Tag } from '../model/tags.ts'
import type { CompiledStatement, EvaluationInput } from '../policy/compiled.ts'
import {
  decisiveComparisons,
  explainCondition,
  type ExplainedComparison,
  type ExplainedCondition,
} from '../policy/condition/explain-condition.ts'
import { FALSE, TRUE, UNKNOWN, type Truth } from '../policy/truth.ts'
import { linksBearingOn } from './bound-link.ts'
import { sharedOf, toInput } from './decide.ts'
import type { Question, Reason } from './decision.ts'
import { unmatchedTags } from './match-tags.ts'
import type { CompiledPolicy, PolicySet } from './policy-set.ts'
import { truthOfAllow, truthOfDeny } from './weigh-statement.ts'

/** A statement that covers the operation, and all that kept it from letting the request through. */
export interface ConsideredStatement {
  readonly policy: CompiledPolicy
  readonly statement: CompiledStatement
  readonly applies: 'yes' | 'no' | 'depends'
  /** Why an `allow` does not apply, or that a `deny` does; null where the statement stands in nobody's way. */
  readonly reason: Reason | null
  /** What its condition came to; null where it has none. */
  readonly condition: ExplainedCondition | null
  /** Of an `allow`, the comparisons that were not TRUE; of a `deny`, those that were not FALSE: the ones that decided. */
  readonly comparisons: readonly ExplainedComparison[]
  /** Leaves of the request that the field list does not cover, printed as in a list; at most ten. */
  readonly uncovered: readonly string[]
  /** Tags of the resource that the service requires the principal to share, and of which it has no value. */
  readonly unmatched: readonly Tag[]
}

/**
 * Weighs every statement that covers the operation, also those that a decision need not look at any more: the shared policies first, then the
 * principal's roles, then the links to it. Each is weighed by the functions that decide. Across tenants a link alone can allow, and for an assumed
 * role the role alone, so of the other policies only the denies are weighed.
 */
export function considerStatements(policies: PolicySet, question: Question): readonly ConsideredStatement[] {
  const input = toInput(question)
  const weigh = (policy: CompiledPolicy, slots?: SlotValues) =>
    policy
      .statementsFor(input.operation)
      .map((statement) => consider(policy, statement, policies, slots === undefined ? input : { ...input, slots }))
  const shared = sharedOf(policies, question).flatMap((policy) => weigh(policy))
  const links = linksBearingOn(question).flatMap(({ link, policy }) => weigh(policy, link.slots))
  const denies = shared.filter(({ statement }) => statement.effect === 'deny')
  const roles = input.principal.roles.flatMap((id) => policies.findRole(id) ?? [])
  if (question.principal.type === 'assumedRole') return [...denies, ...roles.flatMap((policy) => weigh(policy))]
  if (question.spanned !== undefined) return [...denies, ...links]
  return [...shared, ...roles.flatMap((policy) => weigh(policy)), ...links]
}

function consider(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  policies: PolicySet,
  given: EvaluationInput,
): ConsideredStatement {
  const input = { ...given, missed: false, open: new Set<string>() }
  return statement.effect === 'deny'
    ? considerDeny(policy, statement, policies, input)
    : considerAllow(policy, statement, policies, input)
}

function considerDeny(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  policies: PolicySet,
  input: EvaluationInput,
): ConsideredStatement {
  const truth = truthOfDeny(statement, input)
  const applies = truth === FALSE ? 'no' : (truth & FALSE) === 0 ? 'yes' : 'depends'
  const condition = explainWhere(statement, policies, input)
  return {
    policy,
    statement,
    condition,
    applies,
    reason: applies === 'no' ? null : isUnavailable(truth, input) ? 'unavailable' : 'denied',
    comparisons: condition === null || applies === 'no' ? [] : decisiveComparisons(condition, FALSE),
    uncovered: [],
    unmatched: [],
  }
}

function considerAllow(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  policies: PolicySet,
  input: EvaluationInput,
): ConsideredStatement {
  const { truth, reason } = truthOfAllow(policy, statement, policies, input)
  const applies = truth === TRUE ? 'yes' : (truth & TRUE) !== 0 ? 'depends' : 'no'
  const { lookup } = input.resource
  const resource: Resource | null = lookup.status === 'known' ? lookup.resource : null
  const condition = explainWhere(statement, policies, input)
  return {
    policy,
    statement,
    condition,
    applies,
    reason: applies === 'yes' ? null : isUnavailable(truth, input) ? 'unavailable' : reason,
    comparisons: condition === null ? [] : decisiveComparisons(condition, TRUE),
    uncovered:
      applies !== 'yes' && statement.fields !== null && reason === 'field-not-allowed'
        ? statement.fields.uncovered(input.request, input.operation)
        : [],
    unmatched: reason === 'tags-do-not-match' && resource !== null ? unmatchedTags(resource, input.principal) : [],
  }
}

function isUnavailable(truth: Truth, input: EvaluationInput): boolean {
  return input.missed && (truth & UNKNOWN) !== 0
}

function explainWhere(
  { statement, operation }: CompiledStatement,
  policies: PolicySet,
  input: EvaluationInput,
): ExplainedCondition | null {
  const service = policies.serviceOf(operation)
  if (statement.where === undefined || service === undefined) return null
  return explainCondition(statement.where, input, { operation, service })
}
