import type { UseQueryResult } from '@tanstack/react-query'
import { answerOf, type WardkitClient } from '../client/wardkit-client.ts'
import type { WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkitMutation, useWardkitQuery, type QueryKey } from './use-wardkit-query.ts'

/** Whose tags they are. */
export type TagHolder =
  | { readonly type: 'user' | 'apiKey'; readonly id: string }
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
    changes: [['tags'], ['users'], ['api-keys']],
  })
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
    case 'resource': {
      const params = { path: { type: holder.resourceType, id } }
      return (await answerOf(client.PATCH('/resources/{type}/{id}/tags', { params, body }))).tags
    }
  }
}
