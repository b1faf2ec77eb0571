export { ERROR_CATALOG, type ErrorCode } from './catalog.ts'
export { WardkitError } from './wardkit-error.ts'
