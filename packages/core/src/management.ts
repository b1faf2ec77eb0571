import { createApiKeys, type ApiKeys } from './identity/api-keys.ts'
import { createGuardrails, type Guardrails } from './identity/guardrails.ts'
import type { Store } from './identity/identity-store.ts'
import { createOperators, type Operators } from './identity/operators.ts'
import { createPasswords } from './identity/passwords.ts'
import type { ValidatePolicy } from './identity/policy-invalid-error.ts'
import { createResources, type Resources } from './identity/resources.ts'
import { createRoles, type Roles } from './identity/roles.ts'
import { createTenants, type Tenants } from './identity/tenants.ts'
import { createUsers, type Users } from './identity/users.ts'
import type { Clock } from './util/clock.ts'

/** Everything that your own code may change of a store. Nobody's permissions are asked: it is you. */
export interface Management {
  readonly tenants: Tenants
  readonly users: Users
  readonly roles: Roles
  readonly guardrails: Guardrails
  readonly resources: Resources
  readonly apiKeys: ApiKeys
  readonly operators: Operators
}

export interface ManagementInput {
  readonly store: Store
  readonly validatePolicy: ValidatePolicy
  readonly clock: Clock
  readonly passwords?: ReturnType<typeof createPasswords>
}

/** The management of one store. */
export function createManagement({
  store,
  validatePolicy,
  clock,
  passwords = createPasswords(),
}: ManagementInput): Management {
  return {
    tenants: createTenants({ store, clock }),
    users: createUsers({ store, passwords, clock }),
    roles: createRoles({ store, validatePolicy, clock }),
    guardrails: createGuardrails({ store, validatePolicy, clock }),
    resources: createResources({ store }),
    apiKeys: createApiKeys({ store, clock }),
    operators: createOperators({ store, clock }),
  }
}
