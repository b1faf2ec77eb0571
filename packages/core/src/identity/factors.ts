import type { Clock } from '../util/clock.ts'
import type { FactorReader, Totp } from './factor-store.ts'
import type { StoreWriter } from './identity-store.ts'
import { handleOf, type PasskeyCeremonies, type PasskeyResponse, type UserVerification } from './passkey-ceremonies.ts'
import { recoveryCodeHash } from './recovery-codes.ts'
import type { Secret } from './secret.ts'
import type { ProofMethod } from './step-up-needed-error.ts'
import { findTotpStep } from './totp.ts'

/** A second factor as somebody shows it: one of these. */
export type ShownFactor =
  { readonly totp: string } | { readonly recoveryCode: string } | { readonly passkey: PasskeyResponse }

export type FactorMethod = Exclude<ProofMethod, 'password'>

/**
 * Uses a factor up that was verified, in the transaction of what it is good for. False where somebody was faster: a code or a counter is good once.
 */
export type UseFactor = (writer: StoreWriter) => Promise<boolean>

/** The second factors of persons. */
export interface Factors {
  /** What a person can show, the strongest first; nothing where they have no second factor. */
  methodsOf(person: string): Promise<readonly FactorMethod[]>
  /**
   * Verifies what is shown for a person. Undefined where it is wrong.
   * @param challenge of the ceremony that a passkey answers
   */
  verify(person: string, shown: ShownFactor, challenge: Buffer): Promise<UseFactor | undefined>
  /** Verifies a passkey that stands for everything: whose it is it says itself. */
  identify(
    response: PasskeyResponse,
    challenge: Buffer,
  ): Promise<{ readonly person: string; readonly use: UseFactor } | undefined>
}

export interface FactorsOptions {
  readonly store: FactorReader
  readonly ceremonies: Pick<PasskeyCeremonies, 'verifyAuthentication'>
  readonly secret: Secret
  readonly clock: Clock
}

/** The factors of one store. */
export function createFactors({ store, ceremonies, secret, clock }: FactorsOptions): Factors {
  async function verifyTotp(person: string, code: string): Promise<UseFactor | undefined> {
    const totp = await store.findTotp(person)
    if (totp === undefined) return undefined
    const plain = unwrapTotp(secret, totp)
    const step = findTotpStep(plain, code, clock(), totp.usedStep)
    if (step === undefined) return undefined
    return async (writer) => {
      const current = await writer.findTotp(person)
      if (current?.createdAt !== totp.createdAt || current.usedStep >= step) return false
      // Wrapped anew by today's secret, so that one that was replaced need not be kept for ever.
      await writer.putTotp({ ...current, wrapped: wrapTotp(secret, person, plain), usedStep: step })
      return true
    }
  }

  async function verifyPasskey(
    response: PasskeyResponse,
    challenge: Buffer,
    verification: UserVerification,
    isMeant: (person: string) => boolean,
  ): Promise<{ readonly person: string; readonly use: UseFactor } | undefined> {
    const credential = response['id']
    const passkey = typeof credential === 'string' ? await store.findPasskey(credential) : undefined
    if (passkey === undefined || !isMeant(passkey.person)) return undefined
    const used = await ceremonies.verifyAuthentication(response, passkey, challenge, verification)
    if (used === undefined) return undefined
    const use: UseFactor = async (writer) => {
      const current = await writer.findPasskey(passkey.credential)
      if (current?.id !== passkey.id || current.counter !== passkey.counter) return false
      await writer.updatePasskey(passkey.credential, { ...used, lastUsedAt: clock() })
      return true
    }
    return { person: passkey.person, use }
  }

  return {
    async methodsOf(person) {
      const passkeys = await store.listPasskeys(person)
      const totp = await store.findTotp(person)
      const own: readonly FactorMethod[] = [
        ...(passkeys.length > 0 ? (['passkey'] as const) : []),
        ...(totp === undefined ? [] : (['totp'] as const)),
      ]
      // They stand in for a factor that was lost, and are none of their own.
      const canRecover = own.length > 0 && (await store.countRecoveryCodes(person)) > 0
      return canRecover ? [...own, 'recoveryCode'] : own
    },

    async verify(person, shown, challenge) {
      if ('totp' in shown) return verifyTotp(person, shown.totp)
      if ('passkey' in shown) {
        // The password was shown before, or a session is there: the device alone is the second factor.
        const isMeant = (owner: string) => owner === person
        return (await verifyPasskey(shown.passkey, challenge, 'preferred', isMeant))?.use
      }
      const methods = await this.methodsOf(person)
      const hash = recoveryCodeHash(shown.recoveryCode)
      return methods.includes('recoveryCode') ? (writer) => writer.takeRecoveryCode(person, hash) : undefined
    },

    identify: (response, challenge) => verifyPasskey(response, challenge, 'required', (owner) => isOf(response, owner)),
  }
}

/** Whether the authenticator says itself whose the passkey is, as one that nobody was named to must. */
function isOf(response: PasskeyResponse, person: string): boolean {
  const inner = response['response'] as { readonly userHandle?: unknown } | undefined
  return inner?.userHandle === handleOf(person).toString('base64url')
}

export function wrapTotp(secret: Secret, person: string, plain: string): string {
  return secret.wrap(plain, { purpose: 'totp', id: person })
}

function unwrapTotp(secret: Secret, { person, wrapped }: Totp): string {
  return secret.unwrap(wrapped, { purpose: 'totp', id: person })
}
