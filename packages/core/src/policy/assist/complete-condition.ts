import { ConditionFault } from '../condition/condition-fault.ts'
import type { Token } from '../condition/condition-token.ts'
import { lexCondition } from '../condition/lex-condition.ts'
import type { KnownVariable } from './known-variables.ts'

/** Something that may stand where an author is writing. */
export interface Completion {
  /** What to put in. */
  readonly text: string
  readonly kind: 'variable' | 'value' | 'operator' | 'keyword' | 'operation' | 'key'
  /** The variable, for what is one. */
  readonly variable?: KnownVariable
}

/** What may stand at a place of a text, and which stretch of the text it replaces: offsets in UTF-16 units. */
export interface Completions {
  readonly from: number
  readonly to: number
  readonly options: readonly Completion[]
}

/** What the grammar expects next. */
type Expected =
  | 'operand'
  | 'operator'
  | 'negated-operator'
  | 'right'
  | 'in'
  | 'item'
  | 'after-item'
  | 'pattern'
  | 'low'
  | 'between-and'
  | 'high'
  | 'null'
  | 'not-null'
  | 'all-open'
  | 'all-variable'
  | 'all-close'
  | 'all-operator'
  | 'join'

interface Place {
  readonly expected: Expected
  /** The variable on the left of the comparison, as it is written. */
  readonly left: string | null
}

const START: Place = { expected: 'operand', left: null }

/** What is being written at the end of a text: a variable or a word. */
const PARTIAL = /\$[^\s()=<>!,']*$|[A-Za-z]+$/

const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'IN',
  'NOT IN',
  'LIKE',
  'NOT LIKE',
  'BETWEEN',
  'IS NULL',
  'IS NOT NULL',
]
const UNORDERED = ['=', '!=', 'IN', 'NOT IN', 'IS NULL', 'IS NOT NULL']

/**
 * What may stand at a place of a `where` clause. Empty where what stands before it is no beginning of a clause.
 *
 * @param offset of the cursor, in UTF-16 units
 */
export function completeCondition(text: string, offset: number, variables: readonly KnownVariable[]): Completions {
  const before = text.slice(0, offset)
  const partial = openString(before) ?? PARTIAL.exec(before)?.[0] ?? ''
  const from = offset - partial.length
  const place = placeAfter(before.slice(0, from))
  const options = place === null ? [] : optionsAt(place, variables)
  const typed = partial.toLowerCase()
  return {
    from,
    to: offset,
    options: options.filter((option) => option.text.toLowerCase().startsWith(typed) && option.text !== partial),
  }
}

/** The string that is open at the end of a text, from its quote on. */
function openString(before: string): string | undefined {
  const rest = before.replace(/'(?:[^']|'')*'(?!')/g, (closed) => ' '.repeat(closed.length))
  const start = rest.indexOf("'")
  return start === -1 ? undefined : before.slice(start)
}

function placeAfter(before: string): Place | null {
  let tokens: readonly Token[]
  try {
    tokens = lexCondition(before)
  } catch (error) {
    if (error instanceof ConditionFault) return null
    throw error
  }
  let place: Place | null = START
  for (const token of tokens) {
    if (token.kind === 'end' || place === null) break
    place = step(place, token, before)
  }
  return place
}

