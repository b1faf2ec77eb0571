import type { Json } from '../model/json.ts'

/** Deepest nesting and most values of a JSON body that conditions and field lists are asked about. */
export const BODY_LIMITS = { depth: 128, values: 100_000 } as const

/**
 * Says what is too much about a JSON body, or answers undefined. Bodies within a parser's byte limit can still nest a hundred thousand
 * levels deep, on which any recursion, the handler's own included, ends in a stack overflow.
 *
 * @param what names it in the answer
 */
export function describeExcess(body: Json, what = 'the body'): string | undefined {
  let level: readonly Json[] = [body]
  let values = 1
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= BODY_LIMITS.depth) return `${what} nests deeper than ${BODY_LIMITS.depth} levels`
    const next: Json[] = []
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue
      const inner = Array.isArray(value) ? (value as readonly Json[]) : Object.values(value)
      values += inner.length
      if (values > BODY_LIMITS.values) return `${what} holds more than ${BODY_LIMITS.values} values`
      for (const item of inner) if (typeof item === 'object' && item !== null) next.push(item)
    }
    level = next
  }
  return undefined
}
