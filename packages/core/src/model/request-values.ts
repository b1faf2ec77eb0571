import type { Json, JsonObject } from './json.ts'

/**
 * The values of one request that a condition may read, each read raw and once. A part that is *open* was not asked about: conditions over
 * it are answered "depends" (POLICY.md, section 10).
 */
export interface RequestValues {
  /** Decoded path parameter values in the order of the operation's `pathParameters`; null is open. */
  readonly path: readonly (string | null)[]
  /** Decoded query parameters by decoded name, every value in order; null is open. */
  readonly query: ReadonlyMap<string, readonly string[]> | null
  readonly body: BodyValue
  /**
   * What is selected beneath the root field of a GraphQL request, by field names: aliases, fragments and type conditions are resolved, and a field
   * without a selection of its own is null. Null is open; absent where the operation is no root field.
   */
  readonly selection?: JsonObject | null
}

/**
 * What is known of the body.
 *
 * - `json`: JSON of a declared media type, the very object the handler sees; `mediaType` is the one sent, lower-case and without
 *   parameters (absent: any of the declared ones)
 * - `absent`: none was sent
 * - `other`: sent, and not JSON of a declared media type
 * - `unavailable`: sent as JSON, but not parsed before the decision
 * - `open`: not asked about
 */
export type BodyValue =
  | { readonly status: 'json'; readonly value: Json; readonly mediaType?: string }
  | { readonly status: 'absent' }
  | { readonly status: 'other' }
  | { readonly status: 'unavailable' }
  | { readonly status: 'open' }

/** A query without parameters. */
export const NO_QUERY: ReadonlyMap<string, readonly string[]> = new Map()
