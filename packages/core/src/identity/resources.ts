import { z } from 'zod'
import type { Resource } from '../model/resource.ts'
import { tagsToJson, type TagInput } from '../model/tags.ts'
import type { Administration } from './administration.ts'
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

/** The registered resources of one store, as one actor reaches them. */
export function createResources({ administration }: { readonly administration: Administration }): Resources {
  return {
    async register(input) {
      const { tenant, owner, ...fields } = readInput(Registration, input)
      const resource = owner === undefined ? fields : { ...fields, owner }
      const details = { owner: owner ?? null, tags: tagsToJson(fields.tags) }
      const change = { action: 'resource.register', tenant, target: fields, details } as const
      const { revision } = await administration.write(change, (writer) => writer.tenant(tenant).putResource(resource))
      return { revision }
    },

    async remove(input) {
      const { tenant, ...ref } = readInput(Name, input)
      const change = {
        action: 'resource.remove',
        tenant,
        target: ref,
        details: (removed: boolean) => ({ removed }),
      } as const
      const { value, revision } = await administration.write(change, (writer) =>
        writer.tenant(tenant).deleteResource(ref),
      )
      return { revision, removed: value }
    },

    async find(input) {
      const { tenant, ...ref } = readInput(Name, input)
      return administration.tenant(tenant).findResource(ref)
    },
  }
}
