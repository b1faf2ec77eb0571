import { createRoute, z } from '@hono/zod-openapi'
import type { Store } from '../../identity/identity-store.ts'
import { tagsToJson } from '../../model/tags.ts'
import { answers, PRINCIPAL_PROBLEMS, TagsAnswer, TenantAnswer } from './api-schemas.ts'
import { principalOf, type OwnModule } from './own-module.ts'

const ProfileAnswer = z
  .object({
    type: z.enum(['user', 'apiKey', 'assumedRole', 'upstream']),
    id: z.string(),
    name: z.string().nullable().openapi({ description: 'Null of what has no name' }),
    email: z.string().nullable().openapi({ description: 'Null where it was not verified' }),
    roles: z.array(z.string()),
    tags: TagsAnswer,
    tenant: TenantAnswer,
  })
  .openapi('Profile')

/** What everybody who is somebody may ask: who they are. */
export const profileRoutes = {
  read: createRoute({
    method: 'get',
    path: '/profile',
    summary: 'Who you are, with the roles and tags that decisions about you rest on',
    responses: { 200: answers('You', ProfileAnswer), ...PRINCIPAL_PROBLEMS },
  }),
}

export function serveProfile(store: Pick<Store, 'findTenant' | 'findApiKey' | 'tenant'>): OwnModule {
  return (router) => {
    router.openapi(profileRoutes.read, async (context) => {
      const { type, id, roles, tags, email = null, tenant: tenantId } = principalOf(context)
      const holder = type === 'user' ? await store.tenant(tenantId).findUser(id) : await store.findApiKey(id)
      const { slug = '', name: tenantName = '' } = (await store.findTenant(tenantId)) ?? {}
      const tenant = { id: tenantId, slug, name: tenantName }
      const name = holder?.name ?? null
      return context.json({ type, id, name, email, roles: [...roles], tags: tagsToJson(tags), tenant }, 200)
    })
  }
}
