/** Any value that JSON can write. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object. Read it with `Object.hasOwn`: its keys come from callers, `__proto__` included. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** Whether a JSON value is an object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
