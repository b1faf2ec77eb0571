import type { PolicySource } from '../decision/decision.ts'
import type { CompiledPolicy, CompiledTemplate } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'
import type { Service, ServiceRole } from '../model/service.ts'
import { compileSource } from './compile-source.ts'
import { compileTemplates } from './compile-templates.ts'
import { readTenants, rollOut } from './roll-out.ts'
import { invalidPolicy, validatePolicy } from './validate-policy.ts'

/** What is the same for every tenant: the application's own policies and roles, over the services of this process. */
export interface Globals {
  readonly services: readonly Service[]
  /** The policies of every tenant, or those being rolled out to it. */
  policiesOf(tenant: string): readonly CompiledPolicy[]
  /** What links are made from, by name. */
  readonly templates: ReadonlyMap<string, CompiledTemplate>
  /** Global and service-defined roles by id; a tenant's role never has one of these ids. */
  readonly roles: ReadonlyMap<string, CompiledPolicy>
  /** What this process's own roles were compiled from, by id. */
  readonly rolePolicies: ReadonlyMap<string, string>
  /** The last revision that touched them. */
  readonly revision: number
  /** Told when a tenant's stored role cannot be read; the role then allows nothing. */
  onUnreadableRole(tenant: string, role: string, error: unknown): void
}

/**
 * A policy of the application's developer: every tenant's at once, or first that of some. Of several with one name, a tenant has the first that
 * names it: the next version stands above the one that the others still have.
 */
export interface GlobalPolicy {
  /** Names it in reasons and errors. */
  readonly name: string
  /** Tells versions of one name apart, in decisions and in the access log. */
  readonly version?: string
  /** The ids of the tenants that have it; all by default. */
  readonly tenants?: 'all' | readonly string[]
  /** YAML or JSON text. */
  readonly policy: string
}

/** A role of the application's developer: every tenant may assign it, none may change it. */
export interface GlobalRole {
  readonly name: string
  readonly description?: string
  /** YAML or JSON text. */
  readonly policy: string
}

/** The roles every application begins with. It may replace them by the same ids; the ids stay reserved. */
export const DEFAULT_GLOBAL_ROLES: Readonly<Record<'admin' | 'member', GlobalRole>> = {
  admin: {
    name: 'Admin',
    description: "Every operation, and the tenant's own administration",
    policy: "- allow: ['*', '*:/wardkit/*']",
  },
  member: { name: 'Member', description: 'Every operation that reads', policy: "- allow: ['GET:*']" },
}

export interface GlobalsInput {
  readonly services: readonly Service[]
  /** Every service of the store, this process's included: what policies are checked against. */
  readonly knownServices: readonly Service[]
  readonly policies: readonly GlobalPolicy[]
  /** YAML or JSON text of each. */
  readonly templates: readonly string[]
  readonly roles: ReadonlyMap<string, GlobalRole>
  readonly revision: number
  readonly onUnreadableRole: Globals['onUnreadableRole']
}

/**
 * Checks and compiles the application's own policies and roles, and the roles its documents define.
 *
 * @throws WardkitError `ERR_POLICY_INVALID` naming the policy, the place and what is wrong; `ERR_CONFIGURATION` when two roles have one id
 */
export function createGlobals(input: GlobalsInput): Globals {
  const compile = (source: PolicySource, text: string, kind: 'global' | 'role' | 'default'): CompiledPolicy => {
    // A wildcard of the default roles may match nothing in a small document.
    if (kind === 'default') return compileSource(source, text, input.services)
    const error = validatePolicy(text, input.knownServices, kind).find(({ severity }) => severity === 'error')
    if (error !== undefined) throw invalidPolicy(nameOf(source), error)
    return compileSource(source, text, input.services)
  }
  const roles = new Map<string, CompiledPolicy>()
  for (const [id, role] of input.roles) {
    const kind = isDefault(role) ? 'default' : 'role'
    roles.set(id, compile({ kind: 'role', id, name: role.name }, role.policy, kind))
  }
  const rolePolicies = new Map(Array.from(input.roles, ([id, { policy }]) => [id, policy]))
  for (const service of input.knownServices) {
    const isOwn = input.services.includes(service)
    for (const role of service.roles) {
      // Two services may define one role the same: see `createServiceSet`.
      const global = input.roles.get(role.id)
      if (global !== undefined && (isOwn || global.policy !== role.policy)) throw twoRoles(role.id, service)
      if (!isOwn || roles.has(role.id)) continue
      roles.set(role.id, compile(namedRole(role), role.policy, 'role'))
      rolePolicies.set(role.id, role.policy)
    }
  }
  const policies = input.policies.map(({ name, version, policy, tenants = 'all' }) => {
    const source = { kind: 'global', name, ...(version === undefined ? {} : { version }) } as const
    return { name, tenants: readTenants(name, tenants), policy: compile(source, policy, 'global') }
  })
  return {
    services: input.services,
    policiesOf: rollOut(policies),
    templates: compileTemplates(input.templates, input.services, input.knownServices),
    roles,
    rolePolicies,
    revision: input.revision,
    onUnreadableRole: input.onUnreadableRole,
  }
}

/** Finds the policy source of a global role, or of one that a service of the store defines. */
export function createFindRolePolicy(
  roles: ReadonlyMap<string, GlobalRole>,
  findServices: () => Promise<readonly Service[]>,
): (id: string) => Promise<string | undefined> {
  return async (id) =>
    roles.get(id)?.policy ??
    (await findServices()).flatMap((service) => service.roles).find((role) => role.id === id)?.policy
}

/** A role that every tenant may assign and none may change. */
export interface SharedRole extends Required<GlobalRole> {
  readonly id: string
}

/** The application's roles, and those that its documents define. */
export function listSharedRoles(
  roles: ReadonlyMap<string, GlobalRole>,
  services: readonly Service[],
): readonly SharedRole[] {
  const global = Array.from(roles, ([id, { name, description = '', policy }]) => ({ id, name, description, policy }))
  // Two services may define one role.
  const defined = new Map(services.flatMap((service) => service.roles.map((role) => [role.id, role])))
  return [...global, ...Array.from(defined.values(), (role) => ({ ...role, name: namedRole(role).name }))]
}

/** A role of a document, as reasons and errors name it. */
export function namedRole({ id, description }: Omit<ServiceRole, 'policy'>): PolicySource & { readonly kind: 'role' } {
  return { kind: 'role', id, name: description === '' ? id : description }
}

function twoRoles(id: string, service: Service): WardkitError {
  return new WardkitError(
    'ERR_CONFIGURATION',
    `two roles have the id \`${id}\`, one of them in the document of service \`${service.id}\``,
    {
      help: 'ids of roles are shared by all services, and `admin` and `member` are reserved: rename it in `x-wardkit-roles`',
    },
  )
}

function isDefault(role: GlobalRole): boolean {
  return Object.values(DEFAULT_GLOBAL_ROLES).includes(role)
}

function nameOf(source: PolicySource): string {
  return source.kind === 'role'
    ? `role \`${source.id}\``
    : source.kind === 'global'
      ? `global policy \`${source.name}\``
      : source.kind
}
