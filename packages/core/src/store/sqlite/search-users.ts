import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { FoundUser, UserOrder, UserSearch } from '../../identity/identity-store.ts'
import { foldTag } from '../../model/fold.ts'
import { toUser } from './rows.ts'
import type { Schema } from './schema.ts'

/** The role ids of a row of `users`, as a JSON list. */
export const rolesOfUser: RawBuilder<string> = sql`(
  SELECT json_group_array(DISTINCT role ORDER BY role) FROM user_roles
  WHERE user_roles.tenant = users.tenant AND user_roles.user = users.id
)`

/** What gave a row of `users` its roles, as a JSON list of pairs. */
const grantsOfUser: RawBuilder<string> = sql`(
  SELECT json_group_array(json_array(role, source) ORDER BY role, source) FROM user_roles
  WHERE user_roles.tenant = users.tenant AND user_roles.user = users.id
)`

/** Whether the person of a row of `users` has a second factor. */
const hasSecondFactor: RawBuilder<number> = sql`(
  EXISTS (SELECT 1 FROM passkeys WHERE passkeys.person = users.person)
  OR EXISTS (SELECT 1 FROM totps WHERE totps.person = users.person)
)`

// SQLite's `lower` folds ASCII letters and no others, as tags do; names are in NFC.
const KEYS: Readonly<Record<UserOrder, RawBuilder<string | number>>> = {
  name: sql`lower(users.name)`,
  email: sql`persons.email`,
  createdAt: sql`users.created_at`,
}

/** The users of one tenant that a search finds, in its order. */
export async function searchUsers(
  db: Kysely<Schema>,
  tenant: string,
  search: UserSearch,
): Promise<readonly FoundUser[]> {
  const rows = await selectFound(db, tenant, search).execute()
  return rows.map((row) => ({
    user: toUser(row),
    email: row.email,
    emailVerifiedAt: row.email_verified_at,
    lastLoginAt: row.last_login_at,
    secondFactor: row.second_factor === 1,
    grants: (JSON.parse(row.grants) as [role: string, source: string][]).map(([role, source]) => ({ role, source })),
    position: [row.key, row.id],
  }))
}

/** The query of a search. By name and by creation it reads as many users as it answers, however many there are. */
export function selectFound(db: Kysely<Schema>, tenant: string, search: UserSearch) {
  const { ids, text, role, status, tag, after, limit } = search
  const key = KEYS[search.sort]
  let query = db
    .selectFrom('users')
    .innerJoin('persons', 'persons.id', 'users.person')
    .selectAll('users')
    .select([
      'persons.email',
      'persons.email_verified_at',
      rolesOfUser.as('roles'),
      grantsOfUser.as('grants'),
      hasSecondFactor.as('second_factor'),
      key.as('key'),
    ])
    .where('users.tenant', '=', tenant)
  if (ids !== undefined) query = query.where('users.id', 'in', ids)
  if (status !== undefined) query = query.where('users.status', '=', status)
  if (text !== undefined) {
    const part = foldTag(text)
    query = query.where(sql<boolean>`(instr(lower(users.name), ${part}) > 0 OR instr(persons.email, ${part}) > 0)`)
  }
  if (role !== undefined) {
    query = query.where(
      sql<boolean>`EXISTS (
        SELECT 1 FROM user_roles
        WHERE user_roles.tenant = users.tenant AND user_roles.user = users.id AND user_roles.role = ${role}
      )`,
    )
  }
  if (tag !== undefined) {
    const value = tag.value === undefined ? sql`TRUE` : sql`lower(held.value) = ${foldTag(tag.value)}`
    query = query.where(
      sql<boolean>`EXISTS (
        SELECT 1 FROM json_each(users.tags) AS tag, json_each(tag.value) AS held
        WHERE lower(tag.key) = ${foldTag(tag.key)} AND ${value}
      )`,
    )
  }
  const isDescending = search.descending === true
  if (after !== undefined) {
    const [from, last] = after
    query = query.where(
      isDescending
        ? sql<boolean>`(${key}, users.id) < (${from}, ${last})`
        : sql<boolean>`(${key}, users.id) > (${from}, ${last})`,
    )
  }
  const direction = isDescending ? 'desc' : 'asc'
  return query.orderBy(key, direction).orderBy('users.id', direction).limit(limit)
}
