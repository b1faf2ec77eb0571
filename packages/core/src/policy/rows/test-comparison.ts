import { assertNever } from '../../util/assert-never.ts'
import { printCondition } from '../print/print-condition.ts'
import { compileComparison } from '../condition/compile-comparison.ts'
import { domainOf, literalValue } from '../condition/compile-operand.ts'
import { OPEN } from '../condition/read-request.ts'
import { toDomain } from '../condition/single.ts'
import { FALSE, TRUE } from '../truth.ts'
import { allOf, anyOf, FAILS, HOLDS } from './row-test.ts'
import { toRowOperand, type RowOperand } from './row-operand.ts'
import { testLike, testPair, type Bound } from './test-pair.ts'
import type { Comparison, ComparisonOperator, Literal, Operand } from '../ast.ts'
import type { Domain, Single } from '../condition/single.ts'
import type { Join } from '../condition/lift.ts'
import type { RowTest } from './row-test.ts'
import type { RowScope, Wanted } from './row-scope.ts'

/**
 * Turns a comparison into a test that holds for exactly the rows for which the comparison is `wanted`: TRUE or FALSE.
 *
 * @see POLICY.md, section 4, Sets and Types
 */
export function testComparison(comparison: Comparison, wanted: Wanted, scope: RowScope): RowTest {
  const operands = operandsOf(comparison).map((operand) => toRowOperand(operand, scope))
  if (operands.every(({ fact }) => fact === null)) return testConstant(comparison, wanted, scope)
  if (operands.some(cannotBeRead) || natureIsInstant(operands)) return obstacle(comparison, [], scope)
  const needs = operands.flatMap(({ fact, compiled }) =>
    fact === null && compiled.readerFor('exact')({ ...scope.input, open: new Set() }) === OPEN ? [compiled.name] : [],
  )
  return needs.length > 0 ? obstacle(comparison, needs, scope) : translate(comparison, operands, wanted, scope)
}

function translate(
  comparison: Comparison,
  [left, right]: readonly RowOperand[],
  wanted: Wanted,
  scope: RowScope,
): RowTest {
  if (left === undefined) throw new TypeError('a comparison has an operand')
  switch (comparison.kind) {
    case 'compare': {
      if (right === undefined) throw new TypeError('a comparison has two sides')
      const { operator } = comparison
      if (operator === '!=') return testSides('=', left, right, 'any', opposite(wanted), scope)
      return testSides(operator, left, right, 'any', wanted, scope)
    }
    case 'in': {
      const asked = comparison.negated ? opposite(wanted) : wanted
      if (right !== undefined) return testSides('=', left, right, 'any', asked, scope)
      return testList(left, comparison.right as readonly Literal[], 'any', asked, scope)
    }
    case 'all':
      if (right !== undefined) return testSides('=', left, right, 'every', wanted, scope)
      return testList(left, comparison.right as readonly Literal[], 'every', wanted, scope)
    case 'like': {
      const asked = comparison.negated ? opposite(wanted) : wanted
      const domain = domainOf(left.compiled.nature)
      const pattern = toDomain(literalValue(comparison.pattern, scope.input.slots), domain)
      return quantify([levelOf(left, 'any', domain, scope)], asked, ([value]) =>
        testLike(value as Bound, pattern, domain, asked),
      )
    }
    case 'between': {
      const asked = comparison.negated ? opposite(wanted) : wanted
      const domain = domainOf(left.compiled.nature)
      const [low = null, high = null] = [comparison.low, comparison.high].map((literal) =>
        toDomain(literalValue(literal, scope.input.slots), domain),
      )
      const both = asked === TRUE ? allOf : anyOf
      return quantify([levelOf(left, 'any', domain, scope)], asked, ([value]) =>
        both([testPair('>=', value as Bound, low, domain, asked), testPair('<=', value as Bound, high, domain, asked)]),
      )
    }
    case 'is-null': {
      const asked = comparison.negated ? opposite(wanted) : wanted
      const { fact } = left
      if (fact === null) throw new TypeError('IS NULL is about a fact of the row here')
      if (fact.kind === 'id') return asked === TRUE ? FAILS : HOLDS
      return asked === TRUE ? { kind: 'missing', of: fact } : { kind: 'some', of: fact, variable: 0, test: HOLDS }
    }
    default:
      return assertNever(comparison)
  }
}

/** A comparison that is the same for every row. */
function testConstant(comparison: Comparison, wanted: Wanted, scope: RowScope): RowTest {
  const input = { ...scope.input, open: new Set<string>() }
  const truth = compileComparison(comparison, scope)(input)
  if (truth === wanted) return HOLDS
  return (truth & wanted) === 0 ? FAILS : obstacle(comparison, [...input.open], scope)
}

function obstacle(comparison: Comparison, needs: readonly string[], { statement }: RowScope): RowTest {
  return { kind: 'obstacle', statement, clause: printCondition(comparison), needs }
}

