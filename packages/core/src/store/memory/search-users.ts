import type {
  FoundUser,
  Passkey,
  Person,
  Totp,
  User,
  UserOrder,
  UserPosition,
  UserSearch,
} from '../../identity/identity-store.ts'
import type { RoleGrant } from '../../identity/role-grant-store.ts'
import { foldTag } from '../../model/fold.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { Table } from './table.ts'

/** The tables that a search reads; all but those of persons are the tenant's. */
interface SearchedRows {
  readonly users: Table<User>
  readonly persons: Table<Person>
  readonly passkeys: Table<Passkey>
  readonly totps: Table<Totp>
  readonly roleGrants: Table<readonly RoleGrant[]>
  readonly lastLogins: Table<number>
}

/** The users of one tenant that a search finds, in its order. */
export function searchUsers(
  { users, persons, passkeys, totps, roleGrants, lastLogins }: SearchedRows,
  search: UserSearch,
): readonly FoundUser[] {
  const withPasskey = new Set(Array.from(passkeys.entries(), ([, { person }]) => person))
  const found: FoundUser[] = []
  for (const [, user] of users.entries()) {
    const person = persons.get(user.person)
    if (person === undefined || !isMeant(user, person, search)) continue
    const { email, emailVerifiedAt } = person
    const lastLoginAt = lastLogins.get(user.id) ?? null
    const grants = sortGrants(roleGrants.get(user.id) ?? [])
    const secondFactor = withPasskey.has(person.id) || totps.get(person.id) !== undefined
    const position = positionOf(user, person, search.sort)
    found.push({ user, email, emailVerifiedAt, lastLoginAt, secondFactor, grants, position })
  }
  const direction = search.descending === true ? -1 : 1
  const { after } = search
  return found
    .filter(({ position }) => after === undefined || direction * comparePositions(position, after) > 0)
    .sort((a, b) => direction * comparePositions(a.position, b.position))
    .slice(0, search.limit)
}

/** By role, then by source. */
export function sortGrants(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  return grants.toSorted((a, b) => compareCodePoints(a.role, b.role) || compareCodePoints(a.source, b.source))
}

function isMeant(user: User, { email }: Person, { ids, text, role, status, tag }: UserSearch): boolean {
  if (ids !== undefined && !ids.includes(user.id)) return false
  if (text !== undefined && !foldTag(user.name).includes(foldTag(text)) && !email.includes(foldTag(text))) return false
  if (role !== undefined && !user.roles.includes(role)) return false
  if (status !== undefined && user.status !== status) return false
  if (tag === undefined) return true
  const held = user.tags.get(foldTag(tag.key))
  return held !== undefined && (tag.value === undefined || held.folded.includes(foldTag(tag.value)))
}

function positionOf(user: User, person: Person, sort: UserOrder): UserPosition {
  const keys = { name: foldTag(user.name), email: person.email, createdAt: user.createdAt }
  return [keys[sort], user.id]
}

function comparePositions([a, idA]: UserPosition, [b, idB]: UserPosition): number {
  const byKey = typeof a === 'number' && typeof b === 'number' ? a - b : compareCodePoints(String(a), String(b))
  return byKey === 0 ? compareCodePoints(idA, idB) : byKey
}
