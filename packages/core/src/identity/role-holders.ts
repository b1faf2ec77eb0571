import type { ApiKey, FoundUser, TenantReader, UserPosition } from './identity-store.ts'

/** Somebody or something that holds a role. */
export type RoleHolder =
  { readonly type: 'user'; readonly found: FoundUser } | { readonly type: 'apiKey'; readonly key: ApiKey }

/** Where a list of holders goes on: behind a user, or behind an API key; users come first. */
export type HolderPosition = readonly ['user', ...UserPosition] | readonly ['apiKey', string]

/** The holders of a role: users by name, then API keys by id; revoked keys are none. @param limit at most this many, 1,000 at most */
export async function listRoleHolders(
  reader: TenantReader,
  role: string,
  after: HolderPosition | undefined,
  limit: number,
): Promise<readonly RoleHolder[]> {
  const holders: RoleHolder[] = []
  if (after?.[0] !== 'apiKey') {
    const from: { after?: UserPosition } = after === undefined ? {} : { after: [after[1], after[2]] }
    const users = await reader.searchUsers({ role, sort: 'name', limit, ...from })
    holders.push(...users.map((found) => ({ type: 'user' as const, found })))
  }
  if (holders.length < limit) {
    const from = after?.[0] === 'apiKey' ? { after: after[1] } : {}
    const keys = await reader.listApiKeysWithRole(role, { limit: limit - holders.length, ...from })
    holders.push(...keys.map((key) => ({ type: 'apiKey' as const, key })))
  }
  return holders
}

/** Where a list goes on behind a holder. */
export function positionOf(holder: RoleHolder): HolderPosition {
  return holder.type === 'user' ? ['user', ...holder.found.position] : ['apiKey', holder.key.id]
}
