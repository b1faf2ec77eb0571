export type * from './ast.ts'
export { completeCondition, type Completion, type Completions } from './assist/complete-condition.ts'
export { completePolicy } from './assist/complete-policy.ts'
export {
  printConditionRows,
  toConditionRows,
  valuesTaken,
  type ConditionRow,
  type ConditionRows,
  type RowOperator,
} from './assist/condition-rows.ts'
export { knownVariables, type AssistScope, type KnownVariable, type TagsInUse } from './assist/known-variables.ts'
export { checkPolicy, type CheckOptions } from './check-policy.ts'
export { compilePolicy, unresolvedPatterns, type CompiledPolicyBody, type UnresolvedPattern } from './compile-policy.ts'
export { DIAGNOSTIC_CODES, type DiagnosticCode } from './diagnostic-codes.ts'
export type { Diagnostic, Span } from './diagnostic.ts'
export { filterResponse } from './fields/filter-response.ts'
export { formatDiagnostic } from './format-diagnostic.ts'
export { parseCondition, type ConditionBase, type ParsedCondition } from './condition/parse-condition.ts'
export { POLICY_LIMITS } from './policy-limits.ts'
export {
  printCondition,
  printFieldPattern,
  printOperationPattern,
  printPolicy,
  printSelectionPattern,
} from './print/print-policy.ts'
export { isExactPattern, matchOperations } from './match-operations.ts'
export { readPolicy, type ReadPolicy } from './read/read-policy.ts'
export type { PolicyKind } from './rules/rule.ts'
export { findNearest } from '../util/nearest.ts'
export { foldTag } from '../model/fold.ts'
export { isStorableText, isSystemTag, TAG_LIMITS } from '../model/tags.ts'
