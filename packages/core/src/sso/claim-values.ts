/** What a provider says of somebody: the claims of the ID token and of the userinfo endpoint. */
export type Claims = Readonly<Record<string, unknown>>

/** The values of one claim. */
export interface ClaimValues {
  /** Each value of a list, or the one text; empty where there is nothing usable. */
  readonly values: readonly string[]
  /** Also the parts of a text that is a list with commas or semicolons. */
  readonly members: readonly string[]
}

const NOTHING: ClaimValues = { values: [], members: [] }

/**
 * The values that a claim holds. A name that is a claim as it stands wins (`https://acme.example/roles`); else its dots lead into objects
 * (`realm_access.roles`).
 *
 * INVARIANT: only own properties count, and nothing is looked up beyond the claims: a group within a group is not known here.
 */
export function readClaim(claims: Claims, attribute: string): ClaimValues {
  const value = findValue(claims, attribute)
  if (typeof value === 'string') return { values: [value], members: [...new Set([value, ...splitList(value)])] }
  const values = (Array.isArray(value) ? value : [value]).flatMap(textOf)
  return values.length === 0 ? NOTHING : { values, members: values }
}

function findValue(holder: unknown, path: string): unknown {
  if (typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined
  if (Object.hasOwn(holder, path)) return (holder as Claims)[path]
  for (let dot = path.indexOf('.'); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot)
    const found = Object.hasOwn(holder, name) ? findValue((holder as Claims)[name], path.slice(dot + 1)) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

// Not at spaces: `Domain Admins` is one group, and no member of `Admins`.
function splitList(text: string): readonly string[] {
  return text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function textOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}
