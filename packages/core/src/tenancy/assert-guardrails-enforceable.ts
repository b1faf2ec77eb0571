import { WardkitError } from '../errors/index.ts'
import type { Service } from '../model/service.ts'
import { unresolvedPatterns } from '../policy/compile-policy.ts'
import { readPolicy } from '../policy/read/read-policy.ts'

/** Where the guardrails of tenants are. */
export interface GuardrailSource {
  /** The guardrail of every tenant that has one, by tenant id. */
  listGuardrails(): Promise<readonly { readonly tenant: string; readonly policy: string }[]>
}

/**
 * Checks that every deny of every tenant still names something.
 *
 * @throws WardkitError `ERR_POLICY_INVALID` when a guardrail denies an operation that is there no longer: to start would lift what the tenant forbade
 */
export async function assertGuardrailsEnforceable(source: GuardrailSource, known: readonly Service[]): Promise<void> {
  // Tenants that were given the same guardrail have it checked once.
  const enforceable = new Set<string>()
  for (const { tenant, policy } of await source.listGuardrails()) {
    if (enforceable.has(policy)) continue
    assertEnforceable(tenant, policy, known)
    enforceable.add(policy)
  }
}

function assertEnforceable(tenant: string, text: string, services: readonly Service[]): void {
  const { policy } = readPolicy(text)
  if (policy === null) {
    throw new WardkitError('ERR_POLICY_INVALID', `the guardrail of tenant \`${tenant}\` cannot be read`, {
      help: 'restore the database, or set the guardrail anew',
    })
  }
  const [lost] = unresolvedPatterns(policy, services).filter(({ effect }) => effect === 'deny')
  if (lost === undefined) return
  const name = lost.statement.id === undefined ? `statement ${lost.index + 1}` : `statement \`${lost.statement.id}\``
  const help =
    lost.statement.operations.length > 0
      ? `bring the operation back, or say which one takes its place with \`x-wardkit-replaces: ${lost.name}\``
      : 'bring the field back, or set the guardrail anew with `wardkit guardrail set`'
  throw new WardkitError(
    'ERR_POLICY_INVALID',
    `${name} of the guardrail of tenant \`${tenant}\` denies \`${lost.name}\`, which no document declares`,
    { help },
  )
}
