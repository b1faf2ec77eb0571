import { WardkitError } from '../errors/index.ts'
import type { ActorContext } from './actor.ts'
import type { Administer } from './administration.ts'
import type { EnterTenant, LoginResult } from './enter-tenant.ts'
import type { EnrolFactors, NewPasskey } from './enrol-factors.ts'
import type { Factors, ShownFactor, UseFactor } from './factors.ts'
import type { Person, Session, Store } from './identity-store.ts'
import { bytesOfCode, codeRefused, type CodePurpose, type LoginSoFar, type OneTimeCodes } from './one-time-codes.ts'
import type { PasskeyCeremonies, PasskeyOptions, PasskeyResponse } from './passkey-ceremonies.ts'
import type { TotpSecret } from './totp.ts'
import type { Upkeep } from './upkeep.ts'

/** The steps of a login behind its password, and the login with a passkey alone. */
export interface SecondFactorLogin {
  /** Goes on with a second factor. @throws WardkitError `ERR_CODE_REFUSED` for a challenge that is not good */
  show(step: LoginStep, shown: ShownFactor, context?: ActorContext): Promise<LoginResult>
  /** The e-mail of whose login it is. @throws WardkitError `ERR_CODE_REFUSED` */
  accountOf(challenge: string): Promise<string>
  /** What the browser is to ask of the person's passkeys. @throws WardkitError `ERR_CODE_REFUSED` */
  passkeyOptions(challenge: string): Promise<PasskeyOptions>
  /** Goes on in one of several tenants. @throws WardkitError `ERR_CODE_REFUSED` */
  choose(step: LoginStep, tenant: string, context?: ActorContext): Promise<LoginResult>

  /** Begins a login with a passkey, whosever. */
  beginPasskey(): Promise<{ readonly challenge: string; readonly options: PasskeyOptions }>
  /** @throws WardkitError `ERR_CODE_REFUSED` */
  finishPasskey(
    step: LoginStep & { readonly tenant: string | undefined },
    response: PasskeyResponse,
    context?: ActorContext,
  ): Promise<LoginResult>

  /** What an app is to be given by who must enrol a factor. @throws WardkitError `ERR_CODE_REFUSED` */
  beginTotp(challenge: string): Promise<TotpSecret>
  /** What the browser is to ask for by who must enrol a factor. @throws WardkitError `ERR_CODE_REFUSED` */
  beginRegistration(challenge: string): Promise<PasskeyOptions>
  /** Enrols the factor and goes on. @throws WardkitError `ERR_CODE_REFUSED`, `ERR_INVALID_INPUT` */
  enrol(
    step: LoginStep,
    shown: { readonly code: string } | NewPasskey,
    context?: ActorContext,
  ): Promise<{ readonly result: LoginResult; readonly recoveryCodes: readonly string[] | null }>
}

/** What every step of a login says again. */
export interface LoginStep {
  /** What the step before answered. */
  readonly challenge: string
  /** The same in each. */
  readonly kind: Session['kind']
  readonly agent: string | null
}

export interface SecondFactorLoginOptions {
  readonly store: Pick<Store, 'currentRevision' | 'findPerson' | 'listPasskeys'>
  readonly administer: Administer
  readonly upkeep: Upkeep
  readonly codes: OneTimeCodes
  readonly factors: Factors
  readonly enrolment: EnrolFactors
  readonly ceremonies: Pick<PasskeyCeremonies, 'authenticationOptions'>
  readonly enter: EnterTenant
}

const PASSKEY_LOGIN_SECONDS = 5 * 60

/** Whom a challenge is about that is anybody's. */
const ANYBODY = 'per_anybody'

