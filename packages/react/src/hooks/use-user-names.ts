import { readUserName } from '../client/read-user-name.ts'
import { useWardkitQueries } from './use-wardkit-query.ts'

/** Names change seldom, and are asked for often. */
const STALE_SECONDS = 300

/** The names of users by their ids, however many users there are, in one request for 100; none of those whom the visitor may not see, or who are gone. */
export function useUserNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const distinct = [...new Set(ids)]
  const found = useWardkitQueries(
    distinct.map((userId) => ({
      key: ['users', 'name', userId],
      read: (client) => readUserName(client, userId),
      staleSeconds: STALE_SECONDS,
    })),
  )
  return new Map(
    distinct.flatMap((id, index) => {
      const name = found[index]?.data
      return typeof name === 'string' ? [[id, name]] : []
    }),
  )
}
