export { openAccessLog, verifyAccessLog } from './access-log-reader.ts'
export { createSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'