export function createSecondFactorLogin(options: SecondFactorLoginOptions): SecondFactorLogin {
  const { store, administer, upkeep, codes, factors, enrolment, ceremonies, enter } = options

  async function getPerson(id: string): Promise<Person> {
    const person = await store.findPerson(id)
    if (person === undefined) throw codeRefused()
    return person
  }

  /** Counts an attempt, before anything is verified: fifty at once have no more of them than five. */
  async function attempt(
    purpose: 'second-factor' | 'factor-enrolment',
    { challenge, kind }: Pick<LoginStep, 'challenge' | 'kind'>,
  ): Promise<LoginSoFar> {
    const { value } = await upkeep((writer) => codes.attempt(writer, purpose, challenge))
    // INVARIANT: what was checked of where a login comes from was checked for its kind.
    if (value.kind !== kind) throw codeRefused()
    return value
  }

  async function peek<P extends CodePurpose>(purpose: P, challenge: string) {
    const found = await codes.peek(purpose, challenge)
    if (found === undefined) throw codeRefused()
    return found
  }

  /** Uses a challenge and a factor up together. False where the factor was used meanwhile: then the challenge stays. */
  async function spend(purpose: CodePurpose, challenge: string, use: UseFactor, write: Upkeep = upkeep) {
    try {
      await write(async (writer) => {
        await codes.redeem(writer, purpose, challenge)
        if (!(await use(writer))) throw new UsedMeanwhile()
      })
      return true
    } catch (error) {
      if (error instanceof UsedMeanwhile) return false
      throw error
    }
  }

  /** A recovery code is told of: somebody lost a factor, or somebody else found the code. */
  function recorded(person: string, context: ActorContext | undefined): Upkeep {
    const target = { type: 'person', id: person }
    const change = { action: 'person.use-recovery-code', tenant: null, target } as const
    return (work) => administer({ type: 'nobody' }, context).write(change, work)
  }

  return {
    async show(step, shown, context) {
      const revision = await store.currentRevision()
      const { person: id, tenant } = await attempt('second-factor', step)
      const use = await factors.verify(id, shown, bytesOfCode(step.challenge, 'passkey', 32))
      const write = 'recoveryCode' in shown ? recorded(id, context) : upkeep
      if (use === undefined || !(await spend('second-factor', step.challenge, use, write))) return { status: 'refused' }
      const person = await getPerson(id)
      return enter.afterSecondFactor({ ...step, person, tenant: tenant ?? undefined, revision }, context)
    },

    async accountOf(challenge) {
      const { person } = await peek('second-factor', challenge)
      return (await getPerson(person)).email
    },

    async passkeyOptions(challenge) {
      const { person } = await peek('second-factor', challenge)
      const passkeys = await store.listPasskeys(person)
      // Without any, the browser would be asked for whichever it has.
      if (passkeys.length === 0) throw codeRefused()
      return ceremonies.authenticationOptions(passkeys, bytesOfCode(challenge, 'passkey', 32), 'preferred')
    },

    async choose(step, tenant, context) {
      const revision = await store.currentRevision()
      const { person, kind } = await peek('tenant-choice', step.challenge)
      if (kind !== step.kind) throw codeRefused()
      await upkeep((writer) => codes.redeem(writer, 'tenant-choice', step.challenge))
      return enter.afterSecondFactor({ ...step, person: await getPerson(person), tenant, revision }, context)
    },

    async beginPasskey() {
      const code = { subject: ANYBODY, data: {}, lifetimeSeconds: PASSKEY_LOGIN_SECONDS } as const
      const { value: challenge } = await upkeep((writer) => codes.issue(writer, { purpose: 'passkey-login', ...code }))
      const bytes = bytesOfCode(challenge, 'passkey', 32)
      return { challenge, options: await ceremonies.authenticationOptions([], bytes, 'required') }
    },

    async finishPasskey(step, response, context) {
      const revision = await store.currentRevision()
      await upkeep((writer) => codes.attempt(writer, 'passkey-login', step.challenge))
      const found = await factors.identify(response, bytesOfCode(step.challenge, 'passkey', 32))
      if (found === undefined || !(await spend('passkey-login', step.challenge, found.use)))
        return { status: 'refused' }
      return enter.afterSecondFactor({ ...step, person: await getPerson(found.person), revision }, context)
    },

    async beginTotp(challenge) {
      const { person } = await peek('factor-enrolment', challenge)
      return enrolment.describeTotp(await getPerson(person), challenge)
    },

    async beginRegistration(challenge) {
      const { person } = await peek('factor-enrolment', challenge)
      return enrolment.passkeyOptions(await getPerson(person), challenge)
    },

    async enrol(step, shown, context) {
      const revision = await store.currentRevision()
      const { person: id, tenant } = await attempt('factor-enrolment', step)
      const person = await getPerson(id)
      const { recoveryCodes } = await enrolment.add(
        { person, challenge: step.challenge, shown },
        context,
        async (writer) => {
          await codes.redeem(writer, 'factor-enrolment', step.challenge)
          // Who got a factor meanwhile shows it: a password is not enough to add another.
          const hasFactor = (await writer.findTotp(id)) !== undefined || (await writer.listPasskeys(id)).length > 0
          if (hasFactor) throw codeRefused()
        },
      )
      const entry = { ...step, person, tenant: tenant ?? undefined, revision }
      return { result: await enter.afterSecondFactor(entry, context), recoveryCodes }
    },
  }
}

/** A factor that was good when it was verified. Thrown to roll back; never leaves this file. */
class UsedMeanwhile extends WardkitError {
  constructor() {
    super('ERR_LOGIN_REFUSED', 'the factor was used meanwhile')
  }
}
