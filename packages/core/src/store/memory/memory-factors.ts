import type { FactorReader } from '../../identity/factor-store.ts'
import { compareCodePoints } from '../../util/compare-code-points.ts'
import type { FactorTables } from '../factor-writer.ts'
import type { MemoryData } from './memory-data.ts'

/** Reads of second factors, of what is committed or of what one transaction sees. */
export function createMemoryFactorReader(open: () => MemoryData): FactorReader {
  return {
    async listPasskeys(person) {
      const passkeys = Array.from(open().shared.passkeys.entries(), ([, passkey]) => passkey)
      const own = passkeys.filter((passkey) => passkey.person === person)
      return own.sort((a, b) => a.createdAt - b.createdAt || compareCodePoints(a.id, b.id))
    },
    findPasskey: async (credential) => open().shared.passkeys.get(credential),
    findTotp: async (person) => open().shared.totps.get(person),
    countRecoveryCodes: async (person) => open().shared.recoveryCodes.get(person)?.length ?? 0,
  }
}

/** The rows of second factors that one transaction of a memory store finds and puts. */
export function createMemoryFactors(data: MemoryData): FactorTables {
  const { passkeys, totps, recoveryCodes } = data.shared
  const findPasskeyById = (id: string) =>
    Array.from(passkeys.entries(), ([, passkey]) => passkey).find((passkey) => passkey.id === id)
  return {
    ...createMemoryFactorReader(() => data),
    findPasskeyById: async (id) => findPasskeyById(id),
    async putPasskey(passkey) {
      passkeys.set(passkey.credential, passkey)
    },
    async deletePasskey(person, id) {
      const passkey = findPasskeyById(id)
      return passkey?.person === person && passkeys.delete(passkey.credential)
    },
    async putTotp(totp) {
      totps.set(totp.person, totp)
    },
    deleteTotp: async (person) => totps.delete(person),
    async putRecoveryCodes(person, hashes) {
      recoveryCodes.set(person, hashes)
    },
    async takeRecoveryCode(person, hash) {
      const hashes = recoveryCodes.get(person) ?? []
      if (!hashes.includes(hash)) return false
      recoveryCodes.set(
        person,
        hashes.filter((other) => other !== hash),
      )
      return true
    },
  }
}
