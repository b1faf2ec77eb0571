import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery, type QueryKey } from './use-wardkit-query.ts'

/** Whose tags they are. */
export type TagHolder =
  | { readonly type: 'user' | 'apiKey' | 'role'; readonly id: string }
  | { readonly type: 'resource'; readonly resourceType: string; readonly id: string }

/** Values by key. */
export type HeldTags = Readonly<Record<string, readonly string[]>>

/** What changes: keys that are set as a whole, and keys that go. The others stay. */
export interface TagChange {
  readonly set: HeldTags
  readonly remove: readonly string[]
}

/** The tags of one holder, the system's too. */
export function useTags(holder: TagHolder): UseQueryResult<HeldTags, WardkitProblem> {
  return useWardkitQuery<HeldTags>({ key: keyOf(holder), read: (client, signal) => read(client, holder, signal) })
}

/** Changes tags by key, so that what somebody else changed of other keys meanwhile stays. */
export function useChangeTags(holder: TagHolder) {
  return useWardkitMutation<TagChange, HeldTags>({
    write: (client, change) => write(client, holder, change),
    changes: [['tags'], ['users'], ['api-keys'], ['roles']],
  })
}

const SUGGESTED = 20

/**
 * Tags that others of the kind hold already, so that one thing is not called by two names: keys, or with a key its values. Nothing where the visitor may
 * not list the holders.
 */
export function useTagSuggestions(
  holder: TagHolder['type'],
  { key, prefix = '', enabled = true }: { readonly key?: string; readonly prefix?: string; readonly enabled?: boolean },
): readonly string[] {
  const query = {
    holder,
    limit: SUGGESTED,
    ...(key === undefined ? {} : { key }),
    ...(prefix === '' ? {} : { prefix }),
  }
  const { data } = useWardkitQuery({
    key: ['tags', 'suggestions', query],
    read: (client, signal) => answerOf(client.GET('/tags/suggestions', { params: { query }, signal })),
    enabled,
    keepPrevious: true,
    staleSeconds: 60,
  })
  if (data === undefined || !enabled) return []
  return key === undefined ? data.keys.map((one) => one.key) : data.values.map(({ value }) => value)
}

function keyOf(holder: TagHolder): QueryKey {
  return ['tags', holder]
}

async function read(client: WardkitClient, holder: TagHolder, signal: AbortSignal): Promise<HeldTags> {
  const { id } = holder
  switch (holder.type) {
    case 'user': {
      const params = { path: { userId: id } }
      return (await answerOf(client.GET('/users/{userId}/tags', { params, signal }))).tags
    }
    case 'apiKey': {
      const params = { path: { keyId: id } }
      return (await answerOf(client.GET('/api-keys/{keyId}/tags', { params, signal }))).tags
    }
    case 'role': {
      const params = { path: { roleId: id } }
      return (await answerOf(client.GET('/roles/{roleId}/tags', { params, signal }))).tags
    }
    case 'resource': {
      const params = { path: { type: holder.resourceType, id } }
      return (await answerOf(client.GET('/resources/{type}/{id}/tags', { params, signal }))).tags
    }
  }
}

async function write(client: WardkitClient, holder: TagHolder, { set, remove }: TagChange): Promise<HeldTags> {
  const { id } = holder
  const body = { set: set as Record<string, string[]>, remove: [...remove] }
  switch (holder.type) {
    case 'user': {
      const params = { path: { userId: id } }
      return (await answerOf(client.PATCH('/users/{userId}/tags', { params, body }))).tags
    }
    case 'apiKey': {
      const params = { path: { keyId: id } }
      return (await answerOf(client.PATCH('/api-keys/{keyId}/tags', { params, body }))).tags
    }
    case 'role': {
      const params = { path: { roleId: id } }
      return (await answerOf(client.PATCH('/roles/{roleId}/tags', { params, body }))).tags
    }
    case 'resource': {
      const params = { path: { type: holder.resourceType, id } }
      return (await answerOf(client.PATCH('/resources/{type}/{id}/tags', { params, body }))).tags
    }
  }
}
