import { placeAuditEntry } from '../audit/audit-record.ts'
import { formatRecord } from '../audit/format-record.ts'
import { chainHash } from '../audit/hash-chain.ts'
import { WardkitError } from '../errors/index.ts'
import type { SigningKey, StoreChange, StoreWriter, TenantWriter } from '../identity/identity-store.ts'
import type { TenantRevisions } from '../tenancy/snapshot-source.ts'
import { checkedIdentifier, checkedIdentifiers, checkedText, checkedTime, checkedWord } from './checked-values.ts'
import { isIdentifier } from '../model/identifier.ts'
import {
  checkedCode,
  checkedMail,
  checkedOperatorKey,
  checkedPerson,
  checkedService,
  checkedSigningKey,
  checkedTenant,
  rolesOfService,
} from './checked-records.ts'
import { createFactorWriter } from './factor-writer.ts'
import { giveLinks } from './link-writer.ts'
import type { StoreTables } from './store-tables.ts'
import { deleteTenant } from './tenant-removal.ts'
import { createTenantWriter } from './tenant-writer.ts'

/** Role ids that every application has. */
export const RESERVED_ROLES: readonly string[] = ['admin', 'member']

/** What the writers of one transaction share. */
export interface WriteScope {
  readonly tables: StoreTables
  readonly revision: number
  /** @throws TypeError when the write is over */
  assertOpen(): void
  /** Notes that a tenant was touched. @throws TypeError when the write is over */
  touch(tenant: string, part: keyof TenantRevisions): void
}

/**
 * Does the work of one write on the rows of one open transaction, which the store then commits; when it throws, the store rolls back.
 *
 * @param revision the one the transaction will commit as
 */
export async function runWrite<T>(
  tables: StoreTables,
  revision: number,
  work: (writer: StoreWriter) => Promise<T>,
): Promise<{ readonly value: T; readonly change: StoreChange }> {
  const touched = { policies: new Set<string>(), resources: new Set<string>(), links: new Set<string>() }
  let over = false
  const scope: WriteScope = {
    tables,
    revision,
    assertOpen() {
      if (over) throw new TypeError('this write is over: await every call to its writer before `work` answers')
    },
    touch(tenant, part) {
      scope.assertOpen()
      touched[part].add(tenant)
    },
  }
  try {
    const value = await work(createStoreWriter(scope))
    over = true
    for (const tenant of touched.policies) await tables.setTenantRevisions(tenant, { policies: revision })
    for (const tenant of touched.resources) await tables.setTenantRevisions(tenant, { resources: revision })
    for (const tenant of touched.links) await tables.setTenantRevisions(tenant, { links: revision })
    const change = {
      revision,
      policiesOf: [...touched.policies],
      resourcesOf: [...touched.resources],
      linksOf: [...touched.links],
    }
    return { value, change: Object.freeze(change) }
  } finally {
    over = true
  }
}

