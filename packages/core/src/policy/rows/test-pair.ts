import { decimalOf, type Domain, type Single } from '../condition/single.ts'
import { TRUE } from '../truth.ts'
import { allOf, anyOf, FAILS } from './row-test.ts'
import type { Reading, RowFact, RowOperator, RowTest, RowValue } from './row-test.ts'
import type { Wanted } from './row-scope.ts'

/** One value of a comparison: a variable that stands for a row's value, or a value that is the same for every row, ready for the domain. */
export type Bound = BoundFact | { readonly constant: Single }

export interface BoundFact {
  readonly of: RowFact
  readonly variable: 0 | 1
  /** Whether the text is read as a number, as that of a parameter with a numeric schema is. */
  readonly isNumber: boolean
}

type PairOperator = '=' | '<' | '<=' | '>' | '>='

/**
 * The test that two values, at least one of them a row's, compare as `wanted`. A pair that is UNKNOWN fails whichever is wanted.
 *
 * @see POLICY.md, section 4, Types
 */
export function testPair(operator: PairOperator, a: Bound, b: Bound | Single, domain: Domain, wanted: Wanted): RowTest {
  const right: Bound = isBound(b) ? b : { constant: b }
  if (!isFact(a)) {
    if (!isFact(right)) throw new TypeError('one of the values is a row’s')
    return testPair(TURNED[operator], right, a, domain, wanted)
  }
  const asked: RowOperator = wanted === TRUE ? operator : NEGATED[operator]
  return domain === 'tag' ? testTags(asked, a, right) : testPlain(asked, a, right, domain)
}

/** The test that a row's value matches a LIKE pattern that is ready for the domain, or that it is text and does not. */
export function testLike(value: Bound, pattern: Single, domain: Domain, wanted: Wanted): RowTest {
  if (!isFact(value)) throw new TypeError('the value is a row’s')
  // Numbers are no text: LIKE is UNKNOWN.
  if (typeof pattern !== 'string' || value.isNumber) return FAILS
  return { kind: 'like', negated: wanted !== TRUE, left: read(value, textReading(domain)), pattern }
}

const TURNED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const
const NEGATED = { '=': '!=', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const

/** By JSON type, as single.ts has it: values of two types compare as UNKNOWN. */
function testPlain(operator: RowOperator, left: BoundFact, right: Bound, domain: Domain): RowTest {
  const reading = left.isNumber ? 'number' : textReading(domain)
  if (isFact(right)) {
    if (left.isNumber !== right.isNumber) return FAILS
    return { kind: 'compare', operator, left: read(left, reading), right: read(right, reading) }
  }
  const { constant } = right
  if (typeof constant !== (left.isNumber ? 'number' : 'string')) return FAILS
  return { kind: 'compare', operator, left: read(left, reading), right: constant as string | number }
}

/** Text folded; by number as soon as one side is one, and where an order is asked of two decimal texts. */
function testTags(operator: RowOperator, left: BoundFact, right: Bound): RowTest {
  const isOrder = operator !== '=' && operator !== '!='
  const asNumber = read(left, left.isNumber ? 'number' : 'decimal')
  const asText = read(left, 'folded')
  if (isFact(right)) {
    const numbers: RowTest = {
      kind: 'compare',
      operator,
      left: asNumber,
      right: read(right, right.isNumber ? 'number' : 'decimal'),
    }
    if (left.isNumber || right.isNumber) return numbers
    const rightText = read(right, 'folded')
    const texts: RowTest = { kind: 'compare', operator, left: asText, right: rightText }
    if (!isOrder) return texts
    return anyOf([numbers, allOf([isNoDecimal(asText), isNoDecimal(rightText), texts])])
  }
  const { constant } = right
  if (typeof constant === 'number') return { kind: 'compare', operator, left: asNumber, right: constant }
  if (typeof constant !== 'string') return FAILS
  const number = decimalOf(constant)
  if (left.isNumber || (isOrder && number !== undefined)) {
    return number === undefined ? FAILS : { kind: 'compare', operator, left: asNumber, right: number }
  }
  const texts: RowTest = { kind: 'compare', operator, left: asText, right: constant }
  return isOrder ? allOf([isNoDecimal(asText), texts]) : texts
}

function isNoDecimal(left: RowValue): RowTest {
  return { kind: 'decimal', negated: true, left }
}

function read({ of, variable }: BoundFact, reading: Reading): RowValue {
  return { of, variable, reading }
}

function textReading(domain: Domain): Reading {
  switch (domain) {
    case 'tag':
      return 'folded'
    case 'lower-case':
      return 'lower-case'
    default:
      return 'written'
  }
}

function isFact(value: Bound): value is BoundFact {
  return 'of' in value
}

function isBound(value: Bound | Single): value is Bound {
  return typeof value === 'object' && value !== null
}
