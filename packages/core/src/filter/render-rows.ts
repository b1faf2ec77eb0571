import type { RowTest } from '../policy/rows/row-test.ts'
import { renderTest, type RowColumns } from './render-test.ts'
import type { CheckedMapping } from './row-mapping.ts'
import { POSTGRES, SQLITE, type SqlDialect } from './sql-dialect.ts'
import { join, raw, sql, type SqlFragment } from './sql-fragment.ts'

/** What is asked of rows: of those that are known resources, and of those that are not. */
export interface RowTests {
  readonly known: RowTest
  /** Only registered resources can be unknown: what stands in a row is known. */
  readonly unknown: RowTest
  readonly tenant: string
  readonly type: string
}

/**
 * Says in SQL which rows are listed: those of the tenant that can be a resource and pass. A row whose tags are not what tags can be is never
 * listed, as a decision about it would fail.
 */
export function renderRows(tests: RowTests, mapping: CheckedMapping): SqlFragment {
  const dialect = mapping.dialect === 'sqlite' ? SQLITE : POSTGRES
  const { facts, id } = mapping
  const guards = [ofTenant(mapping, tests.tenant, dialect), dialect.isIdentifying(id) ?? sql`${id} IS NOT NULL`]
  const passes =
    facts.from === 'columns'
      ? renderColumns(tests.known, { dialect, id, owner: facts.owner, tags: facts.tags })
      : renderRegistered(tests, facts.table, id, dialect)
  return sql`(${join(
    [...guards, passes].filter((each) => each !== null),
    ' AND ',
  )})`
}

function ofTenant({ tenant }: CheckedMapping, wanted: string, dialect: SqlDialect): SqlFragment {
  if ('every' in tenant) return raw(tenant.every === wanted ? '(1 = 1)' : '(1 = 0)')
  return isExactly(tenant, sql`${wanted}`, dialect)
}

/** The first equality is for an index to serve; the second is exact whatever collation and type the column has. */
function isExactly(column: SqlFragment, wanted: SqlFragment, dialect: SqlDialect): SqlFragment {
  return sql`(${dialect.indexed(column)} = ${wanted} AND ${dialect.text(column)} = ${wanted})`
}

function renderColumns(test: RowTest, columns: RowColumns): SqlFragment {
  const { dialect, owner, tags } = columns
  const isOwner = owner === null ? null : dialect.isIdentifying(owner)
  const guards = [
    ...(owner === null || isOwner === null ? [] : [sql`(${owner} IS NULL OR ${isOwner})`]),
    ...('texts' in tags
      ? [sql`${dialect.tagPairs(tags)} IS NOT NULL`]
      : Array.from(tags.values(), (column) => sql`(${column} IS NULL OR ${dialect.tagValue(column)} IS NOT NULL)`)),
  ]
  return sql`(${join([renderTest(test, columns), ...guards], ' AND ')})`
}

/** A resource that is registered in another tenant alone is refused, and so is one whose tags are being brought up to date. */
function renderRegistered(
  { known, unknown, tenant, type }: RowTests,
  table: SqlFragment,
  id: SqlFragment,
  dialect: SqlDialect,
): SqlFragment {
  const from = sql`SELECT 1 FROM ${table} AS wardkit_r WHERE wardkit_r.type = ${type} AND wardkit_r.id = ${dialect.text(id)}`
  const columns = { dialect, id, owner: raw('wardkit_r.owner'), tags: raw('wardkit_r.tags') }
  const isSettled = raw('wardkit_r.pending = 0')
  const isKnown = sql`EXISTS (${from} AND wardkit_r.tenant = ${tenant} AND ${isSettled} AND ${renderColumns(known, columns)})`
  const isUnknown = sql`(NOT EXISTS (${from}) AND ${renderTest(unknown, columns)})`
  return sql`(${isKnown} OR ${isUnknown})`
}
