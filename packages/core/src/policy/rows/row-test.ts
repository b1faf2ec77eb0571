import type { Tags } from '../../model/tags.ts'

/** A fact about a resource that differs from row to row. */
export type RowFact =
  | { readonly kind: 'id' }
  | { readonly kind: 'owner' }
  /** `key` is folded. */
  | { readonly kind: 'tag'; readonly key: string }

/**
 * How the text of a value is taken before it is compared.
 *
 * - `written`: as it stands (of a tag: in NFC)
 * - `folded`: in NFC, ASCII letters in lower case, as tags compare
 * - `lower-case`: ASCII letters in lower case, as UUIDs compare
 * - `decimal`: the number of a decimal tag value; no number where it is none
 * - `number`: the number of a path or query value under a numeric schema; no number where it is none
 */
export type Reading = 'written' | 'folded' | 'lower-case' | 'decimal' | 'number'

/** A value of a row, by the variable that a `some` or `every` around it binds. */
export interface RowValue {
  readonly of: RowFact
  readonly variable: 0 | 1
  readonly reading: Reading
}

export type RowOperator = '=' | '!=' | '<' | '<=' | '>' | '>='

/**
 * A question about one row with a plain answer: it holds, or it does not. Conditions have three truth values; here each is asked for one of
 * them ("is it TRUE", "is it FALSE"), so that UNKNOWN is neither, under NOT too.
 *
 * - `some`: the fact has a value for which the inner test holds
 * - `every`: the fact has values, and the inner test holds for each
 * - `missing`: the fact has no value
 * - `one-of`: the value is one of these texts; negated: none of them
 * - `decimal`: the value is a decimal number; negated: it is none
 * - `matching-tags`: every tag of the row, system tags aside, shares a value with these
 * - `obstacle`: it cannot be told from a row
 */
export type RowTest =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly RowTest[] }
  | { readonly kind: 'some' | 'every'; readonly of: RowFact; readonly variable: 0 | 1; readonly test: RowTest }
  | { readonly kind: 'missing'; readonly of: RowFact }
  | ValueTest
  | { readonly kind: 'matching-tags'; readonly tags: Tags }
  | Obstacle

/** A test of values that quantifiers bound. */
export type ValueTest =
  | {
      readonly kind: 'compare'
      readonly operator: RowOperator
      readonly left: RowValue
      readonly right: RowValue | string | number
    }
  | { readonly kind: 'one-of'; readonly negated: boolean; readonly left: RowValue; readonly right: readonly string[] }
  | { readonly kind: 'like'; readonly negated: boolean; readonly left: RowValue; readonly pattern: string }
  | { readonly kind: 'decimal'; readonly negated: boolean; readonly left: RowValue }

/** Why a test cannot be told from a row. */
export interface Obstacle {
  readonly kind: 'obstacle'
  /** The statement, named for a reader. */
  readonly statement: string
  /** The comparison or the field list, as printed. */
  readonly clause: string
  /** Request values that were not given, as `where` spells them; empty where the shape itself has no translation. */
  readonly needs: readonly string[]
}

export const HOLDS: RowTest = { kind: 'constant', value: true }
export const FAILS: RowTest = { kind: 'constant', value: false }

/** All of them. An obstacle beside a test that never holds is none. */
export function allOf(tests: readonly RowTest[]): RowTest {
  return combine('and', false, tests)
}

/** Any of them. An obstacle beside a test that always holds is none. */
export function anyOf(tests: readonly RowTest[]): RowTest {
  return combine('or', true, tests)
}

/** `final`: the constant that decides the whole. */
function combine(kind: 'and' | 'or', final: boolean, tests: readonly RowTest[]): RowTest {
  const operands = new Map<string, RowTest>()
  for (const test of tests.flatMap((each) => (each.kind === kind ? each.operands : [each]))) {
    if (test.kind === 'constant') {
      if (test.value === final) return test
    } else {
      operands.set(nameOf(test), test)
    }
  }
  const [first] = operands.values()
  if (first === undefined) return { kind: 'constant', value: !final }
  return operands.size === 1 ? first : mergeEqualities(kind, [...operands.values()])
}

/** The same for tests that are the same. */
function nameOf(test: RowTest): string {
  return JSON.stringify(test, (_, value: unknown) => (value instanceof Map ? [...(value as Tags).values()] : value))
}

/** `a = 'x' OR a = 'y'` is one list, and so is `a != 'x' AND a != 'y'`: a principal may bring hundreds of values. */
function mergeEqualities(kind: 'and' | 'or', operands: readonly RowTest[]): RowTest {
  const lists = new Map<string, { readonly left: RowValue; readonly texts: string[] }>()
  const others: RowTest[] = []
  for (const operand of operands) {
    if (
      operand.kind !== 'compare' ||
      operand.operator !== (kind === 'or' ? '=' : '!=') ||
      typeof operand.right !== 'string'
    ) {
      others.push(operand)
      continue
    }
    const name = JSON.stringify(operand.left)
    const list = lists.get(name)
    if (list === undefined) lists.set(name, { left: operand.left, texts: [operand.right] })
    else list.texts.push(operand.right)
  }
  const merged = Array.from(lists.values(), ({ left, texts }): RowTest => {
    const [only] = texts
    return texts.length === 1 && only !== undefined
      ? { kind: 'compare', operator: kind === 'or' ? '=' : '!=', left, right: only }
      : { kind: 'one-of', negated: kind === 'and', left, right: texts }
  })
  const all = [...merged, ...others]
  const [first] = all
  return all.length === 1 && first !== undefined ? first : { kind, operands: all }
}

/** The obstacles that are left in a test, in the order of the statements. */
export function obstaclesIn(test: RowTest): readonly Obstacle[] {
  switch (test.kind) {
    case 'obstacle':
      return [test]
    case 'and':
    case 'or':
      return test.operands.flatMap(obstaclesIn)
    case 'some':
    case 'every':
      return obstaclesIn(test.test)
    default:
      return []
  }
}
