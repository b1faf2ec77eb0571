import { SYSTEM_TAG_PREFIX, type Tags } from '../model/tags.ts'
import type { RowFact, RowTest, RowValue, ValueTest } from '../policy/rows/row-test.ts'
import { assertNever } from '../util/assert-never.ts'
import type { SqlDialect } from './sql-dialect.ts'
import { join, raw, sql, type SqlFragment } from './sql-fragment.ts'

/** Where the facts of a row stand. */
export interface RowColumns {
  readonly dialect: SqlDialect
  readonly id: SqlFragment
  readonly owner: SqlFragment | null
  /** A column of JSON, or a column for each folded key. */
  readonly tags: SqlFragment | ReadonlyMap<string, SqlFragment>
}

/**
 * Says a test in SQL. The SQL is TRUE for exactly the rows that pass; for all others it is FALSE or NULL, so it must never stand under a NOT.
 *
 * @throws TypeError for an obstacle, which whoever asked must have heard of before
 */
export function renderTest(test: RowTest, columns: RowColumns): SqlFragment {
  switch (test.kind) {
    case 'constant':
      return raw(test.value ? '(1 = 1)' : '(1 = 0)')
    case 'and':
    case 'or':
      return sql`(${join(
        test.operands.map((operand) => renderTest(operand, columns)),
        test.kind === 'and' ? ' AND ' : ' OR ',
      )})`
    case 'some':
    case 'every':
      return renderQuantified(test, columns)
    case 'missing':
      return renderMissing(test.of, columns)
    case 'compare':
    case 'one-of':
    case 'like':
    case 'decimal':
      return renderValueTest(test, columns)
    case 'matching-tags':
      return renderMatchingTags(test.tags, columns)
    case 'obstacle':
      throw new TypeError(`\`${test.clause}\` cannot be told from a row`)
    default:
      return assertNever(test)
  }
}

type Quantified = Extract<RowTest, { kind: 'some' | 'every' }>

function renderQuantified(quantified: Quantified, columns: RowColumns): SqlFragment {
  const { dialect } = columns
  const { of, test } = quantified
  const isPresence = test.kind === 'constant' && test.value
  if (of.kind === 'tag' && isJson(columns.tags)) {
    const pairs = columns.tags
    const where = (alias: string, inner: SqlFragment): SqlFragment =>
      sql`EXISTS (SELECT 1 FROM ${dialect.pairsAs(dialect.tagPairs(pairs), alias)} WHERE ${dialect.pairKey(alias)} = ${of.key}${inner})`
    const alias = aliasOf(quantified.variable)
    if (isPresence) return where(alias, raw(''))
    const inner = renderTest(test, columns)
    if (quantified.kind === 'some') return where(alias, sql` AND ${inner}`)
    return sql`(${where(alias, raw(''))} AND NOT ${where(alias, sql` AND (${inner}) IS NOT TRUE`)})`
  }
  const value = textOf({ of, variable: quantified.variable }, columns)
  if (isPresence) return sql`${value} IS NOT NULL`
  const inner = renderTest(test, columns)
  const guard = of.kind === 'tag' || isExact(test) ? null : dialect.isComparable(value)
  return guard === null ? inner : sql`(${guard} AND ${inner})`
}

/** Text that compares with nothing equals no text that does, so that this equality needs no guard. */
function isExact(test: RowTest): boolean {
  if (test.kind === 'compare') return test.operator === '=' && typeof test.right !== 'object'
  return test.kind === 'one-of' && !test.negated
}

function renderMissing(of: RowFact, columns: RowColumns): SqlFragment {
  if (of.kind === 'tag' && isJson(columns.tags)) {
    const present: Quantified = { kind: 'some', of, variable: 0, test: { kind: 'constant', value: true } }
    return sql`NOT ${renderQuantified(present, columns)}`
  }
  return sql`${textOf({ of, variable: 0 }, columns)} IS NULL`
}

