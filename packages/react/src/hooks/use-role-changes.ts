import { answerOf, type Schema } from '../client/wardkit-client.ts'
import type { HeldTags } from './use-tags.ts'
import { useWardkitMutation } from './use-wardkit-query.ts'

/** A role with what its author may say of it. */
export interface RoleText {
  readonly name: string
  readonly description: string
  /** YAML or JSON. */
  readonly policy: string
  /** Held by whoever assumes it, in place of their own: all there are to be. As they are, or none, when absent. */
  readonly tags?: HeldTags
}

export interface RoleChange extends RoleText {
  readonly id: string
  /** The version that the change was made from. Another one there is a problem with code `ERR_CONFLICT`, and nothing is changed. */
  readonly version: number
}

const CHANGES = [['roles'], ['users']]

/** Writes a role. The answer has the checker's warnings. */
export function useCreateRole() {
  return useWardkitMutation<RoleText, { readonly role: Schema<'Role'> }>({
    write: (client, role) => answerOf(client.POST('/roles', { body: toBody(role) })),
    changes: CHANGES,
  })
}

/** Changes a role for all who hold it. */
export function useUpdateRole() {
  return useWardkitMutation<RoleChange, { readonly role: Schema<'Role'> }>({
    write: (client, { id, ...body }) =>
      answerOf(client.PATCH('/roles/{roleId}', { params: { path: { roleId: id } }, body: toBody(body) })),
    changes: CHANGES,
  })
}

/** Deletes a role, and takes it from its holders. */
export function useDeleteRole() {
  return useWardkitMutation<string, unknown>({
    write: (client, id) => answerOf(client.DELETE('/roles/{roleId}', { params: { path: { roleId: id } } })),
    changes: CHANGES,
  })
}

/** Its tags as the client's types have them, whose arrays are mutable. */
function toBody<Text extends RoleText>({ tags, ...text }: Text) {
  return { ...text, ...(tags === undefined ? {} : { tags: tags as Record<string, string[]> }) }
}
