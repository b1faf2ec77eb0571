import { printCondition, printOperand } from '../print/print-condition.ts'
import { printText } from '../print/print-scalar.ts'
import { and, not, or, type Truth } from '../truth.ts'
import { compileComparison } from './compile-comparison.ts'
import { compileOperand, type Scope } from './compile-operand.ts'
import { variablesIn } from './condition-variables.ts'
import { OPEN, type Reader } from './read-request.ts'
import type { Single } from './single.ts'
import type { Comparison, Condition, Variable } from '../ast.ts'
import type { Operation } from '../../model/service.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { Evaluate } from './compile-condition.ts'

/** A condition with the truth of each of its parts, NOT moved down to the comparisons, where three-valued logic keeps its meaning. */
export type ExplainedCondition =
  | { readonly kind: 'and' | 'or'; readonly truth: Truth; readonly operands: readonly ExplainedCondition[] }
  | ExplainedComparison

/** One comparison as it came out. */
export interface ExplainedComparison {
  readonly kind: 'comparison'
  readonly comparison: Comparison
  /** Whether a NOT stands over it, counting NOTs in pairs as none; `truth` is what the comparison comes to under it. */
  readonly negated: boolean
  readonly truth: Truth
  /** What its variables had, in the order of the clause. */
  readonly operands: readonly MetOperand[]
}

/** What a variable of a comparison had for the decision. */
export interface MetOperand {
  readonly variable: Variable
  /** As `where` spells it. */
  readonly name: string
  /**
   * - `present`: it had values
   * - `missing`: nothing was sent or set
   * - `none`: there is no value: it does not apply to the operation, `null` was sent, or the resource is neither registered nor loaded
   * - `unavailable`: the store, the loader or the body it comes from could not be had
   * - `open`: this part of the request was not asked about
   */
  readonly status: 'present' | 'missing' | 'none' | 'unavailable' | 'open'
  /** Its values where it is `present`: the first ones, as many as `MET_VALUES`. */
  readonly values: readonly Single[]
  /** How many more there are. */
  readonly more: number
}

/** How many values of one variable an explanation holds. */
export const MET_VALUES = 10
/** The longest text of a value that is printed, in UTF-16 units. */
const PRINTED_LENGTH = 200

/**
 * Evaluates a condition part by part and keeps what every comparison met. It uses the comparisons that decisions use, compiled for each
 * operation once, and looks at every part, also where a decision would not have had to.
 *
 * Law: the truth of the whole is what the compiled condition gives.
 *
 * @see POLICY.md, sections 4 and 10
 */
export function explainCondition(condition: Condition, input: EvaluationInput, scope: Scope): ExplainedCondition {
  return explain(condition, false, { ...input, open: new Set() }, scope)
}

/**
 * The comparisons that kept a condition from being `wanted` (TRUE or FALSE), each once: what had the wanted truth, or stands beside something in an OR that
 * had, is left out.
 */
export function decisiveComparisons(explained: ExplainedCondition, wanted: Truth): readonly ExplainedComparison[] {
  if (explained.truth === wanted) return []
  if (explained.kind === 'comparison') return [explained]
  return explained.operands.flatMap((operand) => decisiveComparisons(operand, wanted))
}

/** Every comparison of a condition, in the order of the clause. */
export function comparisonsIn(explained: ExplainedCondition): readonly ExplainedComparison[] {
  return explained.kind === 'comparison' ? [explained] : explained.operands.flatMap(comparisonsIn)
}

/** Every comparison of a condition, in the order of the clause. */
export function comparisonsOf(explained: ExplainedCondition): readonly ExplainedComparison[] {
  return explained.kind === 'comparison' ? [explained] : explained.operands.flatMap(comparisonsOf)
}

/** Prints a comparison as it stands in a `where`, its NOT included. */
export function printComparison({ comparison, negated }: ExplainedComparison): string {
  return negated ? `NOT ${printCondition(comparison)}` : printCondition(comparison)
}

/** Prints a value that a comparison met: text in quotes, with what cannot be seen escaped, cut after 200 characters. */
export function printMetValue(value: Single): string {
  switch (typeof value) {
    case 'string':
      return printText(value.length > PRINTED_LENGTH ? `${value.slice(0, PRINTED_LENGTH)}…`.toWellFormed() : value)
    case 'bigint':
      return new Date(Number(value / 1_000_000n)).toISOString()
    case 'symbol':
      return 'a value that compares with nothing'
    default:
      return value === null ? 'null' : String(value)
  }
}

function explain(condition: Condition, negated: boolean, input: EvaluationInput, scope: Scope): ExplainedCondition {
  switch (condition.kind) {
    case 'not':
      return explain(condition.operand, !negated, input, scope)
    case 'and':
    case 'or': {
      const kind = (condition.kind === 'and') === negated ? 'or' : 'and'
      const operands = condition.operands.map((operand) => explain(operand, negated, input, scope))
      const combine = kind === 'and' ? and : or
      return { kind, truth: operands.map(({ truth }) => truth).reduce(combine), operands }
    }
    default:
      return explainComparison(condition, negated, input, scope)
  }
}

function explainComparison(
  comparison: Comparison,
  negated: boolean,
  input: EvaluationInput,
  scope: Scope,
): ExplainedComparison {
  const { evaluate, variables } = compileOnce(comparison, scope)
  const truth = evaluate(input)
  const operands = variables.map((variable) => meet(variable, input))
  return { kind: 'comparison', comparison, negated, truth: negated ? not(truth) : truth, operands }
}

/** A comparison made ready for one operation. */
interface CompiledComparison {
  readonly evaluate: Evaluate
  readonly variables: readonly CompiledVariable[]
}

interface CompiledVariable {
  readonly variable: Variable
  /** As `where` spells it. */
  readonly name: string
  readonly read: Reader
}

/** A policy's comparisons stay what they are for as long as it is in force, and each is explained again and again. */
const compiled = new WeakMap<Comparison, WeakMap<Operation, CompiledComparison>>()

function compileOnce(comparison: Comparison, scope: Scope): CompiledComparison {
  let byOperation = compiled.get(comparison)
  if (byOperation === undefined) compiled.set(comparison, (byOperation = new WeakMap()))
  let known = byOperation.get(scope.operation)
  if (known === undefined) {
    const variables = variablesIn(comparison).map((variable) => {
      const read = compileOperand(variable, scope).readerFor('exact')
      return { variable, name: printOperand(variable), read }
    })
    known = { evaluate: compileComparison(comparison, scope), variables }
    byOperation.set(scope.operation, known)
  }
  return known
}

function meet({ variable, name, read: reader }: CompiledVariable, input: EvaluationInput): MetOperand {
  // `missed` is only ever set, so this look needs one of its own.
  const look = { ...input, missed: false }
  const read = reader(look)
  if (read === OPEN) return { variable, name, status: 'open', values: [], more: 0 }
  if (read === undefined) return { variable, name, status: 'missing', values: [], more: 0 }
  if (read === null) return { variable, name, status: look.missed ? 'unavailable' : 'none', values: [], more: 0 }
  const values: readonly Single[] = typeof read === 'object' ? read : [read]
  return {
    variable,
    name,
    status: 'present',
    values: values.slice(0, MET_VALUES),
    more: Math.max(values.length - MET_VALUES, 0),
  }
}
