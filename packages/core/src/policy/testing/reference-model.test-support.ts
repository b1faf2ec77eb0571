import { literal, readSide } from './reference-values.test-support.ts'
import type { Service } from '../../model/service.ts'
import type { Comparison, Condition, Literal, Operand } from '../ast.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { Side, Value } from './reference-values.test-support.ts'

/** A truth value of SQL. */
export type ReferenceTruth = 'TRUE' | 'FALSE' | 'UNKNOWN'

/**
 * What a condition comes to, written straight from POLICY.md, section 4: slow and plain, and sharing nothing with the compiler but the
 * syntax tree. Requests only: nothing may be open.
 */
export function evaluateByReference(condition: Condition, input: EvaluationInput, service: Service): ReferenceTruth {
  switch (condition.kind) {
    case 'and':
      return allOf(condition.operands.map((operand) => evaluateByReference(operand, input, service)))
    case 'or':
      return anyOf(condition.operands.map((operand) => evaluateByReference(operand, input, service)))
    case 'not':
      return opposite(evaluateByReference(condition.operand, input, service))
    default:
      return evaluateComparison(condition, input, service)
  }
}

type Test = (left: Value, right: Value) => ReferenceTruth

function evaluateComparison(comparison: Comparison, input: EvaluationInput, service: Service): ReferenceTruth {
  const sideOf = (operand: Operand): Side => readSide(operand, input, service)
  switch (comparison.kind) {
    case 'compare': {
      const left = sideOf(comparison.left)
      const right = sideOf(comparison.right)
      if (comparison.operator === '!=') return opposite(lifted(left, right, compareBy('='), anyOf))
      return lifted(left, right, compareBy(comparison.operator), anyOf)
    }
    case 'in': {
      const result = isList(comparison.right)
        ? liftedAlone(sideOf(comparison.left), isAmong(comparison.right), anyOf)
        : lifted(sideOf(comparison.left), sideOf(comparison.right), compareBy('='), anyOf)
      return comparison.negated ? opposite(result) : result
    }
    case 'all':
      return isList(comparison.right)
        ? liftedAlone(sideOf(comparison.variable), isAmong(comparison.right), allOf)
        : lifted(sideOf(comparison.variable), sideOf(comparison.right), compareBy('='), allOf)
    case 'like': {
      const pattern = literal(comparison.pattern)
      const result = liftedAlone(sideOf(comparison.left), (value) => isLike(value, pattern), anyOf)
      return comparison.negated ? opposite(result) : result
    }
    case 'between': {
      const low = literal(comparison.low)
      const high = literal(comparison.high)
      const within = (value: Value): ReferenceTruth =>
        allOf([compareBy('>=')(value, low), compareBy('<=')(value, high)])
      const result = liftedAlone(sideOf(comparison.left), within, anyOf)
      return comparison.negated ? opposite(result) : result
    }
    case 'is-null': {
      const result = isNull(sideOf(comparison.variable))
      return comparison.negated ? opposite(result) : result
    }
  }
}

function isList(right: Operand | readonly Literal[]): right is readonly Literal[] {
  return Array.isArray(right)
}

function isAmong(literals: readonly Literal[]): (value: Value) => ReferenceTruth {
  return (value) => anyOf(literals.map((each) => compareBy('=')(value, literal(each))))
}

function isNull(side: Side): ReferenceTruth {
  if (side.none === 'missing') return 'TRUE'
  if (side.none === 'inapplicable' || side.values.length === 0) return 'UNKNOWN'
  return side.values.some((value) => value.is === 'nothing') ? 'UNKNOWN' : 'FALSE'
}

// Three-valued logic

function allOf(results: readonly ReferenceTruth[]): ReferenceTruth {
  if (results.includes('FALSE')) return 'FALSE'
  return results.includes('UNKNOWN') ? 'UNKNOWN' : 'TRUE'
}

function anyOf(results: readonly ReferenceTruth[]): ReferenceTruth {
  if (results.includes('TRUE')) return 'TRUE'
  return results.includes('UNKNOWN') ? 'UNKNOWN' : 'FALSE'
}

function opposite(result: ReferenceTruth): ReferenceTruth {
  if (result === 'UNKNOWN') return 'UNKNOWN'
  return result === 'TRUE' ? 'FALSE' : 'TRUE'
}

function agreed(results: readonly ReferenceTruth[]): ReferenceTruth {
  if (results.length === 0) return 'UNKNOWN'
  if (results.every((result) => result === 'TRUE')) return 'TRUE'
  return results.every((result) => result === 'FALSE') ? 'FALSE' : 'UNKNOWN'
}

// Sets

type JoinServerSet = (results: readonly ReferenceTruth[]) => ReferenceTruth

function lifted(left: Side, right: Side, test: Test, joinLeft: JoinServerSet): ReferenceTruth {
  if (left.values.length === 0 || right.values.length === 0) return 'UNKNOWN'
  // One choice of a request's elements; a server set stays whole in every choice.
  const decide = (a: readonly Value[], b: readonly Value[]): ReferenceTruth =>
    joinLeft(a.map((x) => anyOf(b.map((y) => test(x, y)))))
  const choices = (side: Side): readonly (readonly Value[])[] =>
    side.set === 'request' ? side.values.map((value) => [value]) : [side.values]
  return agreed(choices(left).flatMap((a) => choices(right).map((b) => decide(a, b))))
}

function liftedAlone(side: Side, test: (value: Value) => ReferenceTruth, join: JoinServerSet): ReferenceTruth {
  if (side.values.length === 0) return 'UNKNOWN'
  const results = side.values.map(test)
  return side.set === 'request' ? agreed(results) : join(results)
}

