import { isSystemTag } from '@wardkit/core/policy'
import { notFound } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'

type Tags = Record<string, string[]>

interface Patch {
  readonly set?: Readonly<Record<string, string | string[]>> | undefined
  readonly remove?: readonly string[] | undefined
}

function view(holder: { readonly tags: Tags } | undefined) {
  if (holder === undefined) throw notFound()
  return { tags: holder.tags, system: Object.keys(holder.tags).filter(isSystemTag) }
}

function patch(holder: { tags: Tags } | undefined, { set = {}, remove = [] }: Patch) {
  if (holder === undefined) throw notFound()
  const kept = Object.entries(holder.tags).filter(([key]) => !remove.includes(key))
  const added = Object.entries(set).map(([key, values]): [string, string[]] => [key, [values].flat()])
  holder.tags = Object.fromEntries([...kept, ...added])
  return view(holder)
}

/** Tags of users and keys stand with them; those of resources by `type/id`. */
export const tagHandlers: FakeHandlers = {
  'GET /users/{userId}/tags': ({ state, params }) => view(state.users.find(({ id }) => id === params['userId'])),
  'PATCH /users/{userId}/tags': ({ state, params, body }) =>
    patch(
      state.users.find(({ id }) => id === params['userId']),
      body,
    ),
  'GET /api-keys/{keyId}/tags': ({ state, params }) => view(state.apiKeys.find(({ id }) => id === params['keyId'])),
  'PATCH /api-keys/{keyId}/tags': ({ state, params, body }) =>
    patch(
      state.apiKeys.find(({ id }) => id === params['keyId']),
      body,
    ),
  'GET /resources/{type}/{id}/tags': ({ state, params }) =>
    view(state.resources[`${params['type'] ?? ''}/${params['id'] ?? ''}`]),
  'PATCH /resources/{type}/{id}/tags': ({ state, params, body }) =>
    patch(state.resources[`${params['type'] ?? ''}/${params['id'] ?? ''}`], body),
}
