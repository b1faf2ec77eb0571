import type { CompiledPolicy } from '../decision/policy-set.ts'
import { WardkitError } from '../errors/index.ts'

/** A global policy with the tenants that have it. */
export interface RolledOut {
  readonly name: string
  readonly tenants: ReadonlySet<string> | 'all'
  readonly policy: CompiledPolicy
}

/** @throws TypeError when it names no tenants */
export function readTenants(name: string, tenants: 'all' | readonly string[]): RolledOut['tenants'] {
  if (tenants === 'all') return 'all'
  if (Array.isArray(tenants) && tenants.every((id) => typeof id === 'string')) return new Set(tenants)
  throw new TypeError(`\`tenants\` of the global policy \`${name}\` must be \`all\` or a list of tenant ids`)
}

/**
 * The policies of each tenant: of several with one name, the first that names it.
 *
 * @throws WardkitError `ERR_CONFIGURATION` for a version that no tenant would ever have: it may be the one that denies
 */
export function rollOut(policies: readonly RolledOut[]): (tenant: string) => readonly CompiledPolicy[] {
  const complete = new Set<string>()
  for (const { name, tenants } of policies) {
    if (complete.has(name)) {
      throw new WardkitError(
        'ERR_CONFIGURATION',
        `a global policy \`${name}\` stands below one of that name that every tenant has`,
        {
          help: 'name the tenants that are to have the upper one first, or take one of the two away',
        },
      )
    }
    if (tenants === 'all') complete.add(name)
  }
  const everybody = policies.map(({ policy }) => policy)
  if (policies.every(({ tenants }) => tenants === 'all')) return () => everybody
  return (tenant) => {
    const own = new Map<string, CompiledPolicy>()
    for (const { name, tenants, policy } of policies) {
      if (!own.has(name) && (tenants === 'all' || tenants.has(tenant))) own.set(name, policy)
    }
    return [...own.values()]
  }
}
