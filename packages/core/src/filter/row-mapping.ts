import { foldTag } from '../model/fold.ts'
import { readTags } from '../model/tags.ts'
import { assertKnownOptions } from '../util/known-options.ts'
import { raw, type SqlFragment } from './sql-fragment.ts'

/** A column with its table, or its table's alias in the query: `patients.ward`. */
export type ColumnName = string

/**
 * How a row of the application's table is a resource. It must say of each row what a decision about that one resource learns: what the
 * `resources` loader of the type answers, or what is registered.
 */
export type RowMapping = RowsOfColumns | RowsRegistered

interface RowsOfAny {
  readonly dialect: 'sqlite' | 'postgres'
  /** The resource's id: text, a UUID or whole numbers. A row without one is never listed. */
  readonly id: ColumnName
  /** The tenant the row belongs to, or the one that every row of the table belongs to. */
  readonly tenant: ColumnName | { readonly every: string }
}

/** Rows that hold what the type's loader answers. */
export interface RowsOfColumns extends RowsOfAny {
  /** The principal who owns it; NULL where nobody does. Absent: the loader answers no owner. */
  readonly owner?: ColumnName
  /**
   * The tags: a column of JSON (`{"ward": ["a", "b"]}`; jsonb in PostgreSQL), or columns of one value each by the key of the tag, NULL where the tag is
   * missing. Absent: the loader answers no tags.
   */
  readonly tags?: ColumnName | Readonly<Record<string, ColumnName>>
}

/** Rows whose owner and tags are registered with Wardkit, in a table of the same database. */
export interface RowsRegistered extends RowsOfAny {
  /** Wardkit's table: `resources`, or with the name its database was attached by: `wardkit.resources`. */
  readonly registered: string
}

/** A mapping that was checked, with every identifier quoted. */
export interface CheckedMapping {
  readonly dialect: 'sqlite' | 'postgres'
  readonly id: SqlFragment
  readonly tenant: SqlFragment | { readonly every: string }
  readonly facts:
    | {
        readonly from: 'columns'
        readonly owner: SqlFragment | null
        readonly tags: SqlFragment | ReadonlyMap<string, SqlFragment>
      }
    | { readonly from: 'registered'; readonly table: SqlFragment }
}

const COMMON = ['dialect', 'id', 'tenant']

/** Checks a mapping. @throws TypeError naming the member that is wrong */
export function checkMapping(mapping: RowMapping): CheckedMapping {
  const isRegistered = typeof mapping === 'object' && 'registered' in mapping
  const known = isRegistered ? [...COMMON, 'registered'] : [...COMMON, 'owner', 'tags']
  assertKnownOptions('the `rows` of a filter', mapping, known)
  const { dialect, id, tenant } = mapping
  if (dialect !== 'sqlite' && dialect !== 'postgres') {
    throw new TypeError('`rows.dialect` must be `sqlite` or `postgres`')
  }
  return {
    dialect,
    id: quoteColumn(id, 'rows.id'),
    tenant: isEvery(tenant) ? { every: tenant.every } : quoteColumn(tenant, 'rows.tenant'),
    facts: isRegistered
      ? { from: 'registered', table: quoteTable(mapping.registered) }
      : { from: 'columns', owner: ownerOf(mapping), tags: tagsOf(mapping) },
  }
}

function isEvery(tenant: RowMapping['tenant']): tenant is { readonly every: string } {
  return typeof tenant === 'object' && typeof tenant.every === 'string' && tenant.every !== ''
}

function ownerOf({ owner }: RowsOfColumns): SqlFragment | null {
  return owner === undefined ? null : quoteColumn(owner, 'rows.owner')
}

function tagsOf({ tags }: RowsOfColumns): SqlFragment | ReadonlyMap<string, SqlFragment> {
  if (typeof tags === 'string') return quoteColumn(tags, 'rows.tags')
  const columns = Object.entries(tags ?? {})
  const { problems } = readTags(Object.fromEntries(columns.map(([key]) => [key, 'x'])))
  const [problem] = problems
  if (problem !== undefined) throw new TypeError(`\`rows.tags\`: tag \`${problem.key}\` ${problem.message}`)
  return new Map(columns.map(([key, column]) => [foldTag(key), quoteColumn(column, `rows.tags.${key}`)]))
}

/**
 * Quotes `table.column`. The table is required: without it a name could mean a column of a subquery of the filter, and SQLite takes a quoted
 * name that is no column for a text.
 */
function quoteColumn(name: unknown, place: string): SqlFragment {
  const parts = typeof name === 'string' ? name.split('.') : []
  if (parts.length < 2 || parts.length > 3 || !parts.every(isName)) {
    throw new TypeError(`\`${place}\` must be a column with its table, such as \`patients.id\``)
  }
  if (parts.at(-2)?.toLowerCase().startsWith('wardkit_')) {
    throw new TypeError(`\`${place}\`: names of tables that begin with \`wardkit_\` are the filter's own: use an alias`)
  }
  return raw(parts.map(quote).join('.'))
}

function quoteTable(name: unknown): SqlFragment {
  const parts = typeof name === 'string' ? name.split('.') : []
  if (parts.length < 1 || parts.length > 2 || !parts.every(isName)) {
    throw new TypeError('`rows.registered` must be the name of a table, such as `resources` or `wardkit.resources`')
  }
  return raw(parts.map(quote).join('.'))
}

function isName(part: string): boolean {
  return part !== '' && part.length <= 128 && !part.includes('\0') && part.isWellFormed()
}

function quote(part: string): string {
  return `"${part.replaceAll('"', '""')}"`
}
