import { z } from 'zod'
import type { Clock } from '../util/clock.ts'
import type { Administration } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import type { Guardrail } from './identity-store.ts'
import { assertPolicyValid, type ValidatePolicy } from './policy-invalid-error.ts'
import { identifier, policySource, readInput, version } from './read-input.ts'
import type { Warned } from './roles.ts'

/** Each tenant's one policy of denies, over all of its principals. */
export interface Guardrails {
  /**
   * Sets a tenant's guardrail; null takes it away. Of the tenant's principals only those may that hold the role `admin`.
   * @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND`, `ERR_CONFLICT` when `expectedVersion` is not the guardrail's; PolicyInvalidError
   */
  set(input: GuardrailInput): Promise<{ readonly revision: number } & Warned>
  find(tenant: string): Promise<Guardrail | undefined>
}

export interface GuardrailInput {
  readonly tenant: string
  readonly policy: string | null
  /** The version that the change was made from; 0 where there was none. */
  readonly expectedVersion?: number
}

export interface GuardrailsOptions {
  readonly administration: Administration
  readonly validatePolicy: ValidatePolicy
  readonly clock: Clock
}

const Input = z.strictObject({
  tenant: identifier,
  policy: policySource.nullable(),
  expectedVersion: version.optional(),
})

/** The guardrails of one store, as one actor reaches them. */
export function createGuardrails({ administration, validatePolicy, clock }: GuardrailsOptions): Guardrails {
  return {
    async set(input) {
      const { tenant, policy, expectedVersion } = readInput(Input, input)
      const warnings = policy === null ? [] : await assertPolicyValid(validatePolicy, policy, 'guardrail')
      const target = { type: 'guardrail', id: tenant }
      const change = { action: 'guardrail.set', tenant, target, details: (change: AuditDetails) => change } as const
      const { revision } = await administration.write(change, async (writer) => {
        const before = await writer.tenant(tenant).findGuardrail()
        await writer.tenant(tenant).putGuardrail(policy, expectedVersion, clock())
        return { before: before?.policy ?? null, after: policy }
      })
      return { revision, warnings }
    },
    find: async (tenant) => administration.tenant(tenant).findGuardrail(),
  }
}
