import { z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Store } from '../../identity/identity-store.ts'
import { toPrincipal } from '../../identity/to-principal.ts'
import type { Principal } from '../../model/principal.ts'
import { Id } from './api-schemas.ts'

/** Names a user, an API key or, by the role, an assumed role. */
export const PrincipalName = z.strictObject({ type: z.enum(['user', 'apiKey', 'assumedRole']), id: Id })

const NAMES = { user: 'user', apiKey: 'API key', assumedRole: 'role' } as const

/** Where principals are read. */
export type PrincipalSource = Pick<Store, 'findPerson' | 'findApiKey' | 'tenant'>

/** Somebody of a tenant, as they are now. @throws WardkitError `ERR_NOT_FOUND`, also for who is in another tenant */
export async function getPrincipal(
  store: PrincipalSource,
  { type, id, tenant }: z.infer<typeof PrincipalName> & { readonly tenant: string },
): Promise<Principal> {
  const found = await findPrincipal(store, { type, id, tenant })
  if (found !== undefined) return found
  throw new WardkitError('ERR_NOT_FOUND', `there is no ${NAMES[type]} \`${id}\``)
}

async function findPrincipal(
  store: PrincipalSource,
  { type, id, tenant }: z.infer<typeof PrincipalName> & { readonly tenant: string },
): Promise<Principal | undefined> {
  switch (type) {
    case 'user': {
      const user = await store.tenant(tenant).findUser(id)
      const person = user && (await store.findPerson(user.person))
      return user === undefined || person === undefined ? undefined : toPrincipal(user, person)
    }
    case 'apiKey': {
      const key = await store.findApiKey(id)
      return key?.tenant === tenant ? { type, id, tenant, roles: key.roles, tags: key.tags } : undefined
    }
    case 'assumedRole': {
      const role = await store.tenant(tenant).findRole(id)
      return role && { type, id, tenant, roles: [id], tags: role.tags }
    }
  }
}
