import { assertNever } from '../../util/assert-never.ts'
import type { Condition, Literal, Operand, Variable } from '../ast.ts'

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/
const TAG_KEY = /^[A-Za-z_][A-Za-z0-9_-]*(?:[:.][A-Za-z_][A-Za-z0-9_-]*)*$/

/**
 * Prints a condition in its canonical form, on one line: keywords in upper case, one space around operators and after commas, strings in
 * single quotes, numbers as written, `!=` for `<>`, `$resourceTags` for `$resourceTag`, `:` between the segments of a request value,
 * `ALL(…) = $v` for `ALL(…) IN $v`, and parentheses only where the reading would change without them.
 *
 * Law: parsing what was printed gives the same condition, and printing that gives the same text.
 */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'or':
      return condition.operands.map((operand) => printCondition(operand)).join(' OR ')
    case 'and':
      return condition.operands.map((operand) => printWithin(operand, ['or'])).join(' AND ')
    case 'not':
      return `NOT ${printWithin(condition.operand, ['or', 'and'])}`
    case 'compare':
      return `${printOperand(condition.left)} ${condition.operator} ${printOperand(condition.right)}`
    case 'in':
      return `${printOperand(condition.left)}${printNot(condition.negated)} IN ${printListOrOperand(condition.right)}`
    case 'like':
      return `${printOperand(condition.left)}${printNot(condition.negated)} LIKE ${printOperand(condition.pattern)}`
    case 'between': {
      const bounds = `${printOperand(condition.low)} AND ${printOperand(condition.high)}`
      return `${printOperand(condition.left)}${printNot(condition.negated)} BETWEEN ${bounds}`
    }
    case 'is-null':
      return `${printOperand(condition.variable)} IS${printNot(condition.negated)} NULL`
    case 'all': {
      const operator = isLiteralList(condition.right) ? 'IN' : '='
      return `ALL(${printOperand(condition.variable)}) ${operator} ${printListOrOperand(condition.right)}`
    }
    default:
      return assertNever(condition)
  }
}

/** Prints an operand of a comparison as it stands in a `where`. */
export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'string':
      return `'${operand.value.replaceAll("'", "''")}'`
    case 'number':
      return operand.text
    case 'boolean':
      return operand.value ? 'TRUE' : 'FALSE'
    case 'null':
      return 'NULL'
    case 'slot':
      return `?${operand.name}`
    default:
      return printVariable(operand)
  }
}

/** Whether the right side of IN is a list, not a variable. */
export function isLiteralList(right: Operand | readonly Literal[]): right is readonly Literal[] {
  return Array.isArray(right)
}

function printVariable(variable: Variable): string {
  switch (variable.kind) {
    case 'principal-tag':
      return `$principalTags:${printTagKey(variable.key)}`
    case 'resource-tag': {
      const parameter = variable.parameter === undefined ? '' : `[${printName(variable.parameter)}]`
      return `$resourceTags${parameter}:${printTagKey(variable.key)}`
    }
    case 'request':
      return `$${variable.source === 'any' ? 'request' : variable.source}:${variable.path.map(printName).join(':')}`
    case 'principal':
    case 'resource':
    case 'context':
      return `$${variable.kind}:${variable.attribute}`
    default:
      return assertNever(variable)
  }
}

function printWithin(condition: Condition, looser: readonly Condition['kind'][]): string {
  const text = printCondition(condition)
  return looser.includes(condition.kind) ? `(${text})` : text
}

function printListOrOperand(right: Operand | readonly Literal[]): string {
  return isLiteralList(right) ? `(${right.map(printOperand).join(', ')})` : printOperand(right)
}

function printNot(negated: boolean): string {
  return negated ? ' NOT' : ''
}

function printTagKey(key: string): string {
  return TAG_KEY.test(key) ? key : printQuoted(key)
}

function printName(name: string): string {
  return IDENTIFIER.test(name) ? name : printQuoted(name)
}

function printQuoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
