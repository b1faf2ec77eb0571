import { assertNever } from '../../util/assert-never.ts'
import { agreeOnPairs } from './agree-on-pairs.ts'
import { compileOperand, domainOf, literalValue } from './compile-operand.ts'
import { lift, liftPair } from './lift.ts'
import { compileLike } from './like.ts'
import { OPEN } from './read-request.ts'
import { pairTest, toDomain } from './single.ts'
import { and, ANY, FALSE, not, or, TRUE, UNKNOWN } from '../truth.ts'
import type { Comparison, ComparisonOperator, Literal, Operand, Variable } from '../ast.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { CompiledOperand, Scope } from './compile-operand.ts'
import type { Join, Values } from './lift.ts'
import type { Domain, Single } from './single.ts'
import type { Truth } from '../truth.ts'

type Evaluate = (input: EvaluationInput) => Truth
type SingleTest = (value: Single) => Truth
type LiftedOperator = Exclude<ComparisonOperator, '!='>

/** Compiles a leaf of a condition: value by value, then lifted over sets and arrays. @see POLICY.md, section 4 */
export function compileComparison(comparison: Comparison, scope: Scope): Evaluate {
  switch (comparison.kind) {
    case 'compare': {
      const { operator } = comparison
      const left = compileOperand(comparison.left, scope)
      const right = compileOperand(comparison.right, scope)
      if (operator === '!=') return negated(true, compileCompare('=', left, right))
      return compileCompare(operator, left, right)
    }
    case 'in':
      return negated(comparison.negated, compileIn(comparison.left, comparison.right, 'any', scope))
    case 'all':
      return compileIn(comparison.variable, comparison.right, 'every', scope)
    case 'like': {
      const left = compileOperand(comparison.left, scope)
      return negated(comparison.negated, compileTest(left, 'any', likeTest(literalValue(comparison.pattern))))
    }
    case 'between': {
      const left = compileOperand(comparison.left, scope)
      const test = ([low, high]: readonly Single[]) => betweenTest(low ?? null, high ?? null)
      return negated(comparison.negated, compileLiterals(left, 'any', [comparison.low, comparison.high], test))
    }
    case 'is-null':
      return negated(comparison.negated, compileIsNull(comparison.variable, scope))
    default:
      return assertNever(comparison)
  }
}

function negated(isNegated: boolean, evaluate: Evaluate): Evaluate {
  return isNegated ? (input) => not(evaluate(input)) : evaluate
}

/** `join`: how the values of a server set on the left are joined. */
function compileIn(left: Operand, right: Operand | readonly Literal[], join: Join, scope: Scope): Evaluate {
  const operand = compileOperand(left, scope)
  if ('kind' in right) return compileCompare('=', operand, compileOperand(right, scope), join)
  return compileLiterals(operand, join, right, inTest)
}

/** A comparison with a list of literals. Where slots stand among them, the list is another one for each link. */
function compileLiterals(
  operand: CompiledOperand,
  join: Join,
  literals: readonly Literal[],
  testFor: (values: readonly Single[]) => (domain: Domain) => SingleTest,
): Evaluate {
  const bind = (input?: EvaluationInput): Evaluate =>
    compileTest(operand, join, testFor(literals.map((literal) => literalValue(literal, input?.slots))))
  return literals.some(({ kind }) => kind === 'slot') ? (input) => bind(input)(input) : bind()
}

function compileCompare(
  operator: LiftedOperator,
  left: CompiledOperand,
  right: CompiledOperand,
  join: Join = 'any',
): Evaluate {
  // SQL: nothing compares with NULL.
  if (left.literal === null || right.literal === null) return () => UNKNOWN
  if (right.literal !== undefined) {
    return compileTest(left, join, literalTest(operator, right.literal, 'right'))
  }
  if (left.literal !== undefined) return compileTest(right, 'any', literalTest(operator, left.literal, 'left'))
  return compilePairs(operator, left, right, join)
}

