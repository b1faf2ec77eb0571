import { z } from 'zod'
import type { Clock } from '../util/clock.ts'
import type { Guardrail, Store } from './identity-store.ts'
import { assertPolicyValid, type ValidatePolicy } from './policy-invalid-error.ts'
import { identifier, policySource, readInput, version } from './read-input.ts'
import type { Warned } from './roles.ts'

/** Each tenant's one policy of denies, over all of its principals. */
export interface Guardrails {
  /**
   * Sets a tenant's guardrail; null takes it away.
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
  readonly store: Store
  readonly validatePolicy: ValidatePolicy
  readonly clock: Clock
}

const Input = z.strictObject({
  tenant: identifier,
  policy: policySource.nullable(),
  expectedVersion: version.optional(),
})

/** The guardrails of one store. */
export function createGuardrails({ store, validatePolicy, clock }: GuardrailsOptions): Guardrails {
  return {
    async set(input) {
      const { tenant, policy, expectedVersion } = readInput(Input, input)
      const warnings = policy === null ? [] : await assertPolicyValid(validatePolicy, policy, 'guardrail')
      const { revision } = await store.write((writer) =>
        writer.tenant(tenant).putGuardrail(policy, expectedVersion, clock()),
      )
      return { revision, warnings }
    },
    find: async (tenant) => store.tenant(tenant).findGuardrail(),
  }
}
