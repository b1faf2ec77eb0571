import { linkKey, type MemoryData } from './memory-data.ts'
import type { Table } from './table.ts'

/** Deletes every row of a tenant at once, and persons whom no other tenant has. Answers the other tenants whose principals its links were to. */
export function deleteMemoryTenant(data: MemoryData, id: string): readonly string[] {
  const { shared } = data
  const own = data.tenant(id)
  const persons = new Set(rowsOf(own.users).map(({ person }) => person))
  const subjects = new Set([...persons, ...rowsOf(own.invitations).map((invitation) => invitation.id)])
  for (const code of rowsOf(shared.codes)) if (subjects.has(code.subject)) shared.codes.delete(code.id)

  const links = rowsOf(shared.links).flat()
  const gone = links.filter(({ tenant, principal }) => tenant === id || principal.tenant === id)
  for (const link of gone) data.tenant(link.tenant).links.delete(link.id)
  for (const key of new Set(gone.map(({ principal, resource }) => linkKey(principal, resource)))) {
    const left = (shared.links.get(key) ?? []).filter((link) => !gone.includes(link))
    if (left.length === 0) shared.links.delete(key)
    else shared.links.set(key, left)
  }

  for (const key of rowsOf(own.apiKeys)) shared.apiKeys.delete(key.id)
  for (const connection of rowsOf(own.ownConnections)) shared.connections.delete(connection.id)
  for (const { domain, verifiedAt } of rowsOf(own.domains)) {
    if (verifiedAt !== null) shared.verifiedDomains.delete(domain)
  }
  for (const session of rowsOf(shared.sessions)) if (session.tenant === id) shared.sessions.delete(session.id)
  for (const table of Object.values<Table<unknown>>(own)) for (const [key] of [...table.entries()]) table.delete(key)

  const slug = shared.tenants.get(id)?.slug
  if (slug !== undefined) shared.slugs.delete(slug)
  shared.tenants.delete(id)
  shared.revisions.delete(id)
  for (const person of persons) leave(data, person, id)
  return [...new Set(gone.map(({ principal }) => principal.tenant))].filter((tenant) => tenant !== id)
}

/** A person whom no tenant has any more is forgotten, with all their credentials. */
function leave({ shared }: MemoryData, id: string, tenant: string): void {
  const others = new Map(shared.usersOfPerson.get(id))
  others.delete(tenant)
  if (others.size > 0) {
    shared.usersOfPerson.set(id, others)
    return
  }
  shared.usersOfPerson.delete(id)
  const email = shared.persons.get(id)?.email
  if (email !== undefined) shared.emails.delete(email)
  shared.persons.delete(id)
  shared.passwordHashes.delete(id)
  shared.totps.delete(id)
  shared.recoveryCodes.delete(id)
  for (const passkey of rowsOf(shared.passkeys)) {
    if (passkey.person === id) shared.passkeys.delete(passkey.credential)
  }
}

function rowsOf<Row>(table: Table<Row>): Row[] {
  return Array.from(table.entries(), ([, row]) => row)
}
