import type { Operation } from '../model/service.ts'
import type { CompiledStatement, EvaluationInput } from '../policy/compiled.ts'
import { and, ANY, FALSE, TRUE, type Truth } from '../policy/truth.ts'
import type { Reason } from './decision.ts'
import { matchTags } from './match-tags.ts'
import type { CompiledPolicy, PolicySet } from './policy-set.ts'

/** Whether a `deny` applies. It applies unless this is FALSE. @see POLICY.md, section 2 */
export function truthOfDeny(statement: CompiledStatement, input: EvaluationInput): Truth {
  const condition = statement.condition === null ? TRUE : statement.condition(input)
  if (statement.fields === null || condition === FALSE) return condition
  if (input.request.body.status === 'unavailable') input.missed = true
  return and(condition, statement.fields.touches(input.request, input.operation))
}

/** How far an `allow` came. */
export interface Weighed {
  readonly truth: Truth
  /** Why, when it is not TRUE. */
  readonly reason: Reason
}

const APPLIES: Weighed = { truth: TRUE, reason: 'allowed' }

/** Whether an `allow` applies: its condition, then the match of tags, then its field list. It applies when this is TRUE. */
export function truthOfAllow(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  policies: PolicySet,
  input: EvaluationInput,
): Weighed {
  const condition = statement.condition === null ? TRUE : statement.condition(input)
  if ((condition & TRUE) === 0) return { truth: condition, reason: 'condition-not-met' }
  const matching =
    statement.condition === null ? matchTags(policy.source, policies.serviceOf(input.operation), input) : condition
  if ((matching & TRUE) === 0) return { truth: FALSE, reason: 'tags-do-not-match' }
  if (statement.fields === null) return matching === TRUE ? APPLIES : { truth: matching, reason: 'allowed' }
  const covered = statement.fields.covers(input.request, input.operation)
  if (covered === ANY) input.open.add(limitedPart(input.operation))
  if (input.request.body.status === 'unavailable') input.missed = true
  return { truth: and(matching, covered), reason: 'field-not-allowed' }
}

/** What a list of fields is about, as an open value is named. */
export function limitedPart({ graphql, body }: Operation): string {
  if (graphql !== undefined) return '$selection'
  return body === null ? '$query' : '$body'
}
