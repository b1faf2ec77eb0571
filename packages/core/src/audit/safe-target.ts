import type { Operation } from '../model/service.ts'
import { boundText } from './bounded-text.ts'
import { secretPathParameters } from './sounds-secret.ts'

/** The longest target that is kept, in UTF-16 units. */
export const TARGET_LENGTH = 1024

const MASK = '***'

/** Credentials before a host; a JWT; a key of Wardkit’s. People paste them into the wrong place. */
const CREDENTIALS = /\/\/[^/@]*@|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\bwk[a-z]?_\w+/g

/**
 * What may be kept of a request target: its path, with what looks like credentials masked. Queries carry tokens, codes and search terms, and
 * are left out whole, as is a path parameter whose name sounds like a secret's.
 */
export function safeTarget(target: string, operation: Operation | null): string {
  if (operation !== null && secretPathParameters(operation).includes(true)) return operation.path
  // The rest is not looked at: a target may be megabytes long.
  const beginning = target.slice(0, TARGET_LENGTH * 2)
  const end = beginning.search(/[?#]/)
  const path = end === -1 ? beginning : beginning.slice(0, end)
  const kept = path.replace(CREDENTIALS, (found) => (found.startsWith('//') ? `//${MASK}@` : MASK))
  return boundText(kept, TARGET_LENGTH)
}
