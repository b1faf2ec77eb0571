import type { Operation, Service } from '../model/service.ts'
import type { Comparison, Condition, Policy, Statement } from './ast.ts'
import { createDiagnosticLog } from './read/diagnostic-log.ts'
import type { Diagnostic } from './diagnostic.ts'
import { isExactPattern, matchOperations } from './match-operations.ts'
import { matchSelections } from './match-selections.ts'
import { printOperand } from './print/print-condition.ts'
import { createRequestResolver, type RequestResolver } from './rules/request-resolver.ts'
import { certainDenies } from './rules/certain-denies.ts'
import { declaredParameterNames } from './rules/declared-parameter-names.ts'
import { deniesInGuardrails } from './rules/denies-in-guardrails.ts'
import { everyResourceTagValue } from './rules/every-resource-tag-value.ts'
import { knownListFields } from './rules/known-list-fields.ts'
import { knownOperations } from './rules/known-operations.ts'
import { knownPathParameters } from './rules/known-path-parameters.ts'
import { knownRequestFields } from './rules/known-request-fields.ts'
import { knownSelections } from './rules/known-selections.ts'
import { literalTypes } from './rules/literal-types.ts'
import { noRequestArraysIn } from './rules/no-request-arrays-in.ts'
import { noSlots } from './rules/no-slots.ts'
import { orderedOperands } from './rules/ordered-operands.ts'
import { possibleComparisons } from './rules/possible-comparisons.ts'
import { possibleSlots } from './rules/possible-slots.ts'
import type { PolicyKind, Resolution, Rule, StatementScope, Target } from './rules/rule.ts'
import { safeIntegers } from './rules/safe-integers.ts'
import { templateStatements } from './rules/template-statements.ts'
import { validInstants } from './rules/valid-instants.ts'
import { wholeMailDomains } from './rules/whole-mail-domains.ts'

/** What a policy is checked against. */
export interface CheckOptions {
  /** Every service the store knows, not only those of one process. */
  readonly services: readonly Service[]
  readonly kind: PolicyKind
  /** The text the policy was read from, of which diagnostics quote the offending part; absent, they quote nothing. */
  readonly source?: string
}

/** Each rule says one thing about a policy that only the services' documents, or its kind, can tell. */
const RULES: readonly Rule[] = [
  deniesInGuardrails,
  knownOperations,
  knownSelections,
  declaredParameterNames,
  knownListFields,
  knownRequestFields,
  knownPathParameters,
  noSlots,
  templateStatements,
  possibleSlots,
  noRequestArraysIn,
  orderedOperands,
  validInstants,
  safeIntegers,
  literalTypes,
  possibleComparisons,
  everyResourceTagValue,
  wholeMailDomains,
  certainDenies,
]

/**
 * Checks a policy that was read without errors against the services it is about. What the reader finds by itself is not found again.
 *
 * @returns diagnostics in the order of the source, at most 100: errors, which refuse the policy, and warnings
 * @see POLICY.md, sections 2, 3, 4 and 6
 */
export function checkPolicy(policy: Policy, { services, kind, source = '' }: CheckOptions): readonly Diagnostic[] {
  const log = createDiagnosticLog(source)
  const visitors = RULES.map((rule) => rule({ kind, services, log }))
  const resolve = createRequestResolver(log)
  for (const visitor of visitors) visitor.policy?.(policy)
  for (const statement of policy.statements) {
    const scope = createScope(statement, services, resolve)
    const comparisons = statement.where === undefined ? [] : comparisonsIn(statement.where)
    for (const visitor of visitors) {
      visitor.statement?.(scope)
      for (const pattern of statement.operations) visitor.pattern?.(pattern, scope)
      for (const selection of statement.selections) visitor.selection?.(selection, scope)
      for (const comparison of comparisons) {
        if (log.isFull()) return log.list()
        visitor.comparison?.(comparison, scope)
      }
    }
  }
  return log.list()
}

function createScope(statement: Statement, services: readonly Service[], resolve: RequestResolver): StatementScope {
  const targets = targetsOf(statement, services)
  const resolved = new Map<string, readonly Resolution[]>()
  return {
    statement,
    targets,
    resolve(variable) {
      const key = printOperand(variable)
      let resolutions = resolved.get(key)
      if (resolutions === undefined) {
        resolutions = resolve(variable, targets)
        resolved.set(key, resolutions)
      }
      return resolutions
    },
  }
}

function targetsOf(statement: Statement, services: readonly Service[]): readonly Target[] {
  const named = new Map<Operation, boolean>()
  for (const pattern of statement.operations) {
    const exact = isExactPattern(pattern)
    for (const operation of matchOperations(pattern, statement.effect, services)) {
      named.set(operation, exact || named.get(operation) === true)
    }
  }
  for (const selection of statement.selections) {
    for (const operation of matchSelections(selection, services)) named.set(operation, true)
  }
  return services.flatMap((service) =>
    service.operations.flatMap((operation) => {
      const isNamed = named.get(operation)
      return isNamed === undefined ? [] : { operation, service, named: isNamed }
    }),
  )
}

function comparisonsIn(condition: Condition): readonly Comparison[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.operands.flatMap(comparisonsIn)
    case 'not':
      return comparisonsIn(condition.operand)
    default:
      return [condition]
  }
}
