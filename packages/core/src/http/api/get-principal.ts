import { z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import type { Store } from '../../identity/identity-store.ts'
import { toPrincipal } from '../../identity/to-principal.ts'
import type { Principal } from '../../model/principal.ts'
import { Id } from './api-schemas.ts'

/** Names a user or an API key. */
export const PrincipalName = z.strictObject({ type: z.enum(['user', 'apiKey']), id: Id })

/** Where principals are read. */
export type PrincipalSource = Pick<Store, 'findPerson' | 'findApiKey' | 'tenant'>

/** Somebody of a tenant, as they are now. @throws WardkitError `ERR_NOT_FOUND`, also for who is in another tenant */
export async function getPrincipal(
  store: PrincipalSource,
  { type, id, tenant }: z.infer<typeof PrincipalName> & { readonly tenant: string },
): Promise<Principal> {
  if (type === 'user') {
    const user = await store.tenant(tenant).findUser(id)
    const person = user && (await store.findPerson(user.person))
    if (user !== undefined && person !== undefined) return toPrincipal(user, person)
  } else {
    const key = await store.findApiKey(id)
    if (key?.tenant === tenant) return { type, id, tenant, roles: key.roles, tags: key.tags }
  }
  throw new WardkitError('ERR_NOT_FOUND', `there is no ${type === 'user' ? 'user' : 'API key'} \`${id}\``)
}
