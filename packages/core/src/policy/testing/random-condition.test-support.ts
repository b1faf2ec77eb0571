import { NUMBERS, TEXTS } from './random-facts.test-support.ts'
import type { Comparison, ComparisonOperator, Condition, Literal, Operand, StringLiteral, Variable } from '../ast.ts'
import type { Random } from './random.test-support.ts'

const span = { line: 1, column: 1, offset: 0, length: 0 }
const OPERATORS: readonly ComparisonOperator[] = ['=', '=', '!=', '<', '<=', '>', '>=']

/** A type that both sides of a typed comparison have. */
type ValueType = 'text' | 'number' | 'boolean' | 'tag'

/** A clause over variables and literals of any kind. */
export function wildCondition(
  random: Random,
  depth = random.int(4),
  variables: readonly Variable[] = WILD_VARIABLES,
  texts: readonly string[] = TEXTS,
): Condition {
  return junction(random, depth, () => wildComparison(random, variables, texts))
}

/** A clause whose comparisons each stay within one type, so that SQL can say the same. */
export function typedCondition(random: Random, depth = random.int(4)): Condition {
  return junction(random, depth, () => typedComparison(random))
}

/** The variables of the random operation that hold one value of a type, or none. */
export const TYPED_VARIABLES: Readonly<Record<ValueType, readonly Variable[]>> = {
  text: [
    ...[request('body', 's1'), request('body', 's2'), request('query', 'qs'), request('path', 'partId')],
    ...[attribute('principal', 'id'), attribute('principal', 'email'), attribute('resource', 'owner')],
  ],
  number: [request('body', 'n1'), request('body', 'n2'), request('any', 'n1')],
  boolean: [request('body', 'b1'), request('body', 'b2')],
  tag: [principalTag('t1'), principalTag('T2'), principalTag('constructor'), resourceTag('t1'), resourceTag('t3')],
}

/** Variables of every kind, those that name nothing included. */
export const WILD_VARIABLES: readonly Variable[] = [
  ...Object.values(TYPED_VARIABLES).flat(),
  ...[request('body', 'x'), request('body', 'constructor'), request('body', '__proto__'), request('any', 's1')],
  ...[request('body', 'list'), request('body', 'items', 'x'), request('body', 'items', 'y'), request('body', 'items')],
  ...[request('query', 'qn'), request('query', 'qb'), request('query', 'q'), request('query', 'deep')],
  ...[request('query', 'deep', 'a'), request('query', 'deep', 'b'), request('query', 'undeclared')],
  ...[request('body', 'at'), request('body', 'uuid'), request('path', 'thingId'), request('any', 'q')],
  ...[attribute('principal', 'tenant'), attribute('principal', 'roles'), attribute('principal', 'type')],
  ...[attribute('resource', 'id'), attribute('resource', 'tenant'), attribute('resource', 'type')],
  ...[resourceTag('t1', 'thingId'), resourceTag('t2', 'partId'), resourceTag('t1', 'gone'), resourceTag('toString')],
  { kind: 'context', attribute: 'time', span },
]

function junction(random: Random, depth: number, leaf: () => Condition): Condition {
  if (depth === 0) return leaf()
  if (random.oneIn(4)) return { kind: 'not', operand: junction(random, depth - 1, leaf), span }
  const operands = random.list(2, 3, () => junction(random, depth - 1 - random.int(depth), leaf))
  return { kind: random.pick(['and', 'or']), operands, span }
}

function wildComparison(random: Random, variables: readonly Variable[], texts: readonly string[]): Comparison {
  const variable = (): Variable => random.pick(variables)
  const literal = (): Literal => {
    const kind = random.int(8)
    if (kind === 0) return { kind: 'null', span }
    if (kind === 1) return { kind: 'boolean', value: random.oneIn(2), span }
    if (kind < 4) return number(random.pick(NUMBERS))
    return text(random.pick(texts))
  }
  const operand = (): Operand => (random.oneIn(2) ? variable() : literal())
  const negated = random.oneIn(2)
  switch (random.int(7)) {
    case 0:
      return { kind: 'in', negated, left: variable(), right: random.list(1, 4, literal), span }
    case 1:
      return { kind: 'in', negated, left: operand(), right: variable(), span }
    case 2:
      return { kind: 'like', negated, left: variable(), pattern: pattern(random), span }
    case 3:
      return { kind: 'between', negated, left: variable(), low: literal(), high: literal(), span }
    case 4:
      return { kind: 'is-null', negated, variable: variable(), span }
    case 5: {
      const left = random.pick([...TYPED_VARIABLES.tag, attribute('principal', 'roles')])
      return { kind: 'all', variable: left, right: random.oneIn(2) ? operand() : random.list(1, 3, literal), span }
    }
    default: {
      const [left, right] = random.oneIn(4) ? [literal(), variable()] : [variable(), operand()]
      return { kind: 'compare', operator: random.pick(OPERATORS), left, right, span }
    }
  }
}

function typedComparison(random: Random): Comparison {
  const type = random.pick<ValueType>(['text', 'number', 'boolean', 'tag', 'tag'])
  const variable = (): Variable => random.pick(TYPED_VARIABLES[type])
  const literal = (): Literal => {
    if (type === 'number') return number(random.pick(NUMBERS.filter((each) => Math.abs(each) < 2 ** 53)))
    if (type === 'boolean') return { kind: 'boolean', value: random.oneIn(2), span }
    return text(random.pick(TEXTS))
  }
  const operand = (): Operand => (random.oneIn(3) ? variable() : literal())
  const negated = random.oneIn(2)
  switch (random.int(6)) {
    case 0: {
      const item = (): Literal => (random.oneIn(8) ? { kind: 'null', span } : literal())
      return { kind: 'in', negated, left: variable(), right: random.list(1, 4, item), span }
    }
    case 1:
      if (type !== 'text' && type !== 'tag') break
      return { kind: 'like', negated, left: variable(), pattern: pattern(random), span }
    case 2:
      return { kind: 'between', negated, left: variable(), low: literal(), high: literal(), span }
    case 3:
      return { kind: 'is-null', negated, variable: variable(), span }
  }
  const [left, right] = random.oneIn(4) ? [literal(), variable()] : [variable(), operand()]
  return { kind: 'compare', operator: random.pick(OPERATORS), left, right, span }
}

function pattern(random: Random): StringLiteral {
  const parts = random.list(0, 4, () =>
    random.pick(['%', '%', '_', 'a', 'A', 'b', '1', "'", 'é', '😀', random.pick(TEXTS)]),
  )
  return text(parts.join('').slice(0, 100))
}

function text(value: string): StringLiteral {
  return { kind: 'string', value, span }
}

function number(value: number): Literal {
  return { kind: 'number', value, text: String(value), span }
}

function request(source: 'any' | 'path' | 'query' | 'body', ...path: string[]): Variable {
  return { kind: 'request', source, path, span }
}

function principalTag(key: string): Variable {
  return { kind: 'principal-tag', key, span }
}

function resourceTag(key: string, parameter?: string): Variable {
  return { kind: 'resource-tag', key, ...(parameter === undefined ? {} : { parameter }), span }
}

function attribute<K extends 'principal' | 'resource'>(
  kind: K,
  name: Extract<Variable, { kind: K }>['attribute'],
): Variable {
  return { kind, attribute: name, span } as Variable
}
