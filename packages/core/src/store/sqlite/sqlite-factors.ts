import type { Kysely, Selectable } from 'kysely'
import type { FactorReader, Passkey } from '../../identity/factor-store.ts'
import { isIdentifier } from '../../model/identifier.ts'
import { isStorableText } from '../../model/tags.ts'
import type { FactorTables } from '../factor-writer.ts'
import type { Schema } from './schema.ts'

/** Reads of second factors, of what is committed or of what one transaction sees. */
export function createSqliteFactorReader(db: Kysely<Schema>): FactorReader {
  return {
    async listPasskeys(person) {
      if (!isIdentifier(person)) return []
      const passkeys = db.selectFrom('passkeys').selectAll().where('person', '=', person)
      return (await passkeys.orderBy('created_at').orderBy('id').execute()).map(toPasskey)
    },
    async findPasskey(credential) {
      if (!isStorableText(credential)) return undefined
      const passkeys = db.selectFrom('passkeys').selectAll().where('credential', '=', credential)
      const row = await passkeys.executeTakeFirst()
      return row && toPasskey(row)
    },
    async findTotp(person) {
      if (!isIdentifier(person)) return undefined
      const row = await db.selectFrom('totps').selectAll().where('person', '=', person).executeTakeFirst()
      return row && { person, wrapped: row.wrapped, usedStep: row.used_step, createdAt: row.created_at }
    },
    async countRecoveryCodes(person) {
      if (!isIdentifier(person)) return 0
      const codes = db.selectFrom('recovery_codes').where('person', '=', person)
      const { count } = await codes.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
      return count
    },
  }
}

/** The rows of second factors that one transaction of a SQLite store finds and puts. */
export function createSqliteFactors(db: Kysely<Schema>): FactorTables {
  return {
    ...createSqliteFactorReader(db),
    async findPasskeyById(id) {
      const row = await db.selectFrom('passkeys').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toPasskey(row)
    },
    async putPasskey(passkey) {
      const { id, person, credential, publicKey, transports, multiDevice, createdAt } = passkey
      const row = {
        name: passkey.name,
        counter: passkey.counter,
        backed_up: passkey.backedUp ? 1 : 0,
        last_used_at: passkey.lastUsedAt,
      }
      const kept = {
        ...{ id, person, credential, public_key: publicKey, created_at: createdAt },
        transports: JSON.stringify(transports),
        multi_device: multiDevice ? 1 : 0,
      }
      const passkeys = db.insertInto('passkeys').values({ ...kept, ...row })
      await passkeys.onConflict((conflict) => conflict.column('credential').doUpdateSet(row)).execute()
    },
    async deletePasskey(person, id) {
      const passkeys = db.deleteFrom('passkeys').where('person', '=', person).where('id', '=', id)
      return (await passkeys.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
    async putTotp({ person, wrapped, usedStep, createdAt }) {
      const row = { wrapped, used_step: usedStep, created_at: createdAt }
      const totps = db.insertInto('totps').values({ person, ...row })
      await totps.onConflict((conflict) => conflict.column('person').doUpdateSet(row)).execute()
    },
    async deleteTotp(person) {
      const totps = db.deleteFrom('totps').where('person', '=', person)
      return (await totps.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
    async putRecoveryCodes(person, hashes) {
      await db.deleteFrom('recovery_codes').where('person', '=', person).execute()
      for (const hash of hashes) await db.insertInto('recovery_codes').values({ person, hash }).execute()
    },
    async takeRecoveryCode(person, hash) {
      const codes = db.deleteFrom('recovery_codes').where('person', '=', person).where('hash', '=', hash)
      return (await codes.executeTakeFirstOrThrow()).numDeletedRows > 0n
    },
  }
}

function toPasskey(row: Selectable<Schema['passkeys']>): Passkey {
  return {
    id: row.id,
    person: row.person,
    credential: row.credential,
    publicKey: row.public_key,
    counter: row.counter,
    transports: JSON.parse(row.transports) as string[],
    multiDevice: row.multi_device === 1,
    backedUp: row.backed_up === 1,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
