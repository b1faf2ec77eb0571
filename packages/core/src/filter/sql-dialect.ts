import { raw, sql, type SqlFragment } from './sql-fragment.ts'

/** What SQLite and PostgreSQL say in different words. */
export interface SqlDialect {
  /** The text of a column, to be compared by code point whatever collation the column has. */
  text(column: SqlFragment): SqlFragment
  /** The same column as an index of it may serve, for an equality that `text` makes exact. */
  indexed(column: SqlFragment): SqlFragment
  nfc(text: SqlFragment): SqlFragment
  like(text: SqlFragment, pattern: string): SqlFragment
  /** Null where text of this database can always be compared. */
  isComparable(text: SqlFragment): SqlFragment | null
  /** Whether a column holds what an id or an owner can be; null where its type says so. */
  isIdentifying(column: SqlFragment): SqlFragment | null
  /** The value of a tag's column in NFC, or NULL where there is none or it is no value of a tag. */
  tagValue(column: SqlFragment): SqlFragment
  /** The pairs of folded key and value of a JSON column of tags; NULL where it holds no tags. */
  tagPairs(column: SqlFragment): SqlFragment
  /** A relation of these pairs. */
  pairsAs(pairs: SqlFragment, alias: string): SqlFragment
  pairKey(alias: string): SqlFragment
  pairValue(alias: string): SqlFragment
}

export const SQLITE: SqlDialect = {
  // A cast column keeps the column's collation.
  text: (column) => sql`(CAST(${column} AS TEXT) COLLATE BINARY)`,
  indexed: (column) => sql`${column} COLLATE BINARY`,
  nfc: (text) => sql`wardkit_nfc(${text})`,
  // GLOB is the one that always heeds letter case; SQLite's LIKE does so by a setting of the connection.
  like: (text, pattern) => sql`${text} GLOB ${toGlob(pattern)}`,
  isComparable: (text) => sql`instr(${text}, char(0)) = 0`,
  isIdentifying: (column) => sql`typeof(${column}) IN ('text', 'integer')`,
  tagValue: (column) => sql`wardkit_tag(${column})`,
  tagPairs: (column) => sql`wardkit_tags(${column})`,
  pairsAs: (pairs, alias) => sql`json_each(${pairs}) AS ${raw(alias)}`,
  pairKey: (alias) => raw(`json_extract(${alias}.value, '$[0]')`),
  pairValue: (alias) => raw(`json_extract(${alias}.value, '$[1]')`),
}

export const POSTGRES: SqlDialect = {
  text: (column) => sql`(${column}::text COLLATE "C")`,
  indexed: (column) => sql`${column}::text`,
  nfc: (text) => sql`(normalize(${text}, NFC) COLLATE "C")`,
  like: (text, pattern) => sql`${text} LIKE ${pattern} ESCAPE ''`,
  isComparable: () => null,
  isIdentifying: () => null,
  tagValue: (column) => sql`(wardkit_tag(${column}::text) COLLATE "C")`,
  tagPairs: (column) => sql`wardkit_tags(${column}::jsonb)`,
  pairsAs: (pairs, alias) => sql`jsonb_array_elements(${pairs}) AS ${raw(alias)}(pair)`,
  pairKey: (alias) => raw(`((${alias}.pair ->> 0) COLLATE "C")`),
  pairValue: (alias) => raw(`((${alias}.pair ->> 1) COLLATE "C")`),
}

/** Says in GLOB what a LIKE pattern says. */
function toGlob(pattern: string): string {
  return pattern.replace(/[%_*?[]/g, (sign) => (sign === '%' ? '*' : sign === '_' ? '?' : `[${sign}]`))
}
