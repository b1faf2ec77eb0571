import { WardkitError } from '../errors/index.ts'
import type { FactorReader, FactorWriter, Passkey, Totp } from '../identity/factor-store.ts'
import {
  checkedIdentifier,
  checkedIdentifiers,
  checkedText,
  checkedTime,
  checkedTimeOrNull,
  invalid,
} from './checked-values.ts'
import type { WriteScope } from './store-writer.ts'

/** The rows of second factors, as one open transaction sees them. `put` inserts, or replaces the row of the same key. */
export interface FactorTables extends FactorReader {
  findPasskeyById(id: string): Promise<Passkey | undefined>
  putPasskey(passkey: Passkey): Promise<void>
  deletePasskey(person: string, id: string): Promise<boolean>
  putTotp(totp: Totp): Promise<void>
  deleteTotp(person: string): Promise<boolean>
  putRecoveryCodes(person: string, hashes: readonly string[]): Promise<void>
  takeRecoveryCode(person: string, hash: string): Promise<boolean>
}

/** The meaning of every write of second factors: the same for every store. */
export function createFactorWriter(scope: WriteScope): FactorWriter {
  const { tables } = scope

  async function requirePerson(id: string): Promise<string> {
    if ((await tables.findPerson(checkedIdentifier(id, 'person'))) !== undefined) return id
    throw new WardkitError('ERR_NOT_FOUND', `there is no person \`${id}\``)
  }

  return {
    listPasskeys: tables.listPasskeys,
    findPasskey: tables.findPasskey,
    findTotp: tables.findTotp,
    countRecoveryCodes: tables.countRecoveryCodes,

    async insertPasskey(input) {
      const passkey = checkedPasskey(input)
      scope.assertOpen()
      await requirePerson(passkey.person)
      const other = (await tables.findPasskeyById(passkey.id)) ?? (await tables.findPasskey(passkey.credential))
      if (other !== undefined) throw new WardkitError('ERR_CONFLICT', 'this passkey is registered already')
      await tables.putPasskey(passkey)
    },
    async updatePasskey(credential, change) {
      scope.assertOpen()
      const passkey = await tables.findPasskey(credential)
      if (passkey === undefined) throw new WardkitError('ERR_NOT_FOUND', 'there is no such passkey')
      const { name, counter, backedUp, lastUsedAt } = { ...passkey, ...change }
      await tables.putPasskey(checkedPasskey({ ...passkey, name, counter, backedUp, lastUsedAt }))
    },
    async deletePasskey(person, id) {
      scope.assertOpen()
      return tables.deletePasskey(checkedIdentifier(person, 'person'), checkedIdentifier(id, 'id'))
    },
    async putTotp(input) {
      const totp = checkedTotp(input)
      scope.assertOpen()
      await requirePerson(totp.person)
      await tables.putTotp(totp)
    },
    async deleteTotp(person) {
      scope.assertOpen()
      return tables.deleteTotp(checkedIdentifier(person, 'person'))
    },
    async putRecoveryCodes(person, hashes) {
      const checked = checkedIdentifiers(hashes, 'hashes')
      scope.assertOpen()
      await tables.putRecoveryCodes(await requirePerson(person), checked)
    },
    async takeRecoveryCode(person, hash) {
      scope.assertOpen()
      return tables.takeRecoveryCode(checkedIdentifier(person, 'person'), checkedIdentifier(hash, 'hash'))
    },
  }
}

function checkedPasskey(passkey: Passkey): Passkey {
  return Object.freeze({
    id: checkedIdentifier(passkey.id, 'passkey.id'),
    person: checkedIdentifier(passkey.person, 'passkey.person'),
    // Up to 1,023 bytes, which is more than an identifier of ours has.
    credential: checkedText(passkey.credential, 'passkey.credential', 'opaque'),
    publicKey: checkedText(passkey.publicKey, 'passkey.publicKey', 'opaque'),
    counter: checkedTime(passkey.counter, 'passkey.counter'),
    transports: checkedIdentifiers(passkey.transports, 'passkey.transports'),
    multiDevice: checkedBoolean(passkey.multiDevice, 'passkey.multiDevice'),
    backedUp: checkedBoolean(passkey.backedUp, 'passkey.backedUp'),
    name: checkedText(passkey.name, 'passkey.name', 'name'),
    createdAt: checkedTime(passkey.createdAt, 'passkey.createdAt'),
    lastUsedAt: checkedTimeOrNull(passkey.lastUsedAt, 'passkey.lastUsedAt'),
  })
}

function checkedTotp(totp: Totp): Totp {
  return Object.freeze({
    person: checkedIdentifier(totp.person, 'totp.person'),
    wrapped: checkedText(totp.wrapped, 'totp.wrapped', 'opaque'),
    usedStep: checkedTime(totp.usedStep, 'totp.usedStep'),
    createdAt: checkedTime(totp.createdAt, 'totp.createdAt'),
  })
}

function checkedBoolean(value: unknown, field: string): boolean {
  if (typeof value === 'boolean') return value
  throw invalid(field, 'must be true or false')
}