/** The meaning of every write: the same for every store. */
function createStoreWriter(scope: WriteScope): StoreWriter {
  const { tables } = scope
  const tenants = new Map<string, TenantWriter>()

  async function requireSigningKey(kid: string): Promise<SigningKey> {
    const key = await tables.findSigningKey(checkedIdentifier(kid, 'kid'))
    if (key === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no signing key \`${kid}\``)
    return key
  }

  return {
    ...createFactorWriter(scope),
    revision: scope.revision,
    tenant(id) {
      const tenant = checkedIdentifier(id, 'tenant')
      let own = tenants.get(tenant)
      if (own === undefined) tenants.set(tenant, (own = createTenantWriter(scope, tenant)))
      return own
    },
    findTenant: tables.findTenant,
    findTenantRevisions: tables.findTenantRevisions,
    findApiKey: tables.findApiKey,
    findConnection: tables.findConnection,
    findVerifiedDomain: tables.findVerifiedDomain,
    findOperatorKey: tables.findOperatorKey,
    findPerson: tables.findPerson,
    findPersonByEmail: tables.findPersonByEmail,
    findSession: tables.findSession,
    async updatePerson(id, change) {
      scope.assertOpen()
      const person = await tables.findPerson(checkedIdentifier(id, 'person'))
      if (person === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no person \`${id}\``)
      const { email, emailVerifiedAt } = { ...person, ...change }
      const next = checkedPerson({ ...person, email, emailVerifiedAt })
      const holder = await tables.findPersonByEmail(next.email)
      if (holder !== undefined && holder.id !== id) throw emailTaken()
      await tables.putPerson(next)
      // Links that wait for this e-mail are theirs from now on.
      for (const user of await tables.listUsersOfPerson(id)) await giveLinks(scope, user, next)
    },
    async insertCode(input) {
      const code = checkedCode(input)
      scope.assertOpen()
      if ((await tables.findCode(code.id)) !== undefined) throw taken('a code', 'id', code.id)
      await tables.putCode(code)
    },
    async takeCode(id, match, at) {
      scope.assertOpen()
      return isIdentifier(id) ? tables.takeCode(id, match, checkedTime(at, 'at')) : undefined
    },
    async tryCode(id, { purpose, secretHash }, most, at) {
      scope.assertOpen()
      const code = isIdentifier(id) ? await tables.findCode(id) : undefined
      const isGood =
        code?.purpose === purpose && code.secretHash === secretHash && code.expiresAt > checkedTime(at, 'at')
      if (!isGood) return undefined
      if (code.attempts >= most) {
        await tables.takeCode(id, { purpose, secretHash }, at)
        return undefined
      }
      const tried = { ...code, attempts: code.attempts + 1 }
      await tables.putCode(checkedCode(tried))
      return tried
    },
    async deleteCodes(subject, at) {
      scope.assertOpen()
      await tables.deleteCodes(checkedIdentifier(subject, 'subject'), checkedTime(at, 'at'))
    },
    async insertMail(input) {
      const mail = checkedMail(input)
      scope.assertOpen()
      await tables.putMail(mail)
    },
    async claimMail(at, until) {
      scope.assertOpen()
      return tables.claimMail(checkedTime(at, 'at'), checkedTime(until, 'until'))
    },
    async putOffMail(id, until) {
      scope.assertOpen()
      await tables.putOffMail(checkedIdentifier(id, 'id'), checkedTime(until, 'until'))
    },
    async deleteMail(id) {
      scope.assertOpen()
      await tables.deleteMail(checkedIdentifier(id, 'id'))
    },
    async appendAudit(entry) {
      scope.assertOpen()
      const { head } = await tables.findAuditEnds()
      const sequence = head.sequence + 1
      const record = formatRecord(placeAuditEntry(entry, { sequence, revision: scope.revision }))
      await tables.putAuditRow({ sequence, hash: chainHash(head.hash, record), record })
    },
    async insertTenant(input) {
      const tenant = checkedTenant(input)
      scope.assertOpen()
      const isTaken = (await tables.findTenant(tenant.id)) !== undefined || (await tables.isTenantRemoved(tenant.id))
      if (isTaken) throw taken('a tenant', 'id', tenant.id)
      if ((await tables.findTenantBySlug(tenant.slug)) !== undefined) throw taken('a tenant', 'slug', tenant.slug)
      await tables.putTenant(tenant)
      scope.touch(tenant.id, 'policies')
      scope.touch(tenant.id, 'resources')
    },
    async setTenantName(id, input) {
      const name = checkedText(input, 'tenant.name', 'name')
      const tenant = await tables.findTenant(checkedIdentifier(id, 'tenant'))
      if (tenant === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
      scope.assertOpen()
      await tables.putTenant({ ...tenant, name })
    },
    async setTenantStatus(id, input) {
      const status = checkedWord(input, 'status', ['active', 'suspended'])
      const tenant = await tables.findTenant(checkedIdentifier(id, 'tenant'))
      if (tenant === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no tenant \`${id}\``)
      scope.touch(id, 'policies')
      await tables.putTenant({ ...tenant, status })
    },
    deleteTenant: (id, at) => deleteTenant(scope, id, at),
    async insertPerson(input) {
      const person = checkedPerson(input)
      scope.assertOpen()
      if ((await tables.findPerson(person.id)) !== undefined) throw taken('a person', 'id', person.id)
      if ((await tables.findPersonByEmail(person.email)) !== undefined) throw emailTaken()
      await tables.putPerson(person)
    },
    findPasswordHash: tables.findPasswordHash,
    listUsersOfPerson: tables.listUsersOfPerson,
    async putPasswordHash(person, hash, at) {
      scope.assertOpen()
      if ((await tables.findPerson(checkedIdentifier(person, 'person'))) === undefined) {
        throw new WardkitError('ERR_NOT_FOUND', `there is no person \`${person}\``)
      }
      await tables.putPasswordHash(person, checkedText(hash, 'hash', 'opaque'), checkedTime(at, 'at'))
    },
    async insertSigningKey(input) {
      const key = checkedSigningKey(input)
      scope.assertOpen()
      if ((await tables.findSigningKey(key.kid)) !== undefined) throw taken('a signing key', 'kid', key.kid)
      await tables.putSigningKey(key)
    },
    async updateSigningKey(kid, change) {
      scope.assertOpen()
      const key = await requireSigningKey(kid)
      const { activeFrom, retiredAt, expiresAt, wrappedPrivateKey } = { ...key, ...change }
      await tables.putSigningKey(checkedSigningKey({ ...key, activeFrom, retiredAt, expiresAt, wrappedPrivateKey }))
    },
    async deleteSigningKey(kid) {
      scope.assertOpen()
      await requireSigningKey(kid)
      await tables.deleteSigningKey(kid)
    },
    async insertOperatorKey(input) {
      const key = checkedOperatorKey(input)
      scope.assertOpen()
      if ((await tables.findOperatorKey(key.id)) !== undefined) throw taken('an operator key', 'id', key.id)
      await tables.putOperatorKey(key)
    },
    async revokeOperatorKey(id, at) {
      scope.assertOpen()
      const key = await tables.findOperatorKey(checkedIdentifier(id, 'id'))
      if (key === undefined) throw new WardkitError('ERR_NOT_FOUND', `there is no operator key \`${id}\``)
      if (key.revokedAt === null) await tables.putOperatorKey({ ...key, revokedAt: checkedTime(at, 'at') })
    },
    async putService(input) {
      const service = checkedService(input)
      scope.assertOpen()
      await tables.putService(service, rolesOfService(service))
    },
    listServices: tables.listServices,
    async deleteService(id) {
      scope.assertOpen()
      if (await tables.deleteService(checkedIdentifier(id, 'service'))) return
      throw new WardkitError('ERR_NOT_FOUND', `there is no service \`${id}\``)
    },
    async putGlobalRoles(ids) {
      scope.assertOpen()
      await tables.putGlobalRoles(checkedIdentifiers(ids, 'roles'))
    },
  }
}

/** The address is left out: the message may be shown to whoever guesses at addresses. */
function emailTaken(): WardkitError {
  return new WardkitError('ERR_CONFLICT', 'there is a person with this e-mail already')
}

function taken(what: string, field: string, value: string): WardkitError {
  return new WardkitError('ERR_CONFLICT', `there is ${what} with the ${field} \`${value}\` already`)
}
