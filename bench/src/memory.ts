import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createTags } from '@wardkit/core'
import { OPERATIONS, roleId, tenantId, wardTags } from './clinic.ts'
import { findOperation, openWorld, type World } from './engines/wardkit.ts'

/** Heap that each thing kept in memory takes, in bytes. */
export interface Memory {
  /** A tenant with one role, in memory but not compiled. */
  readonly tenant: number
  /** A role of it, as text: nobody who holds it has asked anything. */
  readonly role: number
  /** What compiling the role for one operation adds. */
  readonly compiledRole: number
  /** A registered resource with one tag, in the cache. */
  readonly resource: number
}

const TENANTS = 2_000
const ROLES = 10_000
const RESOURCES = 10_000

/** Measures on a SQLite store, whose own pages lie outside the heap. */
export async function measureMemory(): Promise<Memory> {
  const collect = garbageCollector()
  // The first world pays for code and caches that everything shares.
  await sizes(await openWorld({ tenants: 10, roles: 10, resources: 100 }), collect, { roles: 10, resources: 100 })
  const tenants = await openWorld({ tenants: TENANTS, roles: 0, resources: 0 })
  const before = collect()
  await tenants.warmUp()
  const tenant = (collect() - before) / TENANTS
  await tenants.close()
  const world = await openWorld({ tenants: 1, roles: ROLES, resources: RESOURCES })
  return { tenant, ...(await sizes(world, collect, { roles: ROLES, resources: RESOURCES })) }
}

async function sizes(
  world: World,
  collect: () => number,
  { roles, resources }: { readonly roles: number; readonly resources: number },
): Promise<Omit<Memory, 'tenant'>> {
  const empty = collect()
  await world.warmUp()
  const loaded = collect()
  for (let index = 0; index < roles; index++) await ask(world, roleId(index), 'none')
  const compiled = collect()
  for (let index = 0; index < resources; index++) await ask(world, roleId(0), `other-${index}`)
  const cached = collect()
  await world.close()
  return {
    role: (loaded - empty) / roles,
    compiledRole: (compiled - loaded) / roles,
    resource: (cached - compiled) / resources,
  }
}

async function ask({ instance }: World, role: string, id: string): Promise<void> {
  const operations = instance.services.flatMap((service) => service.operations)
  await instance.decide({
    principal: { type: 'user', id: 'user', tenant: tenantId(0), roles: [role], tags: createTags(wardTags(0)) },
    operation: findOperation(operations, OPERATIONS.where),
    request: { path: [id], query: new Map(), body: { status: 'absent' } },
  })
}

/** Makes a function that collects garbage and answers the heap in use, in bytes. */
export function garbageCollector(): () => number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  return () => {
    collect()
    collect()
    return process.memoryUsage().heapUsed
  }
}
