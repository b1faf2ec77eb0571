/** Carries a revision of the store: in a request one that its caller has seen, in a response that of its decision. */
export const REVISION_HEADER = 'wardkit-revision'

/**
 * Reads the `Wardkit-Revision` header of a request: the store revision its caller has seen.
 *
 * @param fields every field of that name; undefined is answered where there is none
 */
export function readRevision(fields: readonly string[]): number | undefined | 'malformed' {
  const [field] = fields
  if (field === undefined) return undefined
  if (fields.length > 1 || !/^(?:0|[1-9]\d{0,15})$/.test(field)) return 'malformed'
  const revision = Number(field)
  return Number.isSafeInteger(revision) ? revision : 'malformed'
}