// Types

function compareBy(operator: '=' | '<' | '<=' | '>' | '>='): Test {
  return (left, right) => {
    const order = operator === '=' ? equality(left, right) : ordering(left, right)
    if (order === null) return 'UNKNOWN'
    const holds = { '=': order === 0, '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator]
    return holds ? 'TRUE' : 'FALSE'
  }
}

/** 0 when equal, 1 when not, null when neither can be said. */
function equality(left: Value, right: Value): number | null {
  const pair = comparable(left, right)
  if (pair === null) return null
  const [a, b] = pair
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : 1
  return sign(a, b)
}

function ordering(left: Value, right: Value): number | null {
  const pair = comparable(left, right)
  if (pair === null) return null
  const [a, b] = pair
  if (typeof a !== 'string' || typeof b !== 'string') return sign(a, b)
  if (areTags(left, right)) {
    const x = decimal(a)
    const y = decimal(b)
    if (x !== null && y !== null) return sign(x, y)
    if (x !== null || y !== null) return null
  }
  return orderText(a, b)
}

function areTags(left: Value, right: Value): boolean {
  return (left.of === 'tag' || right.of === 'tag') && left.of !== 'id' && right.of !== 'id'
}

/** Both contents in one type, or null where they have none in common. */
function comparable(left: Value, right: Value): readonly [Value['content'], Value['content']] | null {
  const useless = (value: Value): boolean => value.is === 'nothing' || value.is === 'uncomparable'
  if (useless(left) || useless(right)) return null
  if ([left, right].some((value) => value.of === 'date-time')) {
    const a = instant(left)
    const b = instant(right)
    return a === null || b === null ? null : [a, b]
  }
  if (areTags(left, right)) {
    if (left.is === 'boolean' || right.is === 'boolean') return null
    if (left.is === 'number' || right.is === 'number') {
      const a = left.is === 'number' ? left.content : decimal(left.content as string)
      const b = right.is === 'number' ? right.content : decimal(right.content as string)
      return a === null || b === null ? null : [a, b]
    }
    return [fold(left.content as string), fold(right.content as string)]
  }
  if (left.is !== right.is) return null
  if (left.is === 'string' && (left.of === 'uuid' || right.of === 'uuid')) {
    return [lower(left.content as string), lower(right.content as string)]
  }
  return [left.content, right.content]
}

function isLike(value: Value, pattern: Value): ReferenceTruth {
  if (value.is !== 'string' || pattern.is !== 'string' || value.of === 'date-time') return 'UNKNOWN'
  const ready = value.of === 'tag' ? fold : value.of === 'uuid' ? lower : (text: string): string => text
  const text = [...ready(value.content as string)]
  const wanted = [...ready(pattern.content as string)]
  // matches[i][j]: the text from i on matches the pattern from j on.
  const matches = Array.from({ length: text.length + 1 }, () => new Array<boolean>(wanted.length + 1).fill(false))
  const at = (i: number, j: number): boolean => matches[i]?.[j] ?? false
  for (let i = text.length; i >= 0; i--) {
    for (let j = wanted.length; j >= 0; j--) {
      const row = matches[i] as boolean[]
      if (j === wanted.length) row[j] = i === text.length
      else if (wanted[j] === '%') row[j] = at(i, j + 1) || at(i + 1, j)
      else row[j] = i < text.length && (wanted[j] === '_' || wanted[j] === text[i]) && at(i + 1, j + 1)
    }
  }
  return at(0, 0) ? 'TRUE' : 'FALSE'
}

function sign(a: Value['content'], b: Value['content']): number {
  const [x, y] = [a as number, b as number]
  if (x < y) return -1
  return x > y ? 1 : 0
}

function orderText(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return x.length - y.length
}

function lower(text: string): string {
  const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  return [...text].map((point) => (upper.includes(point) ? point.toLowerCase() : point)).join('')
}

function fold(text: string): string {
  return lower(text.normalize('NFC'))
}

function decimal(text: string): number | null {
  const digits = [...text].filter((point) => point >= '0' && point <= '9').length
  return /^-?[0-9]+(\.[0-9]+)?$/.test(text) && digits <= 15 ? Number(text) : null
}

function instant(value: Value): bigint | null {
  if (value.is === 'instant') return value.content as bigint
  if (value.is !== 'string') return null
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(value.content as string)
  const [, date = '', hour = '', rest = '', fraction = '', offset = ''] = parts ?? []
  const midnight = Date.parse(`${date}T00:00:00Z`)
  if (parts === null || Number(hour) > 23 || Number.isNaN(midnight)) return null
  if (!new Date(midnight).toISOString().startsWith(date)) return null
  const [, minutes = '', seconds = ''] = /^(\d\d):(\d\d)$/.exec(rest) ?? []
  if (Number(minutes) > 59 || Number(seconds) > 59) return null
  const shift = offset.toUpperCase() === 'Z' ? [0, 0] : offset.slice(1).split(':').map(Number)
  const [shiftHours = 0, shiftMinutes = 0] = shift
  if (shiftHours > 23 || shiftMinutes > 59) return null
  const east = offset.startsWith('-') ? -1 : 1
  const second = midnight / 1000 + Number(hour) * 3600 + Number(minutes) * 60 + Number(seconds)
  return (
    BigInt(second - east * (shiftHours * 3600 + shiftMinutes * 60)) * 10n ** 9n +
    BigInt(`${fraction}000000000`.slice(0, 9))
  )
}
