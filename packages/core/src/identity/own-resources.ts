import { WardkitError } from '../errors/index.ts'
import { foldTag } from '../model/fold.ts'
import type { ResourceRef } from '../model/resource.ts'
import { tagsToJson } from '../model/tags.ts'
import type { LoadedResource, ResourceLoader } from '../tenancy/resource-lookups.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import type { Store } from './identity-store.ts'

/** Types of resources that begin with this, folded, are Wardkit's own. */
const OWN_TYPE_PREFIX = 'wardkit:'

/** Whether a type of resources is reserved for what Wardkit's own operations are about. */
export function isOwnResourceType(type: string): boolean {
  return foldTag(type).startsWith(OWN_TYPE_PREFIX)
}

/**
 * Tells decisions of what Wardkit's own operations are about, so that policies may ask for the tags of a user as they do for a patient's. A link
 * has the owner and the tags of what it shares.
 *
 * INVARIANT: only what is in the asking tenant is told of. Another tenant's is as unknown as what nobody has.
 */
export function createOwnResourceLoaders(
  store: Pick<Store, 'tenant' | 'findApiKey'>,
  applications: ReadonlyMap<string, ResourceLoader>,
): ReadonlyMap<string, ResourceLoader> {
  /** As a decision about it finds it. @throws WardkitError `ERR_CONFLICT` while its tags are being brought up to date */
  async function loadShared(ref: ResourceRef, tenant: string): Promise<LoadedResource | null | undefined> {
    const loader = applications.get(ref.type)
    if (loader !== undefined) return loader(ref.id, tenant)
    const resource = await store.tenant(tenant).findResource(ref)
    if (resource?.pending === true) throw new WardkitError('ERR_CONFLICT', 'what the resource is in is being changed')
    return resource && { tenant, tags: tagsToJson(resource.tags), ...withoutUndefined({ owner: resource.owner }) }
  }

  return new Map<string, ResourceLoader>([
    [
      'wardkit:user',
      async (id, tenant) => {
        const user = await store.tenant(tenant).findUser(id)
        return user && { tenant, tags: tagsToJson(user.tags) }
      },
    ],
    [
      'wardkit:api-key',
      async (id, tenant) => {
        const key = await store.findApiKey(id)
        return key?.tenant === tenant ? { tenant, owner: key.createdBy, tags: tagsToJson(key.tags) } : undefined
      },
    ],
    [
      'wardkit:connection',
      async (id, tenant) => ((await store.tenant(tenant).findConnection(id)) ? { tenant } : undefined),
    ],
    ['wardkit:domain', async (id, tenant) => ((await store.tenant(tenant).findDomain(id)) ? { tenant } : undefined)],
    [
      'wardkit:invitation',
      async (id, tenant) => {
        const invitation = await store.tenant(tenant).findInvitation(id)
        return invitation && { tenant, tags: tagsToJson(invitation.tags) }
      },
    ],
    [
      'wardkit:role',
      async (id, tenant) => {
        const role = await store.tenant(tenant).findRole(id)
        return role && { tenant, tags: tagsToJson(role.tags) }
      },
    ],
    [
      'wardkit:link',
      async (id, tenant) => {
        const link = await store.tenant(tenant).findLink(id)
        if (link === undefined) return undefined
        return (link.resource && (await loadShared(link.resource, tenant))) ?? { tenant }
      },
    ],
  ])
}
