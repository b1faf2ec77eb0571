import type { CompiledPolicy } from '../decision/policy-set.ts'
import { compileSource } from './compile-source.ts'
import { namedRole, type Globals } from './globals.ts'
import type { ServiceRegistry, ServiceStore } from './service-registry.ts'

/** The globals as they are at a revision of the store, or later; the very same object while no service was registered or removed. */
export type FindGlobals = (revision: number) => Promise<Globals>

export interface FollowServiceRolesOptions {
  /** This process's own. */
  readonly globals: Globals
  readonly store: Pick<ServiceStore, 'listServiceDigests'>
  readonly registry: Pick<ServiceRegistry, 'findOthers'>
  /** Told when a role cannot be put in force as its service defines it. */
  onUnusable(role: string, service: string, why: string): void
}

/**
 * Puts the roles that other processes' documents define among the globals, for what they say of this process's operations, and keeps up with them:
 * a role that its service narrows, or that goes with its service, is narrower or gone here with the next snapshot.
 */
export function followServiceRoles({ globals, store, registry, onUnusable }: FollowServiceRolesOptions): FindGlobals {
  const own = new Set(globals.services.map(({ id }) => id))
  let known = { digests: '', globals }

  return async (revision) => {
    const others = (await store.listServiceDigests()).filter(({ id }) => !own.has(id))
    const digests = others.map(({ digest }) => digest).join(' ')
    // INVARIANT: digests are read before the services, so what is kept is never older than its digests.
    if (digests !== known.digests) known = { digests, globals: await build(revision) }
    return known.globals
  }

  async function build(revision: number): Promise<Globals> {
    const roles = new Map<string, CompiledPolicy>(globals.roles)
    for (const service of await registry.findOthers()) {
      for (const role of service.roles) {
        const before = globals.roles.get(role.id)
        if (before !== undefined && globals.rolePolicies.get(role.id) !== role.policy) {
          onUnusable(role.id, service.id, 'this process defines it otherwise, and goes by its own')
        }
        if (roles.has(role.id)) continue
        try {
          roles.set(role.id, compileSource(namedRole(role), role.policy, globals.services))
        } catch (error) {
          onUnusable(role.id, service.id, `it cannot be read and allows nothing: ${String(error)}`)
        }
      }
    }
    return { ...globals, roles, revision: Math.max(revision, globals.revision) }
  }
}
