import { WardkitError } from '../errors/index.ts'
import type { Clock } from '../util/clock.ts'
import type { ActorContext } from './actor.ts'
import type { Session, Store } from './identity-store.ts'
import type { Passwords } from './passwords.ts'
import type { RenewedProof, Sessions } from './sessions.ts'
import { StepUpNeededError, type ProofMethod } from './step-up-needed-error.ts'

/**
 * Whose matter a sensitive change is: for the tenant's, a login by its identity provider is as good as any; for the person's own credentials, which
 * are good in every tenant, only these credentials are.
 */
export type StepUpScope = 'tenant' | 'person'

/** How long a proof is good for sensitive changes, in seconds. */
export const PROOF_SECONDS = 10 * 60

/** Asks people who change what is sensitive to prove again that it is them: a session left open, or a stolen cookie, is not enough. */
export interface StepUp {
  /** @throws StepUpNeededError when the last proof is too old, or not the person's own where it must be */
  assertProved(session: Session, scope: StepUpScope): Promise<void>
  /**
   * Takes a proof for a session.
   * @throws WardkitError `ERR_LOGIN_REFUSED` for one that is wrong, `ERR_UNAUTHENTICATED` when the session has ended, `ERR_OVERLOADED`
   */
  prove(session: Session, proof: Proof, context?: ActorContext): Promise<RenewedProof>
}

export interface Proof {
  readonly password: string
}

export interface StepUpOptions {
  readonly store: Pick<Store, 'findPasswordHash' | 'tenant'>
  readonly passwords: Pick<Passwords, 'verify'>
  readonly sessions: Pick<Sessions, 'renewProof'>
  readonly clock: Clock
}

/** The step-up of one store's sessions. */
export function createStepUp({ store, passwords, sessions, clock }: StepUpOptions): StepUp {
  async function personOf(session: Session): Promise<string> {
    const user = await store.tenant(session.tenant).findUser(session.user)
    if (user === undefined) throw new WardkitError('ERR_UNAUTHENTICATED', 'the user is no more')
    return user.person
  }

  async function methodsOf(person: string): Promise<readonly ProofMethod[]> {
    return (await store.findPasswordHash(person)) === undefined ? [] : ['password']
  }

  return {
    async assertProved(session, scope) {
      const isOwn = scope === 'tenant' || session.authenticatedBy !== 'connection'
      if (isOwn && clock() < session.authenticatedAt + 1000 * PROOF_SECONDS) return
      throw new StepUpNeededError(await methodsOf(await personOf(session)))
    },

    async prove(session, { password }, context) {
      const person = await personOf(session)
      const { matches } = await passwords.verify(password, await store.findPasswordHash(person))
      if (!matches) throw new WardkitError('ERR_LOGIN_REFUSED', 'the password is wrong')
      const renewed = await sessions.renewProof(session, 'password', context)
      if (renewed === undefined) throw new WardkitError('ERR_UNAUTHENTICATED', 'the session has ended')
      return renewed
    },
  }
}
