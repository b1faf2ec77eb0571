import { WardkitError } from '../errors/index.ts'

/** By what a person can prove that it is them. */
export type ProofMethod = 'password' | 'totp' | 'passkey' | 'recoveryCode'

/** A change that asks for a proof of who makes it, and the last one is too old. */
export class StepUpNeededError extends WardkitError {
  override readonly name = 'StepUpNeededError'
  /** What the person can prove it by; nothing: only by logging in again. */
  readonly methods: readonly ProofMethod[]

  constructor(methods: readonly ProofMethod[]) {
    super('ERR_STEP_UP_NEEDED', 'this change asks for a proof that it is you', {
      help: methods.length === 0 ? 'log in again' : 'step up, and repeat the request',
    })
    this.methods = methods
  }
}
