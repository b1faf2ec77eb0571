import { WardkitError } from '../errors/index.ts'
import type { Person, TenantWriter, User } from '../identity/identity-store.ts'
import type { Link, LinkPrincipal } from '../model/link.ts'
import { checkedLink } from './checked-records.ts'
import { checkedIdentifier, invalid } from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

/** Most links from one principal to one resource: what a decision may have to weigh. */
export const LINKS_PER_PAIR = 100

/** The meaning of every write of links. A link touches the tenant of whom it is to: there it is decided by. */
export function createLinkWriter(scope: WriteScope, tenant: string): Pick<TenantWriter, 'insertLink' | 'deleteLink'> {
  const rows = scope.tables.tenant(tenant)

  return {
    async insertLink(input) {
      const given = checkedLink(input, tenant)
      scope.assertOpen()
      if ((await scope.tables.findTenant(tenant)) === undefined) throw missing('tenant', tenant)
      if ((await rows.findLink(given.id)) !== undefined) {
        throw new WardkitError('ERR_CONFLICT', `there is a link with the id \`${given.id}\` already`)
      }
      await requirePrincipal(scope, given.principal, tenant)
      const link = Object.freeze({ ...given, principal: await toUser(scope, given.principal) })
      await makeRoom(link)
      await rows.putLink(link)
      scope.touch(link.principal.tenant, 'links')
      return link
    },

    async deleteLink(input) {
      const id = checkedIdentifier(input, 'id')
      scope.assertOpen()
      const link = await rows.takeLink(id)
      if (link !== undefined) scope.touch(link.principal.tenant, 'links')
      return link !== undefined
    },
  }

  /** Clears away what has expired by the time the link is made, and refuses one too many. */
  async function makeRoom({ principal, resource, createdAt }: Link): Promise<void> {
    const others = (await scope.tables.findLinks([principal], resource)).filter((link) => link.tenant === tenant)
    const expired = others.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= createdAt)
    for (const { id } of expired) await rows.takeLink(id)
    if (others.length - expired.length < LINKS_PER_PAIR) return
    throw new WardkitError(
      'ERR_CONFLICT',
      `there are ${LINKS_PER_PAIR} links to this principal on this resource already`,
      { help: 'revoke those that are not needed any more' },
    )
  }
}

/** Makes the links that wait for a person's verified e-mail those of the person's user. */
export async function giveLinks(
  scope: WriteScope,
  user: Pick<User, 'id' | 'tenant'>,
  { email, emailVerifiedAt }: Pick<Person, 'email' | 'emailVerifiedAt'>,
): Promise<void> {
  if (emailVerifiedAt === null) return
  if (await scope.tables.tenant(user.tenant).giveLinksTo(user.id, email)) scope.touch(user.tenant, 'links')
}

async function toUser({ tables }: WriteScope, principal: LinkPrincipal): Promise<LinkPrincipal> {
  if (principal.type !== 'email') return principal
  const person = await tables.findPersonByEmail(principal.id)
  if (person === undefined || person.emailVerifiedAt === null) return principal
  const user = await tables.tenant(principal.tenant).findUserOfPerson(person.id)
  return user === undefined ? principal : { type: 'user', id: user.id, tenant: principal.tenant }
}

/** Refuses a link to somebody who is not there. */
async function requirePrincipal(
  { tables }: WriteScope,
  { type, id, tenant }: LinkPrincipal,
  own: string,
): Promise<void> {
  if ((await tables.findTenant(tenant)) === undefined) throw missing('tenant', tenant)
  switch (type) {
    case 'user':
      if ((await tables.tenant(tenant).findUser(id)) === undefined) throw missing('user', id)
      return
    case 'apiKey':
      if ((await tables.findApiKey(id))?.tenant !== tenant) throw missing('API key', id)
      return
    case 'role': {
      const [shared] = await tables.findSharedRoles([id])
      if (shared === undefined && (await tables.tenant(tenant).findRole(id)) === undefined) throw missing('role', id)
      return
    }
    case 'tenant':
      if (id !== tenant) throw invalid('link.principal', 'names two tenants')
      return
    case 'email':
      if (tenant !== own)
        throw invalid('link.principal', 'is an e-mail, which only stands for a user of the link’s own tenant')
  }
}

function missing(what: string, id: string): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', `there is no ${what} \`${id}\``)
}
