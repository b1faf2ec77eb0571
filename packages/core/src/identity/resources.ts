import { z } from 'zod'
import type { Resource } from '../model/resource.ts'
import type { TagInput } from '../model/tags.ts'
import type { Store } from './identity-store.ts'
import { identifier, readInput, tags } from './read-input.ts'

/** The things that operations are about, registered with their owner and tags. */
export interface Resources {
  /** Registers a resource, or replaces what was registered of it. @throws WardkitError `ERR_INVALID_INPUT`, `ERR_NOT_FOUND` for an unknown tenant */
  register(input: ResourceRegistration): Promise<{ readonly revision: number }>
  /** Forgets a resource; whether it was there. */
  remove(input: ResourceName): Promise<{ readonly revision: number; readonly removed: boolean }>
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
}

const Name = z.strictObject({ tenant: identifier, type: identifier, id: identifier })
const Registration = Name.extend({ owner: identifier.optional(), tags: tags.default(new Map()) })

/** The registered resources of one store. */
export function createResources({ store }: { readonly store: Store }): Resources {
  return {
    async register(input) {
      const { tenant, owner, ...fields } = readInput(Registration, input)
      const resource = owner === undefined ? fields : { ...fields, owner }
      const { revision } = await store.write((writer) => writer.tenant(tenant).putResource(resource))
      return { revision }
    },

    async remove(input) {
      const { tenant, ...ref } = readInput(Name, input)
      const { value, revision } = await store.write((writer) => writer.tenant(tenant).deleteResource(ref))
      return { revision, removed: value }
    },

    async find(input) {
      const { tenant, ...ref } = readInput(Name, input)
      return store.tenant(tenant).findResource(ref)
    },
  }
}
