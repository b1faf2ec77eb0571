import { isSystemTag } from '@wardkit/core/policy'
import type { TagHolder } from '../../hooks/use-tags.ts'
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

/** Tags of users, keys and roles stand with them; those of resources by `type/id`. */
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
  'GET /roles/{roleId}/tags': ({ state, params }) => view(state.roles.find(({ id }) => id === params['roleId'])),
  'PATCH /roles/{roleId}/tags': ({ state, params, body }) =>
    patch(
      state.roles.find(({ id }) => id === params['roleId']),
      body,
    ),
  'GET /tags/suggestions': ({ state, query }) => {
    const holders = {
      user: state.users,
      apiKey: state.apiKeys,
      role: state.roles,
      resource: Object.values(state.resources),
    }[query.get('holder') as TagHolder['type']]
    const key = query.get('key')
    const prefix = (query.get('prefix') ?? '').toLowerCase()
    const counts = new Map<string, number>()
    for (const { tags } of holders) {
      for (const text of key === null ? Object.keys(tags) : (tags[key] ?? [])) {
        if (text.toLowerCase().startsWith(prefix)) counts.set(text, (counts.get(text) ?? 0) + 1)
      }
    }
    const found = [...counts].sort(([one], [other]) => one.localeCompare(other))
    return {
      keys: key === null ? found.map(([text, count]) => ({ key: text, count })) : [],
      values: key === null ? [] : found.map(([text, count]) => ({ value: text, count })),
    }
  },
  'GET /resources/{type}/{id}/tags': ({ state, params }) =>
    view(state.resources[`${params['type'] ?? ''}/${params['id'] ?? ''}`]),
  'PATCH /resources/{type}/{id}/tags': ({ state, params, body }) =>
    patch(state.resources[`${params['type'] ?? ''}/${params['id'] ?? ''}`], body),
}