function cannotBeRead({ fact, readAs }: RowOperand): boolean {
  return fact !== null && (readAs === 'boolean' || readAs === 'other')
}

/** SQL has no instants of nanoseconds that would compare as those of a clause do. */
function natureIsInstant(operands: readonly RowOperand[]): boolean {
  return operands.some(({ compiled }) => compiled.nature === 'instant')
}

function operandsOf(comparison: Comparison): readonly Operand[] {
  switch (comparison.kind) {
    case 'compare':
      return [comparison.left, comparison.right]
    case 'in':
      return 'kind' in comparison.right ? [comparison.left, comparison.right] : [comparison.left]
    case 'all':
      return 'kind' in comparison.right ? [comparison.variable, comparison.right] : [comparison.variable]
    case 'like':
    case 'between':
      return [comparison.left]
    case 'is-null':
      return [comparison.variable]
    default:
      return assertNever(comparison)
  }
}

/** Compares two sides, request arrays outermost. `join`: of the left side's values, where it is a server set. */
function testSides(
  operator: Exclude<ComparisonOperator, '!='>,
  left: RowOperand,
  right: RowOperand,
  join: Join,
  wanted: Wanted,
  scope: RowScope,
): RowTest {
  const domain = domainOf(left.compiled.nature, right.compiled.nature)
  const isTurned = !left.compiled.fromRequest && right.compiled.fromRequest
  const a = levelOf(left, left.compiled.fromRequest ? 'agree' : join, domain, scope)
  const b = levelOf(right, right.compiled.fromRequest ? 'agree' : 'any', domain, scope)
  return quantify(isTurned ? [b, a] : [a, b], wanted, (values) => {
    const [x, y] = isTurned ? [values[1], values[0]] : [values[0], values[1]]
    return testPair(operator, x as Bound, y as Bound, domain, wanted)
  })
}

function testList(
  left: RowOperand,
  literals: readonly Literal[],
  join: Join,
  wanted: Wanted,
  scope: RowScope,
): RowTest {
  const domain = domainOf(left.compiled.nature)
  const values = literals.map((literal) => toDomain(literalValue(literal, scope.input.slots), domain))
  const outer = levelOf(left, left.compiled.fromRequest ? 'agree' : join, domain, scope)
  return quantify([outer, { values, join: 'any' }], wanted, ([value, literal]) =>
    testPair('=', value as Bound, literal as Bound, domain, wanted),
  )
}

/** The values of one side: the row's, or a list that is the same for every row. */
type Level =
  | { readonly values: readonly Single[]; readonly join: Join }
  | { readonly operand: RowOperand & { readonly fact: object }; readonly join: Join }

function levelOf(operand: RowOperand, join: Join, domain: Domain, { input }: RowScope): Level {
  const { fact, compiled } = operand
  if (fact !== null) return { operand: { ...operand, fact }, join }
  const read = compiled.readerFor(domain)({ ...input, open: new Set() })
  // What is not there compares with nothing: no value, hence neither TRUE nor FALSE.
  if (read === OPEN || read === undefined || read === null) return { values: [], join }
  return { values: typeof read === 'object' ? read : [read], join }
}

/** Joins what a test gives for each value, or each pair of values, the first level outermost. */
function quantify(levels: readonly Level[], wanted: Wanted, test: (values: readonly Bound[]) => RowTest): RowTest {
  const order = levels.map((_, i) => i)
  const [outer, inner] = levels
  // A row's own values outermost, where that comes to the same: the list within becomes one list of SQL.
  if (outer !== undefined && inner !== undefined && 'values' in outer && commute(outer, inner)) order.reverse()
  const bind = (at: number, bound: readonly Bound[]): RowTest => {
    const position = order[at]
    if (position === undefined) return test(levels.map((_, i) => bound[order.indexOf(i)] as Bound))
    const { join, ...level } = levels[position] as Level
    const isAny = join === 'any' ? wanted === TRUE : join === 'every' ? wanted === FALSE : false
    if ('values' in level) {
      if (level.values.length === 0) return FAILS
      return (isAny ? anyOf : allOf)(level.values.map((value) => bind(at + 1, [...bound, { constant: value }])))
    }
    const { fact, readAs } = level.operand
    const variable = at === 0 ? 0 : 1
    const within = bind(at + 1, [...bound, { of: fact, variable, isNumber: readAs === 'number' }])
    if (within.kind === 'constant' && !within.value) return FAILS
    return { kind: isAny || level.operand.single ? 'some' : 'every', of: fact, variable, test: within }
  }
  return bind(0, [])
}

function commute(list: Level, row: Level): boolean {
  const isOneValue = 'operand' in row && row.operand.single
  return isOneValue || (list.join === 'any' && row.join === 'any') || ('values' in list && list.values.length === 1)
}

function opposite(wanted: Wanted): Wanted {
  return wanted === TRUE ? FALSE : TRUE
}
