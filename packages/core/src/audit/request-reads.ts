import type { BoundLink } from '../decision/bound-link.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { Operation, Service } from '../model/service.ts'
import type { CompiledStatement } from '../policy/compiled.ts'
import { variablesIn } from '../policy/condition/condition-variables.ts'
import { resolveRequestVariable, type RequestLocation } from '../policy/condition/request-path.ts'
import { printOperand } from '../policy/print/print-condition.ts'

/** What some statements read of a request, and of the principal beyond roles and tags. */
export interface RequestReads {
  /** Query parameters and body fields by their explicit spelling: `$body:status`. Path parameters are always known. */
  readonly values: ReadonlyMap<string, RequestLocation>
  /** Whether a field list asks for the name of every field. */
  readonly fields: boolean
  readonly email: boolean
}

/**
 * What the statements that bear on one operation read: those of everybody, of the roles held, and of links.
 *
 * @param roles ids of the roles held
 * @param links the links that bear on the decision
 */
export function readsOf(
  policies: PolicySet,
  roles: readonly string[],
  operation: Operation,
  links: readonly BoundLink[],
): RequestReads {
  const service = policies.serviceOf(operation)
  let reads = NOTHING
  for (const policy of policies.shared) reads = merge(reads, policy.statementsFor(operation), service)
  for (const id of roles) reads = merge(reads, policies.findRole(id)?.statementsFor(operation) ?? [], service)
  for (const { policy } of links) reads = merge(reads, policy.statementsFor(operation), service)
  return reads
}

const NOTHING: RequestReads = { values: new Map(), fields: false, email: false }

/** By statement made ready for one operation: found out once, as it is asked for at every request. */
const known = new WeakMap<CompiledStatement, RequestReads>()

function merge(
  reads: RequestReads,
  statements: readonly CompiledStatement[],
  service: Service | undefined,
): RequestReads {
  let merged = reads
  for (const statement of statements) {
    const own = readsOfStatement(statement, service)
    if (own === NOTHING) continue
    if (merged === NOTHING) {
      merged = own
      continue
    }
    merged = {
      values: new Map([...merged.values, ...own.values]),
      fields: merged.fields || own.fields,
      email: merged.email || own.email,
    }
  }
  return merged
}

function readsOfStatement(compiled: CompiledStatement, service: Service | undefined): RequestReads {
  let reads = known.get(compiled)
  if (reads === undefined) {
    reads = findReads(compiled, service)
    known.set(compiled, reads)
  }
  return reads
}

function findReads({ statement, operation, fields }: CompiledStatement, service: Service | undefined): RequestReads {
  const variables = statement.where === undefined ? [] : variablesIn(statement.where)
  const values = new Map<string, RequestLocation>()
  for (const variable of variables) {
    if (variable.kind !== 'request' || service === undefined) continue
    const location = resolveRequestVariable(variable, operation, service)
    if (typeof location === 'string' || location.source === 'path') continue
    values.set(printOperand({ ...variable, source: location.source }), location)
  }
  const email = variables.some((variable) => variable.kind === 'principal' && variable.attribute === 'email')
  return values.size === 0 && fields === null && !email ? NOTHING : { values, fields: fields !== null, email }
}
