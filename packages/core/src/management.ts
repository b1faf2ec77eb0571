import type { Actor, ActorContext } from './identity/actor.ts'
import type { Administer } from './identity/administration.ts'
import { createApiKeys, type ApiKeys } from './identity/api-keys.ts'
import type { FindRolePolicy } from './identity/assert-statements-granted.ts'
import { createGuardrails, type Guardrails } from './identity/guardrails.ts'
import type { Store } from './identity/identity-store.ts'
import { createLinks, type Links, type LinksOptions } from './identity/links.ts'
import { createOperators, type Operators } from './identity/operators.ts'
import type { FindPasswordRules } from './identity/password-rules.ts'
import type { Passwords } from './identity/passwords.ts'
import type { Secret } from './identity/secret.ts'
import type { ValidatePolicy } from './identity/policy-invalid-error.ts'
import { createRegisteredServices, type RegisteredServices } from './identity/registered-services.ts'
import { createResources, type Resources } from './identity/resources.ts'
import type { PreviewRole } from './identity/role-preview.ts'
import { createRoleTrusts, type RoleTrusts } from './identity/role-trusts.ts'
import { createRoles, type Roles } from './identity/roles.ts'
import { createSettings, type Settings } from './identity/tenant-settings.ts'
import { createTagging, type Tagging } from './identity/tagging.ts'
import type { TenantSweep } from './identity/tenant-sweep.ts'
import { createTenants, type Tenants } from './identity/tenants.ts'
import { createUsers, type Users } from './identity/users.ts'
import { createConnectionTests, type ConnectionTests } from './sso/connection-tests.ts'
import { createConnections, type Connections } from './sso/connections.ts'
import { createDomains, type Domains, type ResolveTxt } from './sso/domains.ts'
import { createMappings, type Mappings } from './sso/mappings.ts'
import { createSsoEnforcement, type SsoEnforcement } from './sso/sso-enforcement.ts'
import type { SsoUrls } from './sso/sso-urls.ts'
import type { Clock } from './util/clock.ts'

/** Everything that may be changed of a store, by whoever it was made for. Every change leaves its record in the audit log. */
export interface Management {
  readonly tenants: Tenants
  readonly settings: Settings
  readonly users: Users
  readonly roles: Roles
  readonly roleTrusts: RoleTrusts
  readonly guardrails: Guardrails
  readonly resources: Resources
  readonly tags: Tagging
  readonly links: Links
  readonly apiKeys: ApiKeys
  readonly connections: Connections
  readonly connectionTests: ConnectionTests
  readonly mappings: Mappings
  readonly domains: Domains
  readonly ssoEnforcement: SsoEnforcement
  readonly operators: Operators
  readonly registeredServices: RegisteredServices
}

export interface ManagementInput {
  readonly store: Store
  readonly administer: Administer
  readonly validatePolicy: ValidatePolicy
  readonly findSharedRolePolicy: FindRolePolicy
  readonly previewRole: PreviewRole
  readonly clock: Clock
  readonly passwords: Passwords
  readonly passwordRules: FindPasswordRules
  readonly templates: LinksOptions['templates']
  readonly permissions?: LinksOptions['permissions']
  readonly secret: Pick<Secret, 'wrap'>
  readonly sso: SsoReach
  readonly sweep: TenantSweep
}

/** What the administration of single sign-on needs of the world. */
export interface SsoReach {
  readonly urls: SsoUrls
  readonly allowLoopback: boolean
  readonly resolveTxt: ResolveTxt
}

/** Makes the management of one store by one actor: what it may not do is refused with `ERR_FORBIDDEN`, `ERR_NOT_GRANTED` or `ERR_NOT_FOUND`. */
export type ManageAs = (actor: Actor, context?: ActorContext) => Management

/** The management of one store. */
export function createManagement({
  store,
  administer,
  passwords,
  passwordRules,
  templates,
  permissions,
  secret,
  sso: { urls, allowLoopback, resolveTxt },
  sweep,
  clock,
  ...policies
}: ManagementInput): ManageAs {
  const sharing = { templates, ...(permissions === undefined ? {} : { permissions }) }
  return (actor, context) => {
    const administration = administer(actor, context)
    const tagged = {
      users: createUsers({ store, administration, passwords, passwordRules, clock }),
      apiKeys: createApiKeys({ administration, clock }),
      roles: createRoles({ administration, ...policies, clock }),
      resources: createResources({ administration }),
    }
    return {
      ...tagged,
      tags: createTagging({ store, administration, ...tagged }),
      settings: createSettings({ administration, clock }),
      tenants: createTenants({ store, administration, sweep, clock }),
      roleTrusts: createRoleTrusts({ administration, clock }),
      guardrails: createGuardrails({ administration, validatePolicy: policies.validatePolicy, clock }),
      links: createLinks({ administration, clock, ...sharing }),
      connections: createConnections({ administration, secret, allowLoopback, clock }),
      connectionTests: createConnectionTests({
        administration,
        urlOf: (connection, test) => urls.start(connection, { test }),
        clock,
      }),
      mappings: createMappings({ administration, findSharedRolePolicy: policies.findSharedRolePolicy, clock }),
      domains: createDomains({ administration, resolveTxt, clock }),
      ssoEnforcement: createSsoEnforcement({ administration, clock }),
      operators: createOperators({ store, administration, clock }),
      registeredServices: createRegisteredServices({ store, administration }),
    }
  }
}
