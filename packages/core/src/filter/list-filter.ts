import type { Expression, RawNode, SqlBool, ValueNode } from 'kysely'
import type { SqlFragment, SqlValue } from './sql-fragment.ts'

/** A fragment of SQL with its values, for a driver to bind. */
export interface FilterSql {
  /** One condition in parentheses, its places marked `?` (SQLite) or `$1`, `$2`, … (PostgreSQL). */
  readonly text: string
  readonly values: readonly SqlValue[]
}

/**
 * Which rows a principal may perform an operation on. It is a Kysely expression: `db.selectFrom('patients').where(filter)`.
 *
 * Law: the rows it is TRUE for are exactly those that `decide` allows one by one, at the revision and the moment the filter was made. For others it is
 * FALSE or NULL: never negate it. Make one for every request.
 */
export interface ListFilter extends Expression<SqlBool> {
  /** The revision of the tenant's policies it was made at. */
  readonly revision: number
  /** True where no row can pass, so that there is nothing to ask the database for. */
  readonly isEmpty: boolean
  /** The same condition as SQL. @param firstParameter the number of its first place in PostgreSQL; 1 by default */
  sql(firstParameter?: number): FilterSql
  /** Whether one row passes, told what a loader would tell of it. */
  matches(row: ListedRow): boolean
}

/** A row as the type's loader answers it, with its id. */
export interface ListedRow {
  readonly id: string
  readonly tenant: string
  readonly owner?: string
  readonly tags?: Readonly<Record<string, string | readonly string[]>>
}

export interface ListFilterInput {
  readonly dialect: 'sqlite' | 'postgres'
  readonly fragment: SqlFragment
  readonly revision: number
  readonly isEmpty: boolean
  readonly matches: (row: ListedRow) => boolean
}

/** Makes the object that a query is given. */
export function createListFilter({ dialect, fragment, revision, isEmpty, matches }: ListFilterInput): ListFilter {
  const { texts, values } = fragment
  return {
    revision,
    isEmpty,
    matches,
    sql(firstParameter = 1) {
      const place = (i: number): string => (dialect === 'sqlite' ? '?' : `$${firstParameter + i}`)
      return { text: texts.map((text, i) => (i === 0 ? text : place(i - 1) + text)).join(''), values }
    },
    expressionType: undefined,
    toOperationNode: () => toRawNode(fragment),
  }
}

/** As Kysely's own `sql` makes it; written out so that nobody needs Kysely who does not use it. */
function toRawNode({ texts, values }: SqlFragment): RawNode {
  const parameters = values.map((value): ValueNode => ({ kind: 'ValueNode', value }))
  return { kind: 'RawNode', sqlFragments: texts, parameters }
}
