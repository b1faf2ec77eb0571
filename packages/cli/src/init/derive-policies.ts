import type { Service } from '@wardkit/core'
import { printPolicy, readPolicy } from '@wardkit/core/policy'

/** A first role of an API, by the name of its file. */
export interface DerivedRole {
  readonly id: string
  readonly name: string
  /** YAML, in canonical form beneath a comment. */
  readonly source: string
}

const READS = ['GET']
const WRITES = ['POST', 'PUT', 'PATCH']

/**
 * The roles that an API is likely to begin with: who reads everything, and who creates and changes but does not delete. Roles are of the methods
 * that the document has, as a pattern that matches nothing is an error. `admin` is built in.
 */
export function derivePolicies({ operations }: Service): readonly DerivedRole[] {
  const guarded = operations.filter((operation) => !operation.public)
  const has = (method: string) => guarded.some((operation) => operation.method === method)
  const reads = READS.filter(has)
  const writes = WRITES.filter(has)
  return [
    ...(reads.length === 0 ? [] : [toRole('reader', 'Reader', 'Reads everything', reads)]),
    ...(writes.length === 0
      ? []
      : [toRole('writer', 'Writer', 'Reads, creates and changes, and does not delete', [...reads, ...writes])]),
  ]
}

function toRole(id: string, name: string, description: string, methods: readonly string[]): DerivedRole {
  const { policy } = readPolicy(JSON.stringify([{ description, allow: methods.map((method) => `${method}:*`) }]))
  if (policy === null) throw new TypeError('a derived policy must be readable')
  return {
    id,
    name,
    source: `# The role \`${id}\`. Check it with: npx wardkit policy check policies\n${printPolicy(policy)}`,
  }
}
