import { answerOf, type Schema } from '../client/wardkit-client.ts'
import { usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation } from './use-wardkit-query.ts'

export type ApiKey = Schema<'ApiKey'>

/** What an API key is made with. */
export interface NewApiKey {
  readonly name: string
  readonly roles: readonly string[]
  readonly tags?: Schema<'TagsInput'>
  readonly expiresInSeconds?: number
}

const KEY = ['api-keys']

/** The tenant's API keys, page by page. */
export function useApiKeys(): Pages<ApiKey> {
  return usePages<ApiKey>({
    key: KEY,
    read: (client, page, signal) => answerOf(client.GET('/api-keys', { params: { query: page }, signal })),
  })
}

/** Makes an API key. The answer has its text, which is nowhere else and never again. */
export function useCreateApiKey() {
  return useWardkitMutation({
    write: (client, { roles, ...key }: NewApiKey) =>
      answerOf(client.POST('/api-keys', { body: { ...key, roles: [...roles] } })),
    changes: [KEY],
  })
}

/** Refuses an API key from now on. */
export function useRevokeApiKey() {
  return useWardkitMutation({
    write: (client, keyId: string) => answerOf(client.DELETE('/api-keys/{keyId}', { params: { path: { keyId } } })),
    changes: [KEY],
  })
}
