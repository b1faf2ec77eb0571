import { sql, type Kysely, type Selectable } from 'kysely'
import type { Invitation, InvitationReader } from '../../identity/invitation-store.ts'
import { foldTag } from '../../model/fold.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { tagsToJson } from '../../model/tags.ts'
import { checkedPage, storedTags } from '../checked-values.ts'
import type { TenantTables } from '../store-tables.ts'
import type { Schema } from './schema.ts'

/** Reads of a tenant's invitations. */
export function createSqliteInvitationReader(db: Kysely<Schema>, tenant: string): InvitationReader {
  const isNameable = isIdentifier(tenant)
  const own = () => db.selectFrom('invitations').selectAll().where('tenant', '=', tenant)
  return {
    async findInvitation(id) {
      if (!isNameable || !isIdentifier(id)) return undefined
      const row = await own().where('id', '=', id).executeTakeFirst()
      return row && toInvitation(row)
    },
    async findInvitationByEmail(email) {
      if (!isNameable || !isIdentifier(email)) return undefined
      const row = await own().where('email', '=', email).executeTakeFirst()
      return row && toInvitation(row)
    },
    async searchInvitations({ text, expired, after = '', limit }) {
      checkedPage({ limit })
      if (!isNameable) return []
      let query = own().where('email', '>', after)
      if (text !== undefined) {
        const part = foldTag(text)
        query = query.where(sql<boolean>`(instr(email, ${part}) > 0 OR instr(lower(coalesce(name, '')), ${part}) > 0)`)
      }
      if (expired !== undefined) query = query.where('expires_at', expired.is ? '<=' : '>', expired.at)
      return (await query.orderBy('email').limit(limit).execute()).map(toInvitation)
    },
  }
}

/** Writes of a tenant's invitations. */
export function createSqliteInvitationTables(
  db: Kysely<Schema>,
  tenant: string,
): Pick<TenantTables, 'putInvitation' | 'deleteInvitation' | 'takeRoleFromInvitations'> {
  return {
    async putInvitation({ id, email, name, roles, tags, invitedBy, createdAt, sentAt, expiresAt }) {
      const row = {
        email,
        name,
        roles: JSON.stringify(roles),
        tags: JSON.stringify(tagsToJson(tags)),
        inviter_type: invitedBy.type,
        inviter_id: invitedBy.id,
        created_at: createdAt,
        sent_at: sentAt,
        expires_at: expiresAt,
      }
      const invitations = db.insertInto('invitations').values({ tenant, id, ...row })
      await invitations.onConflict((conflict) => conflict.columns(['tenant', 'id']).doUpdateSet(row)).execute()
    },
    async deleteInvitation(id) {
      const invitations = db.deleteFrom('invitations').where('tenant', '=', tenant).where('id', '=', id)
      return (await invitations.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
    async takeRoleFromInvitations(role) {
      const left = sql<string>`(SELECT json_group_array(value) FROM json_each(roles) WHERE value <> ${role})`
      const held = sql<boolean>`EXISTS (SELECT 1 FROM json_each(roles) WHERE value = ${role})`
      await db.updateTable('invitations').set({ roles: left }).where('tenant', '=', tenant).where(held).execute()
    },
  }
}

function toInvitation(row: Selectable<Schema['invitations']>): Invitation {
  return {
    id: row.id,
    tenant: row.tenant,
    email: row.email,
    name: row.name,
    roles: JSON.parse(row.roles) as string[],
    tags: storedTags(row.tags, `invitation \`${row.id}\``),
    invitedBy: { type: row.inviter_type, id: row.inviter_id },
    createdAt: row.created_at,
    sentAt: row.sent_at,
    expiresAt: row.expires_at,
  }
}
