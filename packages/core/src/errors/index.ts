export { ERROR_CATALOG, type ErrorCode } from './catalog.ts'
export { retryHeaders, WardkitError } from './wardkit-error.ts'
