import { printCondition } from '../policy/print/print-policy.ts'
import { assertNever } from '../util/assert-never.ts'
import type { Decision, PolicySource, StatementRef } from './decision.ts'

/**
 * Says in one plain sentence why a decision came out as it did, for whoever may see the policies: it names roles and prints conditions, never the
 * values they met.
 */
export function describeDecision(decision: Decision): string {
  const operation = `\`${decision.operation}\``
  switch (decision.reason) {
    case 'allowed':
      return `${operation} is allowed by ${listOf(decision.statements)}`
    case 'public':
      return `${operation} is public`
    case 'denied':
      return `${operation} is denied by ${listOf(decision.statements)}`
    case 'no-statement':
      return `no policy that applies to ${decision.principal.type} \`${decision.principal.id}\` allows ${operation}`
    case 'condition-not-met':
      return `${operation} is covered by ${listOf(decision.statements)}, whose condition is not met`
    case 'depends':
      return `${operation} depends on ${decision.dependsOn.join(', ')}: see ${listOf(decision.statements)}`
    case 'field-not-allowed':
      return `${operation} is covered by ${listOf(decision.statements)}, but only for some fields, and the request goes beyond them`
    case 'tags-do-not-match':
      return `${operation} is covered by ${listOf(decision.statements)}, but the resource's tags do not match the principal's`
    case 'other-tenant':
      return 'the resource belongs to another tenant'
    case 'tenant-inactive':
      return 'the tenant is suspended, or there is none of that id'
    case 'unavailable':
      return `${operation} could not be decided: a value it depends on was out of reach`
    default:
      return assertNever(decision.reason)
  }
}

const LISTED = 3

function listOf(statements: readonly StatementRef[]): string {
  const named = statements.slice(0, LISTED).map(describeStatement).join(', ')
  const more = statements.length - LISTED
  return more > 0 ? `${named} and ${more} more` : named
}

/** Names a statement by its id or its place, its policy and its condition. */
export function describeStatement({ source, index, statement }: StatementRef): string {
  const name = statement.id === undefined ? `statement ${index + 1}` : `statement \`${statement.id}\``
  const where = statement.where === undefined ? '' : ` (where ${printCondition(statement.where)})`
  return `${name} of ${describeSource(source)}${where}`
}

/** Names a policy by whose it is. */
export function describeSource(source: PolicySource): string {
  switch (source.kind) {
    case 'global':
      return `the global policy \`${source.name}\`${source.version === undefined ? '' : ` (version \`${source.version}\`)`}`
    case 'guardrail':
      return "the tenant's guardrail"
    case 'role':
      return `the role \`${source.name}\``
    case 'link':
      return `the link \`${source.id}\` (template \`${source.template}\`)`
    default:
      return assertNever(source)
  }
}
