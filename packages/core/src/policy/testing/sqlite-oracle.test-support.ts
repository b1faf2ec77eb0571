import Database from 'better-sqlite3'
import { isStorableText } from '../../model/tags.ts'
import { assertNever } from '../../util/assert-never.ts'
import type { Condition, Literal, Operand, Variable } from '../ast.ts'
import type { EvaluationInput } from '../compiled.ts'
import type { ReferenceTruth } from './reference-model.test-support.ts'

/** What SQLite makes of a clause over single values of one type, or null where SQL has no words for the clause. */
export type SqliteOracle = (condition: Condition, input: EvaluationInput) => ReferenceTruth | null

/** Opens SQLite as the measure of conditions. @see POLICY.md, section 4, Oracle */
export function createSqliteOracle(): SqliteOracle {
  const database = new Database(':memory:')
  database.pragma('case_sensitive_like = ON')
  return (condition, input) => {
    const translation = translate(condition, input)
    if (translation === null) return null
    const result = database.prepare(`SELECT ${translation.sql}`).pluck().get(translation.values)
    if (result === null) return 'UNKNOWN'
    return result === 1 ? 'TRUE' : 'FALSE'
  }
}

type SqlValue = string | number | null

interface Translation {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

interface SqlOperand {
  readonly value: SqlValue
  readonly type: 'text' | 'number' | 'boolean' | 'tag' | 'null'
}

/** Thrown inside, and caught at the top: the clause has no translation. */
const UNTRANSLATABLE = Symbol('untranslatable')

function translate(condition: Condition, input: EvaluationInput): Translation | null {
  const values: SqlValue[] = []
  const bind = (operand: SqlOperand, collate = false): string => {
    values.push(operand.value)
    return collate ? '? COLLATE NOCASE' : '?'
  }
  const sqlOf = (each: Condition): string => {
    switch (each.kind) {
      case 'and':
      case 'or':
        return `(${each.operands.map(sqlOf).join(` ${each.kind} `)})`
      case 'not':
        return `(NOT ${sqlOf(each.operand)})`
      case 'compare': {
        const [left, right] = [toSql(each.left, input), toSql(each.right, input)]
        const isTag = sameType([left, right], each.operator !== '=' && each.operator !== '!=')
        return `(${bind(left, isTag)} ${each.operator} ${bind(right, isTag)})`
      }
      case 'in': {
        if (!isList(each.right)) throw UNTRANSLATABLE
        const operands = [toSql(each.left, input), ...each.right.map((literal) => toSql(literal, input))]
        const isTag = sameType(operands, false)
        const [left, ...right] = operands.map((operand) => bind(operand, isTag))
        return `(${left}${each.negated ? ' NOT' : ''} IN (${right.join(', ')}))`
      }
      case 'between': {
        const operands = [each.left, each.low, each.high].map((operand) => toSql(operand, input))
        const isTag = sameType(operands, true)
        const [left, low, high] = operands.map((operand) => bind(operand, isTag))
        return `(${left}${each.negated ? ' NOT' : ''} BETWEEN ${low} AND ${high})`
      }
      case 'like': {
        const [left, pattern] = [toSql(each.left, input), toSql(each.pattern, input)]
        const isTag = sameType([left, pattern], false)
        const not = each.negated ? ' NOT' : ''
        const [a, b] = [bind(left), bind(pattern)]
        return isTag ? `(lower(${a})${not} LIKE lower(${b}))` : `(${a}${not} LIKE ${b})`
      }
      case 'is-null':
        return `(${bind(toSql(each.variable, input))} IS${each.negated ? ' NOT' : ''} NULL)`
      case 'all':
        throw UNTRANSLATABLE
      default:
        return assertNever(each)
    }
  }
  try {
    return { sql: sqlOf(condition), values }
  } catch (error) {
    if (error === UNTRANSLATABLE) return null
    throw error
  }
}

function isList(right: Variable | Operand | readonly Literal[]): right is readonly Literal[] {
  return Array.isArray(right)
}

/** Whether the operands are tags. Where their types differ, or SQL would order what Wardkit does not, there is no translation. */
function sameType(operands: readonly SqlOperand[], ordered: boolean): boolean {
  const present = operands.filter(({ type }) => type !== 'null')
  const isTag = present.some(({ type }) => type === 'tag')
  const types = new Set(present.map(({ type }) => (isTag && type === 'text' ? 'tag' : type)))
  if (types.size > 1) throw UNTRANSLATABLE
  for (const { value } of isTag ? present : []) {
    if (typeof value !== 'string') continue
    if (!/^[\x01-\x7f]*$/.test(value)) throw UNTRANSLATABLE
    if (ordered && /^-?[0-9]+(\.[0-9]+)?$/.test(value)) throw UNTRANSLATABLE
  }
  return isTag
}

function toSql(operand: Operand, input: EvaluationInput): SqlOperand {
  switch (operand.kind) {
    case 'string':
      if (!isStorableText(operand.value)) throw UNTRANSLATABLE
      return { value: operand.value, type: 'text' }
    case 'number':
      return { value: operand.value, type: 'number' }
    case 'boolean':
      return { value: Number(operand.value), type: 'boolean' }
    case 'null':
      return { value: null, type: 'null' }
    case 'slot':
    case 'context':
      throw UNTRANSLATABLE
    case 'principal-tag':
      return tagToSql(operand.key, input.principal.tags)
    case 'resource-tag':
      if (operand.parameter !== undefined || input.resource.lookup.status !== 'known') throw UNTRANSLATABLE
      return tagToSql(operand.key, input.resource.lookup.resource.tags)
    case 'principal':
      if (operand.attribute === 'roles') throw UNTRANSLATABLE
      return { value: input.principal[operand.attribute] ?? null, type: 'text' }
    case 'resource':
      if (operand.attribute !== 'owner' || input.resource.lookup.status !== 'known') throw UNTRANSLATABLE
      return { value: input.resource.lookup.resource.owner ?? null, type: 'text' }
    case 'request':
      return requestToSql(operand.path, input)
    default:
      return assertNever(operand)
  }
}

function tagToSql(key: string, tags: EvaluationInput['principal']['tags']): SqlOperand {
  const values = tags.get(key.toLowerCase())?.values ?? []
  if (values.length > 1) throw UNTRANSLATABLE
  return { value: values[0] ?? null, type: 'tag' }
}

/** A request value by the names that the typed clauses use; the first letter of a body field is its type. */
function requestToSql([name = '', ...rest]: readonly string[], { request }: EvaluationInput): SqlOperand {
  if (rest.length > 0 || request.body.status !== 'json') throw UNTRANSLATABLE
  if (name === 'partId') return { value: request.path[1] ?? null, type: 'text' }
  if (name === 'qs') return { value: request.query?.get(name)?.[0] ?? null, type: 'text' }
  const type = ({ s: 'text', n: 'number', b: 'boolean' } as const)[name.charAt(0)]
  const value = (request.body.value as Readonly<Record<string, SqlValue | boolean>>)[name] ?? null
  if (type === undefined) throw UNTRANSLATABLE
  return { value: typeof value === 'boolean' ? Number(value) : value, type }
}
