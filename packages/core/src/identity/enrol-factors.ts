import { WardkitError } from '../errors/index.ts'
import { limitReached } from './tenant-limits.ts'
import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import type { Administer } from './administration.ts'
import type { Passkey } from './factor-store.ts'
import { wrapTotp } from './factors.ts'
import { createId } from './identifiers.ts'
import type { Person, Store, StoreWriter } from './identity-store.ts'
import { bytesOfCode } from './one-time-codes.ts'
import type { Outbox } from './outbox.ts'
import type { PasskeyCeremonies, PasskeyOptions, PasskeyResponse } from './passkey-ceremonies.ts'
import { displayName, readInput } from './read-input.ts'
import { createRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts'
import type { Secret } from './secret.ts'
import { describeTotp, findTotpStep, TOTP_SECRET_BYTES, type TotpSecret } from './totp.ts'

/** A passkey that a browser made, and what its person calls it. */
export interface NewPasskey {
  readonly passkey: PasskeyResponse
  readonly name: string
}

export interface NewFactor {
  readonly person: Person
  /** A one-time code that the enrolment was begun with: the app's secret and the browser's challenge follow from it. */
  readonly challenge: string
  /** What shows that the person has it. */
  readonly shown: { readonly code: string } | NewPasskey
}

export interface AddedFactor {
  readonly passkey: Passkey | null
  /** With the first factor: shown once. */
  readonly recoveryCodes: readonly string[] | null
}

/** Gives persons second factors. What is begun is nowhere until it is finished. */
export interface EnrolFactors {
  describeTotp(person: Person, challenge: string): TotpSecret
  passkeyOptions(person: Person, challenge: string): Promise<PasskeyOptions>
  /**
   * @param before what is checked and used up in the same transaction
   * @throws WardkitError `ERR_INVALID_INPUT` for what does not show it, `ERR_LIMIT_REACHED` for one passkey too many; whatever `before` throws
   */
  add(
    factor: NewFactor,
    context: ActorContext | undefined,
    before: (writer: StoreWriter) => Promise<unknown>,
  ): Promise<AddedFactor>
  /** New recovery codes in place of those before, in the transaction of `writer`. */
  renewRecoveryCodes(writer: StoreWriter, person: string): Promise<readonly string[]>
}

export interface EnrolFactorsOptions {
  readonly store: Pick<Store, 'listPasskeys'>
  readonly administer: Administer
  readonly ceremonies: Pick<PasskeyCeremonies, 'registrationOptions' | 'verifyRegistration'>
  readonly outbox: Pick<Outbox, 'queue' | 'deliver'>
  readonly secret: Secret
  readonly productName: string
  /** How many one person may have. */
  readonly mostPasskeys: number
  readonly clock: Clock
}

export function createEnrolFactors(options: EnrolFactorsOptions): EnrolFactors {
  const { store, administer, ceremonies, outbox, secret, productName, mostPasskeys, clock } = options

  const describe = (person: Person, challenge: string) =>
    describeTotp(bytesOfCode(challenge, 'totp', TOTP_SECRET_BYTES), productName, person.email)

  type Write = (writer: StoreWriter) => Promise<Passkey | null>

  function readTotp(person: Person, challenge: string, code: string): Write {
    const { secret: plain } = describe(person, challenge)
    const usedStep = findTotpStep(plain, code, clock(), 0)
    if (usedStep === undefined) throw new WardkitError('ERR_INVALID_INPUT', '`code` is not the one of this moment')
    return async (writer) => {
      const wrapped = wrapTotp(secret, person.id, plain)
      await writer.putTotp({ person: person.id, wrapped, usedStep, createdAt: clock() })
      return null
    }
  }

  async function readPasskey(
    person: Person,
    challenge: string,
    { passkey: response, name }: NewPasskey,
  ): Promise<Write> {
    const called = readInput(displayName, name)
    const registered = await ceremonies.verifyRegistration(response, bytesOfCode(challenge, 'passkey', 32))
    if (registered === undefined) throw new WardkitError('ERR_INVALID_INPUT', '`passkey` is not what was asked for')
    const own = { id: createId('pky'), person: person.id, name: called, createdAt: clock(), lastUsedAt: null }
    const passkey: Passkey = { ...own, ...registered }
    return async (writer) => {
      if ((await writer.listPasskeys(person.id)).length >= mostPasskeys)
        throw limitReached('passkeysPerPerson', mostPasskeys)
      await writer.insertPasskey(passkey)
      return passkey
    }
  }

  async function renewRecoveryCodes(writer: StoreWriter, person: string): Promise<readonly string[]> {
    const codes = createRecoveryCodes()
    await writer.putRecoveryCodes(person, codes.map(recoveryCodeHash))
    return codes
  }

  return {
    describeTotp: describe,

    async passkeyOptions(person, challenge) {
      const known = await store.listPasskeys(person.id)
      return ceremonies.registrationOptions(person, known, bytesOfCode(challenge, 'passkey', 32))
    },

    async add({ person, challenge, shown }, context, before) {
      const isTotp = 'code' in shown
      const write = isTotp ? readTotp(person, challenge, shown.code) : await readPasskey(person, challenge, shown)
      const details = { method: isTotp ? 'totp' : 'passkey' }
      const target = { type: 'person', id: person.id }
      const change = { action: 'person.add-factor', tenant: null, target, details } as const
      const { value } = await administer({ type: 'nobody' }, context).write(change, async (writer) => {
        await before(writer)
        const passkey = await write(writer)
        const isFirst = (await writer.countRecoveryCodes(person.id)) === 0
        const recoveryCodes = isFirst ? await renewRecoveryCodes(writer, person.id) : null
        await outbox.queue(writer, person.email, 'factor-added', details)
        return { passkey, recoveryCodes }
      })
      outbox.deliver()
      return value
    },

    renewRecoveryCodes,
  }
}