/** Where one token leads; null where it cannot stand. */
function step({ expected, left }: Place, token: Token, text: string): Place | null {
  const word = token.kind === 'word' || token.kind === 'sign' ? token.text.toUpperCase() : null
  const to = (next: Expected): Place => ({ expected: next, left })
  const isValue = token.kind === 'string' || token.kind === 'number' || token.kind === 'slot' || isLiteralWord(word)
  switch (expected) {
    case 'operand':
      if (word === '(' || word === 'NOT') return START
      if (word === 'ALL') return to('all-open')
      if (token.kind === 'variable') return { expected: 'operator', left: text.slice(token.start, token.end) }
      return isValue ? { expected: 'operator', left: null } : null
    case 'operator':
      if (word === 'NOT') return to('negated-operator')
      if (word === 'IS') return to('null')
      return afterOperator(word, left)
    case 'negated-operator':
      return word === 'IN' || word === 'LIKE' || word === 'BETWEEN' ? afterOperator(word, left) : null
    case 'right':
      return isValue || token.kind === 'variable' ? to('join') : null
    case 'in':
      return word === '(' ? to('item') : token.kind === 'variable' ? to('join') : null
    case 'item':
      return isValue ? to('after-item') : null
    case 'after-item':
      return word === ',' ? to('item') : word === ')' ? to('join') : null
    case 'pattern':
      return token.kind === 'string' ? to('join') : null
    case 'low':
      return isValue ? to('between-and') : null
    case 'between-and':
      return word === 'AND' ? to('high') : null
    case 'high':
      return isValue ? to('join') : null
    case 'null':
      return word === 'NOT' ? to('not-null') : word === 'NULL' ? to('join') : null
    case 'not-null':
      return word === 'NULL' ? to('join') : null
    case 'all-open':
      return word === '(' ? to('all-variable') : null
    case 'all-variable':
      return token.kind === 'variable' ? { expected: 'all-close', left: text.slice(token.start, token.end) } : null
    case 'all-close':
      return word === ')' ? to('all-operator') : null
    case 'all-operator':
      return word === '=' || word === 'IN' ? afterOperator(word, left) : null
    case 'join':
      return word === ')' ? to('join') : word === 'AND' || word === 'OR' ? START : null
  }
}

function afterOperator(word: string | null, left: string | null): Place | null {
  switch (word) {
    case '=':
    case '!=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { expected: 'right', left }
    case 'IN':
      return { expected: 'in', left }
    case 'LIKE':
      return { expected: 'pattern', left }
    case 'BETWEEN':
      return { expected: 'low', left }
    default:
      return null
  }
}

function optionsAt({ expected, left }: Place, variables: readonly KnownVariable[]): readonly Completion[] {
  const variable = variables.find(({ text }) => text === left)
  switch (expected) {
    case 'operand':
      return [...variables.map(toCompletion), ...keywords('NOT', 'ALL(')]
    case 'operator':
      return (variable?.type === 'boolean' ? UNORDERED : OPERATORS).map((text) => ({ text, kind: 'operator' }))
    case 'negated-operator':
      return keywords('IN', 'LIKE', 'BETWEEN')
    case 'right':
      return [
        ...valuesOf(variable),
        ...variables.filter((other) => other.text !== left && isComparable(variable, other)).map(toCompletion),
      ]
    case 'in':
      return [...keywords('('), ...variables.filter((other) => other.text !== left && isSet(other)).map(toCompletion)]
    case 'item':
    case 'low':
    case 'high':
      return valuesOf(variable)
    case 'after-item':
      return keywords(',', ')')
    case 'between-and':
      return keywords('AND')
    case 'null':
      return keywords('NULL', 'NOT NULL')
    case 'not-null':
      return keywords('NULL')
    case 'all-open':
      return keywords('(')
    case 'all-variable':
      return variables.filter(isSet).map(toCompletion)
    case 'all-close':
      return keywords(')')
    case 'all-operator':
      return keywords('=', 'IN')
    case 'join':
      return keywords('AND', 'OR')
    case 'pattern':
      return []
  }
}

function valuesOf(variable: KnownVariable | undefined): readonly Completion[] {
  const values = variable?.type === 'boolean' ? ['TRUE', 'FALSE'] : (variable?.values ?? [])
  return values.map((text) => ({ text, kind: 'value' }))
}

/** Whether a comparison of the two can be TRUE, as far as is known. */
function isComparable(left: KnownVariable | undefined, right: KnownVariable): boolean {
  const type = left?.type ?? 'any'
  if (type === 'any' || right.type === 'any' || type === right.type) return true
  return (type === 'tag' && right.type !== 'boolean') || (right.type === 'tag' && type !== 'boolean')
}

/** Whether a variable may hold several values that the server keeps: what ALL and IN take. */
function isSet({ type, text }: KnownVariable): boolean {
  return type === 'tag' || text === '$principal:roles'
}

function toCompletion(variable: KnownVariable): Completion {
  return { text: variable.text, kind: 'variable', variable }
}

function keywords(...texts: readonly string[]): readonly Completion[] {
  return texts.map((text) => ({ text, kind: 'keyword' }))
}

function isLiteralWord(word: string | null): boolean {
  return word === 'TRUE' || word === 'FALSE' || word === 'NULL'
}
