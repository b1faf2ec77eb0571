import type { PolicySource } from '../decision/decision.ts'
import type { CompiledPolicy } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import { compilePolicy } from '../policy/compile-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'

/**
 * Reads and compiles a policy's text as it was saved.
 *
 * @param tenant whose it is, for the error; absent for the application's own
 * @throws WardkitError `ERR_POLICY_INVALID` naming the policy and its first fault
 */
export function compileSource(
  source: PolicySource,
  text: string,
  services: readonly Service[],
  tenant?: string,
): CompiledPolicy {
  const { policy, diagnostics } = readPolicy(text)
  if (policy === null) {
    const first = diagnostics.find(({ severity }) => severity === 'error')
    const place =
      first === undefined ? '' : ` at line ${first.span.line}, column ${first.span.column}: ${first.message}`
    throw new WardkitError(
      'ERR_POLICY_INVALID',
      `${nameOf(source)}${tenant === undefined ? '' : ` of tenant \`${tenant}\``} cannot be read${place}`,
    )
  }
  const { statementsFor } = compilePolicy(policy, services)
  return { source, statementsFor }
}

function nameOf(source: PolicySource): string {
  switch (source.kind) {
    case 'global':
      return `the global policy \`${source.name}\``
    case 'guardrail':
      return 'the guardrail'
    case 'role':
      return `the role \`${source.id}\``
    case 'link':
      return `the template \`${source.template}\``
  }
}
