import { WardkitError } from '../errors/index.ts'
import type { ActorContext } from './actor.ts'
import type { Administer } from './administration.ts'
import type { AuditDetails } from './audit-entry.ts'
import type { AddedFactor, EnrolFactors, NewPasskey } from './enrol-factors.ts'
import type { Passkey } from './factor-store.ts'
import type { Person, Session, Store, StoreWriter } from './identity-store.ts'
import { codeRefused, type CodePurposes, type OneTimeCodes } from './one-time-codes.ts'
import type { Outbox } from './outbox.ts'
import type { PasskeyOptions } from './passkey-ceremonies.ts'
import { displayName, readInput } from './read-input.ts'
import type { FindTenantSecurity } from './tenant-security.ts'
import type { TotpSecret } from './totp.ts'
import type { Upkeep } from './upkeep.ts'

/** What people do about their own second factors. Whoever calls has seen to it that they have proved who they are. */
export interface OwnFactors {
  describe(person: string): Promise<OwnFactorsInfo>
  beginPasskey(owner: Owner): Promise<{ readonly challenge: string; readonly options: PasskeyOptions }>
  beginTotp(owner: Owner): Promise<TotpSecret & { readonly challenge: string }>
  /** @throws WardkitError `ERR_CODE_REFUSED`, `ERR_INVALID_INPUT`, `ERR_CONFLICT` */
  finish(
    owner: Owner,
    shown: ({ readonly code: string } | NewPasskey) & { readonly challenge: string },
    context?: ActorContext,
  ): Promise<AddedFactor>
  /** @throws WardkitError `ERR_NOT_FOUND`, `ERR_INVALID_INPUT` */
  renamePasskey(person: Person, id: string, name: string, context?: ActorContext): Promise<void>
  /** @throws WardkitError `ERR_NOT_FOUND`; `ERR_CONFLICT` for the last factor, where a tenant of theirs asks for one */
  remove(person: Person, factor: { readonly passkey: string } | 'totp', context?: ActorContext): Promise<void>
  /** @throws WardkitError `ERR_CONFLICT` where there is no factor that they could stand in for */
  renewRecoveryCodes(person: Person, context?: ActorContext): Promise<readonly string[]>
}

export interface OwnFactorsInfo {
  readonly hasPassword: boolean
  readonly passkeys: readonly Passkey[]
  readonly totp: { readonly createdAt: number } | null
  readonly recoveryCodesLeft: number
}

export interface Owner {
  readonly person: Person
  readonly session: Pick<Session, 'id'>
}

export interface OwnFactorsOptions {
  readonly store: Pick<
    Store,
    'findPasswordHash' | 'listPasskeys' | 'findTotp' | 'countRecoveryCodes' | 'listUsersOfPerson'
  >
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly codes: OneTimeCodes
  readonly enrolment: EnrolFactors
  readonly outbox: Pick<Outbox, 'queue' | 'deliver'>
  readonly findSecurity: FindTenantSecurity
}

const ENROLMENT_SECONDS = 10 * 60

