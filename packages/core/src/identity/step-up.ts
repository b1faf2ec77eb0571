import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import type { Factors } from './factors.ts'
import type { Session, Store } from './identity-store.ts'
import { bytesOfCode, codeRefused, type OneTimeCodes } from './one-time-codes.ts'
import type { PasskeyCeremonies, PasskeyOptions, PasskeyResponse } from './passkey-ceremonies.ts'
import type { Passwords } from './passwords.ts'
import type { RenewedProof, Sessions } from './sessions.ts'
import { StepUpNeededError, type ProofMethod } from './step-up-needed-error.ts'
import type { Upkeep } from './upkeep.ts'

/**
 * Whose matter a sensitive change is: for the tenant's, a login by its identity provider is as good as any; for the person's own credentials, which
 * are good in every tenant, only these credentials are. `secondFactor` is for what is the tenant's and would shut out whoever logs in with a password alone: they show another factor, and have one.
 */
export type StepUpScope = 'tenant' | 'person' | 'secondFactor'

/** How long a proof is good for sensitive changes, in seconds. */
export const PROOF_SECONDS = 10 * 60

const CEREMONY_SECONDS = 5 * 60

/** Asks people who change what is sensitive to prove again that it is them: a session left open, or a stolen cookie, is not enough. */
export interface StepUp {
  /**
   * @throws StepUpNeededError when the last proof is too old, or not the person's own or with their second factor where it must be
   * @throws WardkitError `ERR_CONFLICT` for `secondFactor`, to somebody who has none
   */
  assertProved(session: Session, scope: StepUpScope): Promise<void>
  /** What the browser is to ask of the person's passkeys. @throws WardkitError `ERR_NOT_FOUND` where there is none */
  passkeyOptions(session: Session): Promise<{ readonly challenge: string; readonly options: PasskeyOptions }>
  /**
   * Takes a proof for a session.
   * @throws StepUpNeededError for a password of somebody who has a second factor
   * @throws WardkitError `ERR_LOGIN_REFUSED` for one that is wrong, `ERR_CODE_REFUSED` for a challenge that is not good, `ERR_UNAUTHENTICATED` when the session
   * has ended, `ERR_OVERLOADED`
   */
  prove(session: Session, proof: Proof, context?: ActorContext): Promise<RenewedProof>
}

/** What a person shows: a second factor where they have one, else their password. */
export type Proof =
  | { readonly password: string }
  | { readonly totp: string }
  | { readonly recoveryCode: string }
  | { readonly passkey: PasskeyResponse; readonly challenge: string }

export interface StepUpOptions {
  readonly store: Pick<Store, 'findPasswordHash' | 'listPasskeys' | 'tenant'>
  readonly upkeep: Upkeep
  readonly codes: OneTimeCodes
  readonly factors: Pick<Factors, 'methodsOf' | 'verify'>
  readonly ceremonies: Pick<PasskeyCeremonies, 'authenticationOptions'>
  readonly passwords: Pick<Passwords, 'verify'>
  readonly sessions: Pick<Sessions, 'renewProof'>
  readonly clock: Clock
}

/** The step-up of one store's sessions. */
export function createStepUp(options: StepUpOptions): StepUp {
  const { store, upkeep, codes, factors, ceremonies, passwords, sessions, clock } = options

  async function personOf(session: Session): Promise<string> {
    const user = await store.tenant(session.tenant).findUser(session.user)
    if (user === undefined) throw new WardkitError('ERR_UNAUTHENTICATED', 'the user is no more')
    return user.person
  }

  async function methodsOf(person: string): Promise<readonly ProofMethod[]> {
    const own = await factors.methodsOf(person)
    // Who has a second factor is not known by the password alone, neither here nor at the login.
    if (own.length > 0) return own
    return (await store.findPasswordHash(person)) === undefined ? [] : ['password']
  }

  async function assertPassword(person: string, password: string): Promise<void> {
    const methods = await methodsOf(person)
    if (!methods.includes('password')) throw new StepUpNeededError(methods)
    const { matches } = await passwords.verify(password, await store.findPasswordHash(person))
    if (!matches) throw refused()
  }

  async function useFactor(
    session: Session,
    person: string,
    proof: Exclude<Proof, { password: string }>,
  ): Promise<void> {
    const challenge = 'challenge' in proof ? proof.challenge : undefined
    if (challenge !== undefined) {
      const { value: begun } = await upkeep((writer) => codes.attempt(writer, 'step-up', challenge))
      if (begun.session !== session.id) throw codeRefused()
    }
    const use = await factors.verify(person, proof, bytesOfCode(challenge ?? '', 'passkey', 32))
    if (use === undefined) throw refused()
    await upkeep(async (writer) => {
      if (challenge !== undefined) await codes.redeem(writer, 'step-up', challenge)
      if (!(await use(writer))) throw refused()
    })
  }

  return {
    async assertProved(session, scope) {
      const { authenticatedBy, provedBy } = session
      const isGood = {
        tenant: true,
        person: provedBy !== 'connection',
        secondFactor: authenticatedBy !== 'password',
      }
      if (isGood[scope] && clock() < session.authenticatedAt + 1000 * PROOF_SECONDS) return
      const methods = await methodsOf(await personOf(session))
      if (scope === 'secondFactor' && methods.every((method) => method === 'password')) throw needsFactor()
      throw new StepUpNeededError(methods)
    },

    async passkeyOptions(session) {
      const person = await personOf(session)
      const passkeys = await store.listPasskeys(person)
      if (passkeys.length === 0) throw new WardkitError('ERR_NOT_FOUND', 'you have no passkey')
      const data = { person, session: session.id }
      const code = { purpose: 'step-up', subject: person, data, lifetimeSeconds: CEREMONY_SECONDS } as const
      const { value: challenge } = await upkeep((writer) => codes.issue(writer, code))
      const bytes = bytesOfCode(challenge, 'passkey', 32)
      return { challenge, options: await ceremonies.authenticationOptions(passkeys, bytes, 'preferred') }
    },

    async prove(session, proof, context) {
      const person = await personOf(session)
      const isPassword = 'password' in proof
      if (isPassword) await assertPassword(person, proof.password)
      else await useFactor(session, person, proof)
      const renewed = await sessions.renewProof(session, isPassword ? 'password' : 'secondFactor', context)
      if (renewed === undefined) throw new WardkitError('ERR_UNAUTHENTICATED', 'the session has ended')
      return renewed
    },
  }
}

function needsFactor(): WardkitError {
  return new WardkitError('ERR_CONFLICT', 'you have no second factor yourself, and would be shut out', {
    help: 'add one of your own first',
  })
}

function refused(): WardkitError {
  return new WardkitError('ERR_LOGIN_REFUSED', 'this does not prove it')
}
