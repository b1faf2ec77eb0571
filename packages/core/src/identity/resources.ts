import { z } from 'zod'
import { WardkitError } from '../errors/index.ts'
import type { Resource, ResourceRef } from '../model/resource.ts'
import { NO_TAGS, overlayTags, type TagInput } from '../model/tags.ts'
import type { Administration } from './administration.ts'
import { withoutUndefined } from '../util/without-undefined.ts'
import { changeTags, systemTagsOf, tagChangeFields, type TagChange } from './change-tags.ts'
import { assertGranted, differenceOf, grantsEverything, type Grantor } from './find-ungranted.ts'
import type { TenantReader } from './identity-store.ts'
import type { Page } from './page.ts'
import type { ResourceTypeCount } from './resource-store.ts'
import { isOwnResourceType } from './own-resources.ts'
import { identifier, readInput, tags } from './read-input.ts'
import { registerResource } from './register-resource.ts'

/** The things that operations are about, registered with their owner and tags. */
export interface Resources {
  /**
   * Registers a resource, or replaces what was registered of it. What lies beneath it gets its tags anew: in the same write or, where that is more
   * than 1,000 resources, in as many as it takes, during which decisions about them are refused as unavailable. Broken off, register it again.
   *
   * A principal changes what the application has registered, and registers nothing new: whose an id is, only the application knows.
   * @throws WardkitError `ERR_INVALID_INPUT`, also when it would lie in itself or too deep; `ERR_NOT_FOUND` for an unknown tenant or parent, and to a
   * principal for what is not registered; `ERR_CONFLICT` when another change of a large subtree came between; `ERR_NOT_GRANTED` for a tag value or an
   * owner that is not the actor's to give or to take away
   */
  register(input: ResourceRegistration): Promise<{ readonly revision: number }>
  /**
   * Forgets a resource; whether it was there.
   * @throws WardkitError `ERR_CONFLICT` while other resources are in it; `ERR_NOT_GRANTED` where its tags and its owner are not the actor's to take away
   */
  remove(input: ResourceName): Promise<{ readonly revision: number; readonly removed: boolean }>
  /**
   * Changes a resource's own tags and leaves the rest of it; what lies beneath gets its tags anew, as when it is registered.
   * @throws WardkitError as `register` does; `ERR_NOT_GRANTED` for a tag value that is not the actor's to give or to take away
   */
  changeTags(input: ResourceName & TagChange): Promise<{ readonly revision: number }>
  /** The resources of one type, by id. */
  list(input: { readonly tenant: string; readonly type: string }, page?: Page): Promise<readonly Resource[]>
  /** The types of resources that are registered, and how many there are of each. */
  listTypes(tenant: string): Promise<readonly ResourceTypeCount[]>
  /** A resource as registered in this very tenant. */
  find(input: ResourceName): Promise<Resource | undefined>
}

export interface ResourceName {
  readonly tenant: string
  /** The literal segment before its id in paths, such as `patient`. */
  readonly type: string
  readonly id: string
}

export interface ResourceRegistration extends ResourceName {
  /** The id of the principal who owns it. */
  readonly owner?: string
  readonly tags?: TagInput
  /** What it is in, registered in the same tenant: it has the parent's tags too, where it has none of the same key. */
  readonly parent?: ResourceRef
}

const Name = z.strictObject({ tenant: identifier, type: identifier, id: identifier })
const Registration = Name.extend({
  type: identifier.refine(
    (type) => !isOwnResourceType(type),
    "must not begin `wardkit:`: such types are Wardkit's own",
  ),
  owner: identifier.optional(),
  tags: tags.default(new Map()),
  parent: z.strictObject({ type: identifier, id: identifier }).optional(),
})

const Tagging = Name.extend(tagChangeFields)

/** The registered resources of one store, as one actor reaches them. */
export function createResources({ administration }: { readonly administration: Administration }): Resources {
  const { principal } = administration

  /** T08: tags and the owner are what policies ask for, so they are rights, its parent's tags included. */
  function assertMayChange(grantor: Grantor, before: Held, after: Held): void {
    assertGranted(grantor, differenceOf({ roles: [], tags: before.tags }, { roles: [], tags: after.tags }))
    if (grantsEverything(grantor) || before.owner === after.owner || before.owner === principal?.id) return
    throw new WardkitError('ERR_NOT_GRANTED', 'the owner is not yours to give or to take away')
  }

  return {
    async register(input) {
      const { tenant, owner, parent, ...fields } = readInput(Registration, input)
      const resource = { ...fields, ...withoutUndefined({ owner, parent }) }
      const revision = await registerResource(administration, tenant, resource, async (writer, grantor) => {
        if (principal === null) return resource
        const before = await getResource(writer.tenant(tenant), resource)
        const above = parent === undefined ? undefined : await getResource(writer.tenant(tenant), parent)
        const own = new Map([...systemTagsOf(before.ownTags ?? before.tags), ...fields.tags])
        const tags = overlayTags(above?.tags ?? NO_TAGS, own)
        assertMayChange(grantor, before, { tags, ...withoutUndefined({ owner }) })
        return { ...resource, tags: own }
      })
      return { revision }
    },

    async changeTags(input) {
      const { tenant, type, id, ...change } = readInput(Tagging, input)
      const ref = { type, id }
      const revision = await registerResource(administration, tenant, ref, async (writer, grantor) => {
        const before = await getResource(writer.tenant(tenant), ref)
        const own = before.ownTags ?? before.tags
        const tags = changeTags(own, change) ?? own
        // T08: a tag that a policy asks for is a right, whoever holds the resource.
        assertGranted(grantor, differenceOf({ roles: [], tags: own }, { roles: [], tags }))
        return { ...ref, tags, ...withoutUndefined({ owner: before.owner, parent: before.parent }) }
      })
      return { revision }
    },

    async list(input, page) {
      const { tenant, type } = readInput(z.strictObject({ tenant: identifier, type: identifier }), input)
      return administration.tenant(tenant).listResources(type, page)
    },

    listTypes: async (tenant) => administration.tenant(readInput(identifier, tenant)).listResourceTypes(),

    async remove(input) {
      const { tenant, ...ref } = readInput(Name, input)
      const change = {
        action: 'resource.remove',
        tenant,
        target: ref,
        details: (removed: boolean) => ({ removed }),
      } as const
      const { value, revision } = await administration.write(change, async (writer, grantor) => {
        const before = await writer.tenant(tenant).findResource(ref)
        if (before !== undefined) assertMayChange(grantor, before, { tags: NO_TAGS })
        return writer.tenant(tenant).deleteResource(ref)
      })
      return { revision, removed: value }
    },

    async find(input) {
      const { tenant, ...ref } = readInput(Name, input)
      return administration.tenant(tenant).findResource(ref)
    },
  }
}

type Held = Pick<Resource, 'tags' | 'owner'>

async function getResource(reader: TenantReader, { type, id }: ResourceRef): Promise<Resource> {
  const found = await reader.findResource({ type, id })
  if (found === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no resource \`${type}/${id}\``)
  return found
}
