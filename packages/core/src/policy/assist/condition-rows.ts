import type { Condition, Operand } from '../ast.ts'
import { parseCondition } from '../condition/parse-condition.ts'
import { isLiteralList, printCondition, printOperand } from '../print/print-condition.ts'

/** One comparison as a form shows it. */
export interface ConditionRow {
  /** The variable on the left, as it stands in a `where`. */
  readonly variable: string
  readonly operator: RowOperator
  /** Literals or one variable, as they stand in a `where`; as many as the operator takes. */
  readonly values: readonly string[]
}

export type RowOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'IN'
  | 'NOT IN'
  | 'LIKE'
  | 'NOT LIKE'
  | 'BETWEEN'
  | 'NOT BETWEEN'
  | 'IS NULL'
  | 'IS NOT NULL'
  | 'ALL ='
  | 'ALL IN'

/** A condition as a form shows it: comparisons of which all, or any one, must hold. */
export interface ConditionRows {
  readonly join: 'AND' | 'OR'
  readonly rows: readonly ConditionRow[]
}

/** How many values an operator takes. */
export function valuesTaken(operator: RowOperator): 'none' | 'one' | 'two' | 'many' {
  switch (operator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return 'none'
    case 'BETWEEN':
    case 'NOT BETWEEN':
      return 'two'
    case 'IN':
    case 'NOT IN':
    case 'ALL IN':
      return 'many'
    default:
      return 'one'
  }
}

/**
 * A condition as rows, or undefined where it is more than a list of comparisons (AND within OR, NOT of a group, a literal on the left): then only
 * its text says what it means.
 */
export function toConditionRows(condition: Condition): ConditionRows | undefined {
  const isList = condition.kind === 'or' || condition.kind === 'and'
  const rows = (isList ? condition.operands : [condition]).map(toRow)
  const whole = rows.filter((row) => row !== undefined)
  return whole.length < rows.length ? undefined : { join: condition.kind === 'or' ? 'OR' : 'AND', rows: whole }
}

/**
 * The condition that rows say, in canonical form, or undefined while a row is not whole.
 *
 * Law: `toConditionRows` of what it says gives the same rows again.
 */
export function printConditionRows({ join, rows }: ConditionRows): string | undefined {
  const parts = rows.map(printRow)
  const whole = parts.filter((part) => part !== undefined)
  if (whole.length === 0 || whole.length < parts.length) return undefined
  const { condition } = parseCondition(whole.join(` ${join} `))
  return condition === null ? undefined : printCondition(condition)
}

function toRow(comparison: Condition): ConditionRow | undefined {
  const not = 'negated' in comparison && comparison.negated ? 'NOT ' : ''
  switch (comparison.kind) {
    case 'or':
    case 'and':
    case 'not':
      return undefined
    case 'compare': {
      if (!isVariable(comparison.left)) return undefined
      const { left, operator, right } = comparison
      return { variable: printOperand(left), operator, values: [printOperand(right)] }
    }
    case 'in': {
      const { left, right } = comparison
      // A variable on the right means `=`, which has a row of its own; a form that turned one into the other would rewrite what was written.
      if (!isVariable(left) || !isLiteralList(right)) return undefined
      return { variable: printOperand(left), operator: `${not}IN` as RowOperator, values: right.map(printOperand) }
    }
    case 'like': {
      const { left, pattern } = comparison
      if (!isVariable(left)) return undefined
      return { variable: printOperand(left), operator: `${not}LIKE` as RowOperator, values: [printOperand(pattern)] }
    }
    case 'between': {
      const { left, low, high } = comparison
      if (!isVariable(left)) return undefined
      const values = [printOperand(low), printOperand(high)]
      return { variable: printOperand(left), operator: `${not}BETWEEN` as RowOperator, values }
    }
    case 'is-null':
      return {
        variable: printOperand(comparison.variable),
        operator: comparison.negated ? 'IS NOT NULL' : 'IS NULL',
        values: [],
      }
    case 'all': {
      const { variable, right } = comparison
      return isLiteralList(right)
        ? { variable: printOperand(variable), operator: 'ALL IN', values: right.map(printOperand) }
        : { variable: printOperand(variable), operator: 'ALL =', values: [printOperand(right)] }
    }
  }
}

function printRow({ variable, operator, values }: ConditionRow): string | undefined {
  const [first, second] = values
  if (variable === '' || values.some((value) => value === '')) return undefined
  switch (valuesTaken(operator)) {
    case 'none':
      return `${variable} ${operator}`
    case 'two':
      return second === undefined ? undefined : `${variable} ${operator} ${first ?? ''} AND ${second}`
    case 'many':
      if (first === undefined) return undefined
      return operator === 'ALL IN'
        ? `ALL(${variable}) IN (${values.join(', ')})`
        : `${variable} ${operator} (${values.join(', ')})`
    case 'one':
      if (first === undefined) return undefined
      return operator === 'ALL =' ? `ALL(${variable}) = ${first}` : `${variable} ${operator} ${first}`
  }
}

function isVariable({ kind }: Operand): boolean {
  return !['string', 'number', 'boolean', 'null', 'slot'].includes(kind)
}
