export type { FilterSql, ListedRow, ListFilter } from './list-filter.ts'
export { POSTGRES_FILTER_FUNCTIONS } from './postgres-functions.ts'
export type { ColumnName, RowMapping, RowsOfColumns, RowsRegistered } from './row-mapping.ts'
export { installFilterFunctions, type SqliteConnection } from './sqlite-functions.ts'
