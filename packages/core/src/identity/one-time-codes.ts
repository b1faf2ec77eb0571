import { hkdfSync } from 'node:crypto'
import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { Session, Store, StoreWriter } from './identity-store.ts'
import { createKeyText, isSecretOf, parseKeyText, secretHashOf } from './key-text.ts'

/** What each kind of code is good for, and what is kept with it until then. */
export interface CodePurposes {
  readonly 'sign-up': { readonly email: string; readonly tenantName: string }
  readonly 'password-reset': { readonly person: string }
  readonly invitation: { readonly tenant: string; readonly invitation: string }
  readonly 'email-change': { readonly person: string; readonly email: string }
  /** A login whose password was right, and that goes on with a second factor. */
  readonly 'second-factor': LoginSoFar
  /** A login whose password was right, in a tenant that asks for a second factor which the person has still to choose. */
  readonly 'factor-enrolment': LoginSoFar
  /** A login that is complete but for the tenant to enter. */
  readonly 'tenant-choice': LoginSoFar
  /** A login that is to be made with a passkey, whosever. */
  readonly 'passkey-login': Readonly<Record<string, never>>
  /** A passkey that is to prove again whose a session is. */
  readonly 'step-up': OwnSession
  readonly 'passkey-registration': OwnSession
  readonly 'totp-enrolment': OwnSession
}

/** What a login has come to. */
export interface LoginSoFar {
  readonly person: string
  /** Id or slug of the tenant that was named. */
  readonly tenant: string | null
  readonly kind: Session['kind']
}

/** Whose session something was begun in: it ends there. */
export interface OwnSession {
  readonly person: string
  readonly session: string
}

export type CodePurpose = keyof CodePurposes

/** Secrets that are mailed to somebody, each good once, for one purpose and for some time. Only hashes of them are kept. */
export interface OneTimeCodes {
  /**
   * Makes a code in the transaction of `writer`. Its text is answered and nowhere else.
   * @param subject whom it is about: `revoke` takes all codes of a subject
   */
  issue<P extends CodePurpose>(
    writer: StoreWriter,
    code: {
      readonly purpose: P
      readonly subject: string
      readonly data: CodePurposes[P]
      readonly lifetimeSeconds: number
    },
  ): Promise<string>
  /** What a code is good for, before anything is done with it; it stays good. Undefined for every text that is none. */
  peek<P extends CodePurpose>(purpose: P, text: string): Promise<CodePurposes[P] | undefined>
  /**
   * What a code is good for that is to be shown together with something else: each call counts, and after `MOST_ATTEMPTS` the code is gone.
   * @throws WardkitError `ERR_CODE_REFUSED`
   */
  attempt<P extends CodePurpose>(writer: StoreWriter, purpose: P, text: string): Promise<CodePurposes[P]>
  /** Uses a code up in the transaction of `writer`: of many at once, one succeeds. @throws WardkitError `ERR_CODE_REFUSED` */
  redeem<P extends CodePurpose>(writer: StoreWriter, purpose: P, text: string): Promise<CodePurposes[P]>
  /** Makes every code of a subject useless. */
  revoke(writer: StoreWriter, subject: string): Promise<void>
}

/** How often a code can be tried that is shown together with something else. */
export const MOST_ATTEMPTS = 5

/** The one-time codes of one store. */
export function createOneTimeCodes(options: {
  readonly store: Pick<Store, 'findCode'>
  readonly clock: Clock
}): OneTimeCodes {
  const { store, clock } = options
  return {
    async issue(writer, { purpose, subject, data, lifetimeSeconds }) {
      const { id, secretHash, text } = createKeyText('code')
      const expiresAt = clock() + 1000 * lifetimeSeconds
      await writer.insertCode({ id, purpose, subject, secretHash, data: JSON.stringify(data), expiresAt, attempts: 0 })
      return text
    },

    async peek<P extends CodePurpose>(purpose: P, text: string) {
      const parsed = parseKeyText('code', text)
      const code = parsed === undefined ? undefined : await store.findCode(parsed.id)
      const isGood =
        parsed !== undefined &&
        code?.purpose === purpose &&
        code.expiresAt > clock() &&
        isSecretOf(parsed.secret, code.secretHash)
      return isGood ? (JSON.parse(code.data) as CodePurposes[P]) : undefined
    },

    async attempt<P extends CodePurpose>(writer: StoreWriter, purpose: P, text: string) {
      const parsed = parseKeyText('code', text)
      if (parsed === undefined) throw codeRefused()
      const match = { purpose, secretHash: secretHashOf(parsed.secret) }
      const code = await writer.tryCode(parsed.id, match, MOST_ATTEMPTS, clock())
      if (code === undefined) throw codeRefused()
      return JSON.parse(code.data) as CodePurposes[P]
    },

    async redeem<P extends CodePurpose>(writer: StoreWriter, purpose: P, text: string) {
      const parsed = parseKeyText('code', text)
      const match = parsed === undefined ? undefined : { purpose, secretHash: secretHashOf(parsed.secret) }
      const code =
        parsed === undefined || match === undefined ? undefined : await writer.takeCode(parsed.id, match, clock())
      if (code === undefined) throw codeRefused()
      return JSON.parse(code.data) as CodePurposes[P]
    },

    revoke: (writer, subject) => writer.deleteCodes(subject, clock()),
  }
}

/**
 * Bytes that follow from a code and nothing else, for whoever has it: what a ceremony needs to be unpredictable need not be kept.
 * @param use what they are for: each use has bytes of its own
 */
export function bytesOfCode(text: string, use: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', text, 'wardkit code v1', use, length))
}

/** The answer to every code that is not good, whatever is wrong with it. */
export function codeRefused(): WardkitError {
  return new WardkitError('ERR_CODE_REFUSED', 'the code was used already, has expired, or was replaced', {
    help: 'ask for a new one, or begin anew',
  })
}
