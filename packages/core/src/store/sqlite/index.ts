export { type ChainFault, type ChainHead, type ChainVerdict } from '../../audit/hash-chain.ts'
export { openAccessLog, verifyAccessLog } from './access-log-reader.ts'
export { createSqliteStore, type SqliteStoreOptions } from './sqlite-store.ts'