function renderValueTest(test: ValueTest, columns: RowColumns): SqlFragment {
  const { dialect } = columns
  const left = renderValue(test.left, columns)
  switch (test.kind) {
    case 'compare': {
      const { operator, right } = test
      const other = typeof right === 'object' ? renderValue(right, columns) : right
      const exact = sql`${left} ${raw(operator === '!=' ? '<>' : operator)} ${other}`
      const column = operator === '=' && typeof right === 'string' ? columnOf(test.left, columns) : null
      return column === null ? exact : sql`(${dialect.indexed(column)} = ${right as string} AND ${exact})`
    }
    case 'one-of':
      return sql`${left} ${raw(test.negated ? 'NOT IN' : 'IN')} (${join(test.right, ', ')})`
    case 'like':
      return sql`(${dialect.like(left, test.pattern)}) IS ${raw(test.negated ? 'FALSE' : 'TRUE')}`
    case 'decimal':
      return sql`${renderValue({ ...test.left, reading: 'decimal' }, columns)} IS ${raw(test.negated ? 'NULL' : 'NOT NULL')}`
    default:
      return assertNever(test)
  }
}

/** The column of a value that is compared as it is written there, for an index to serve; null where none can. */
function columnOf({ of, reading }: RowValue, { id, owner }: RowColumns): SqlFragment | null {
  if (reading !== 'written') return null
  return of.kind === 'id' ? id : of.kind === 'owner' ? owner : null
}

function renderValue(value: RowValue, columns: RowColumns): SqlFragment {
  const text = textOf(value, columns)
  switch (value.reading) {
    case 'written':
      return text
    case 'lower-case':
      return sql`lower(${text})`
    case 'folded':
      // A tag's text is in NFC already.
      return value.of.kind === 'tag' ? sql`lower(${text})` : sql`lower(${columns.dialect.nfc(text)})`
    case 'decimal':
      return sql`wardkit_decimal(${text})`
    case 'number':
      return sql`wardkit_number(${text})`
    default:
      return assertNever(value.reading)
  }
}

/** The text of a fact, or of the one of its values that a variable stands for; NULL where there is none. */
function textOf({ of, variable }: Pick<RowValue, 'of' | 'variable'>, columns: RowColumns): SqlFragment {
  const { dialect, id, owner, tags } = columns
  switch (of.kind) {
    case 'id':
      return dialect.text(id)
    case 'owner':
      return owner === null ? raw('NULL') : dialect.text(owner)
    case 'tag': {
      if (isJson(tags)) return dialect.pairValue(aliasOf(variable))
      const column = tags.get(of.key)
      return column === undefined ? raw('NULL') : dialect.tagValue(column)
    }
    default:
      return assertNever(of)
  }
}

function renderMatchingTags(held: Tags, columns: RowColumns): SqlFragment {
  const { dialect, tags } = columns
  if (!isJson(tags)) throw new TypeError('the tags of single columns are matched one by one')
  const pairs = dialect.tagPairs(tags)
  const [each, other] = [aliasOf(0), aliasOf(1)]
  const shared = Array.from(
    held,
    ([key, { folded }]) =>
      sql`(${dialect.pairKey(other)} = ${key} AND lower(${dialect.pairValue(other)}) IN (${join(folded, ', ')}))`,
  )
  const isShared = shared.length === 0 ? raw('(1 = 0)') : sql`(${join(shared, ' OR ')})`
  const isOwn = sql`substr(${dialect.pairKey(each)}, 1, ${raw(String(SYSTEM_TAG_PREFIX.length))}) <> ${SYSTEM_TAG_PREFIX}`
  const sharesOne = sql`EXISTS (SELECT 1 FROM ${dialect.pairsAs(pairs, other)} WHERE ${dialect.pairKey(other)} = ${dialect.pairKey(each)} AND ${isShared})`
  return sql`NOT EXISTS (SELECT 1 FROM ${dialect.pairsAs(pairs, each)} WHERE ${isOwn} AND NOT ${sharesOne})`
}

function isJson(tags: RowColumns['tags']): tags is SqlFragment {
  return 'texts' in tags
}

function aliasOf(variable: 0 | 1): string {
  return `wardkit_${variable}`
}