/** A comparison of one operand with nothing but literals. */
function compileTest(operand: CompiledOperand, join: Join, testFor: (domain: Domain) => SingleTest): Evaluate {
  const domain = domainOf(operand.nature)
  const test = testFor(domain)
  const read = operand.readerFor(domain)
  const joined = operand.fromRequest ? 'agree' : join
  return (input) => {
    const values = read(input)
    if (values !== OPEN) return lift(values, joined, test)
    input.open.add(operand.name)
    return ANY
  }
}

/** A comparison of two variables. A request array is always outermost. */
function compilePairs(operator: LiftedOperator, left: CompiledOperand, right: CompiledOperand, join: Join): Evaluate {
  const domain = domainOf(left.nature, right.nature)
  const test = pairTest(operator, domain)
  const readLeft = left.readerFor(domain)
  const readRight = right.readerFor(domain)
  const liftLeftRight = (a: Values, b: Values): Truth => {
    if (left.fromRequest) {
      if (right.fromRequest && isList(a) && isList(b)) return agreeOnPairs(operator, a, b, test)
      return liftPair(a, 'agree', b, right.fromRequest ? 'agree' : 'any', test)
    }
    if (right.fromRequest) return liftPair(b, 'agree', a, join, (y, x) => test(x, y))
    return liftPair(a, join, b, 'any', test)
  }
  return (input) => {
    const a = readLeft(input)
    const b = readRight(input)
    if (a !== OPEN && b !== OPEN) return liftLeftRight(a, b)
    if (isMissing(a) || isMissing(b)) return UNKNOWN
    if (a === OPEN) input.open.add(left.name)
    if (b === OPEN) input.open.add(right.name)
    return ANY
  }
}

function isList(values: Values): values is readonly Single[] {
  return typeof values === 'object' && values !== null
}

function isMissing(values: Values | typeof OPEN): boolean {
  return values === undefined || values === null
}

/** `side`: where the literal stands. */
function literalTest(operator: LiftedOperator, literal: Single, side: 'left' | 'right') {
  return (domain: Domain): SingleTest => {
    const test = pairTest(operator, domain)
    const value = toDomain(literal, domain)
    return side === 'right' ? (each) => test(each, value) : (each) => test(value, each)
  }
}

function inTest(literals: readonly Single[]) {
  return (domain: Domain): SingleTest => {
    const equals = pairTest('=', domain)
    const values = literals.map((literal) => toDomain(literal, domain))
    const texts = new Set(values)
    const onlyText = values.every((value) => typeof value === 'string')
    return (value) => {
      if (onlyText && typeof value === 'string') return texts.has(value) ? TRUE : FALSE
      let result: Truth = FALSE
      for (let i = 0; i < values.length && result !== TRUE; i++) result = or(result, equals(value, values[i] as Single))
      return result
    }
  }
}

function likeTest(pattern: Single) {
  return (domain: Domain): SingleTest => {
    const ready = toDomain(pattern, domain)
    // Not so where values are instants: those are no text.
    if (typeof ready !== 'string') return () => UNKNOWN
    const matches = compileLike(ready)
    return (value) => {
      if (typeof value !== 'string') return UNKNOWN
      return matches(value) ? TRUE : FALSE
    }
  }
}

function betweenTest(low: Single, high: Single) {
  const isAtLeast = literalTest('>=', low, 'right')
  const isAtMost = literalTest('<=', high, 'right')
  return (domain: Domain): SingleTest => {
    const [reachesLow, staysBelowHigh] = [isAtLeast(domain), isAtMost(domain)]
    return (value) => and(reachesLow(value), staysBelowHigh(value))
  }
}

function compileIsNull(variable: Variable, scope: Scope): Evaluate {
  const operand = compileOperand(variable, scope)
  const read = operand.readerFor('exact')
  return (input) => {
    const values = read(input)
    if (values === undefined) return TRUE
    if (values === null) return UNKNOWN
    if (values === OPEN) {
      input.open.add(operand.name)
      return ANY
    }
    if (typeof values !== 'object') return FALSE
    return values.length === 0 || values.includes(null) ? UNKNOWN : FALSE
  }
}