export function createOwnFactors(options: OwnFactorsOptions): OwnFactors {
  const { store, administer, upkeep, codes, enrolment, outbox, findSecurity } = options

  async function begin(
    purpose: 'passkey-registration' | 'totp-enrolment',
    { person, session }: Owner,
  ): Promise<string> {
    const data: CodePurposes[typeof purpose] = { person: person.id, session: session.id }
    const code = { purpose, subject: person.id, data, lifetimeSeconds: ENROLMENT_SECONDS }
    return (await upkeep((writer) => codes.issue(writer, code))).value
  }

  async function isRequired(person: string): Promise<boolean> {
    const users = (await store.listUsersOfPerson(person)).filter(({ status }) => status === 'active')
    const securities = await Promise.all(users.map(({ tenant }) => findSecurity(tenant)))
    return securities.some(({ secondFactor }) => secondFactor === 'required')
  }

  async function change<T>(
    person: Person,
    action: 'person.rename-passkey' | 'person.remove-factor' | 'person.renew-recovery-codes',
    details: AuditDetails,
    work: (writer: StoreWriter) => Promise<T>,
    context: ActorContext | undefined,
  ): Promise<T> {
    const target = { type: 'person', id: person.id }
    const { value } = await administer({ type: 'nobody' }, context).write(
      { action, tenant: null, target, details },
      work,
    )
    outbox.deliver()
    return value
  }

  return {
    async describe(person) {
      const totp = await store.findTotp(person)
      return {
        hasPassword: (await store.findPasswordHash(person)) !== undefined,
        passkeys: await store.listPasskeys(person),
        totp: totp === undefined ? null : { createdAt: totp.createdAt },
        recoveryCodesLeft: await store.countRecoveryCodes(person),
      }
    },

    async beginPasskey(owner) {
      const challenge = await begin('passkey-registration', owner)
      return { challenge, options: await enrolment.passkeyOptions(owner.person, challenge) }
    },

    async beginTotp(owner) {
      const challenge = await begin('totp-enrolment', owner)
      return { challenge, ...enrolment.describeTotp(owner.person, challenge) }
    },

    async finish({ person, session }, { challenge, ...shown }, context) {
      const purpose = 'code' in shown ? 'totp-enrolment' : 'passkey-registration'
      const { value: begun } = await upkeep((writer) => codes.attempt(writer, purpose, challenge))
      // What was begun in one session is finished there, by the same person.
      if (begun.person !== person.id || begun.session !== session.id) throw codeRefused()
      return enrolment.add({ person, challenge, shown }, context, (writer) => codes.redeem(writer, purpose, challenge))
    },

    async renamePasskey(person, id, name, context) {
      const called = readInput(displayName, name)
      const rename = async (writer: StoreWriter) => {
        const passkey = (await writer.listPasskeys(person.id)).find((each) => each.id === id)
        if (passkey === undefined) throw noPasskey()
        await writer.updatePasskey(passkey.credential, { name: called })
      }
      await change(person, 'person.rename-passkey', { passkey: id }, rename, context)
    },

    async remove(person, factor, context) {
      const required = await isRequired(person.id)
      const details = factor === 'totp' ? { method: 'totp' } : { method: 'passkey', passkey: factor.passkey }
      const remove = async (writer: StoreWriter) => {
        const isGone =
          factor === 'totp' ? await writer.deleteTotp(person.id) : await writer.deletePasskey(person.id, factor.passkey)
        if (!isGone) throw factor === 'totp' ? new WardkitError('ERR_NOT_FOUND', 'there is no app') : noPasskey()
        const passkeys = await writer.listPasskeys(person.id)
        const isLast = passkeys.length === 0 && (await writer.findTotp(person.id)) === undefined
        if (isLast && required) {
          throw new WardkitError('ERR_CONFLICT', 'a tenant of yours asks for a second factor, and this is the last', {
            help: 'add another first',
          })
        }
        // They stood in for what is no more.
        if (isLast) await writer.putRecoveryCodes(person.id, [])
        await outbox.queue(writer, person.email, 'factor-removed', { method: details.method })
      }
      await change(person, 'person.remove-factor', details, remove, context)
    },

    renewRecoveryCodes(person, context) {
      const renew = async (writer: StoreWriter) => {
        const hasFactor =
          (await writer.findTotp(person.id)) !== undefined || (await writer.listPasskeys(person.id)).length > 0
        if (!hasFactor) throw new WardkitError('ERR_CONFLICT', 'there is no second factor to stand in for')
        return enrolment.renewRecoveryCodes(writer, person.id)
      }
      return change(person, 'person.renew-recovery-codes', {}, renew, context)
    },
  }
}

function noPasskey(): WardkitError {
  return new WardkitError('ERR_NOT_FOUND', 'there is no such passkey of yours')
}
