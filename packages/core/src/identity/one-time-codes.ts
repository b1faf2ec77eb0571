import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { Store, StoreWriter } from './identity-store.ts'
import { createKeyText, isSecretOf, parseKeyText, secretHashOf } from './key-text.ts'

/** What each kind of code is good for, and what is kept with it until then. */
export interface CodePurposes {
  readonly 'sign-up': { readonly email: string; readonly tenantName: string }
  readonly 'password-reset': { readonly person: string }
  readonly invitation: { readonly tenant: string; readonly invitation: string }
  readonly 'email-change': { readonly person: string; readonly email: string }
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
  /** Uses a code up in the transaction of `writer`: of many at once, one succeeds. @throws WardkitError `ERR_CODE_REFUSED` */
  redeem<P extends CodePurpose>(writer: StoreWriter, purpose: P, text: string): Promise<CodePurposes[P]>
  /** Makes every code of a subject useless. */
  revoke(writer: StoreWriter, subject: string): Promise<void>
}

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
      await writer.insertCode({ id, purpose, subject, secretHash, data: JSON.stringify(data), expiresAt })
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

/** The answer to every code that is not good, whatever is wrong with it. */
export function codeRefused(): WardkitError {
  return new WardkitError('ERR_CODE_REFUSED', 'the link was used already, has expired, or was replaced', {
    help: 'ask for a new one',
  })
}
