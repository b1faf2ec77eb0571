import { answerOf, type Schema } from '../client/wardkit-client.ts'
import { usePages, type Pages } from './use-pages.ts'
import { useWardkitMutation } from './use-wardkit-query.ts'

export type ListedUser = Schema<'ListedUser'>

/** Which users are meant, and in what order. What is absent narrows nothing. */
export interface UserFilter {
  /** Part of the name or of the e-mail. */
  readonly search?: string
  readonly role?: string
  readonly status?: 'active' | 'disabled'
  /** A key, or a key and a value with `=` between. */
  readonly tag?: string
  readonly sort?: 'name' | '-name' | 'email' | '-email' | 'createdAt' | '-createdAt'
}

/** What of a user changes, each as a whole. */
export interface UserChange {
  readonly id: string
  readonly name?: string
  readonly roles?: readonly string[]
  readonly tags?: Readonly<Record<string, readonly string[]>>
}

const KEY = ['users']

/** The tenant's users, page by page, narrowed and ordered by the server. */
export function useUsers(filter: UserFilter = {}): Pages<ListedUser> {
  return usePages<ListedUser>({
    key: [...KEY, filter],
    read: (client, page, signal) =>
      answerOf(client.GET('/users', { params: { query: { ...filter, ...page } }, signal })),
  })
}

/** Changes a user. Their tokens become stale, so that what they may do changes at once. */
export function useUpdateUser() {
  return useWardkitMutation<UserChange, Schema<'User'>>({
    write: (client, { id, roles, tags, ...change }) =>
      answerOf(
        client.PATCH('/users/{userId}', {
          params: { path: { userId: id } },
          body: {
            ...change,
            ...(roles === undefined ? {} : { roles: [...roles] }),
            ...(tags === undefined ? {} : { tags: tags as Record<string, string[]> }),
          },
        }),
      ),
    changes: [KEY, ['roles'], ['tags']],
  })
}

/** What ends or gives back a user's access. */
export type UserAction = 'disable' | 'enable' | 'remove'

/** Disables, enables or removes users, one after the other; the first refusal ends it. */
export function useUserAction() {
  return useWardkitMutation<{ readonly action: UserAction; readonly users: readonly string[] }>({
    write: async (client, { action, users }) => {
      for (const userId of users) {
        const params = { path: { userId } }
        if (action === 'remove') await answerOf(client.DELETE('/users/{userId}', { params }))
        else if (action === 'disable') await answerOf(client.POST('/users/{userId}/disable', { params }))
        else await answerOf(client.POST('/users/{userId}/enable', { params }))
      }
    },
    changes: [KEY],
  })
}
