import { useState } from 'react'
import { makePasskey, showPasskey } from '../client/passkeys.ts'
import { answerOf, type Schema, type WardkitClient } from '../client/wardkit-client.ts'
import { isProblem, type WardkitProblem } from '../client/wardkit-problem.ts'
import { useWardkit } from '../provider/wardkit-context.ts'
import { WARDKIT_QUERIES } from './use-wardkit-query.ts'

type LoginAnswer = Schema<'LoginAnswer'>

/** What is asked for next. */
export type LoginStep =
  | { readonly name: 'email' }
  | { readonly name: 'password'; readonly email: string }
  | { readonly name: 'tenant'; readonly tenants: readonly Schema<'Tenant'>[] }
  | { readonly name: 'secondFactor'; readonly methods: readonly ('passkey' | 'totp' | 'recoveryCode')[] }
  | { readonly name: 'enroll' }
  | { readonly name: 'enrollTotp'; readonly secret: string; readonly uri: string }
  | { readonly name: 'recoveryCodes'; readonly codes: readonly string[] }
  | { readonly name: 'done' }

export interface LoginOptions {
  /** `browser`: a cookie is set. `tokens`: the answer has an access token and a refresh token. */
  readonly session: 'browser' | 'tokens'
  /** Id or slug of the tenant to log in to. */
  readonly tenant?: string | undefined
  readonly onLoggedIn: (answer: Schema<'LoggedIn'>) => void
}

/** A login: what is asked for, and what to answer it with. */
export interface Login {
  readonly step: LoginStep
  readonly problem: WardkitProblem | null
  readonly isPending: boolean
  readonly submitEmail: (email: string) => Promise<void>
  readonly submitPassword: (password: string) => Promise<void>
  readonly submitTenant: (tenant: string) => Promise<void>
  readonly submitFactor: (factor: { readonly totp: string } | { readonly recoveryCode: string }) => Promise<void>
  /** As the second factor, or, at the first step, as the only one. */
  readonly submitPasskey: () => Promise<void>
  readonly enrollTotp: () => Promise<void>
  readonly submitEnrollment: (code: string) => Promise<void>
  readonly enrollPasskey: (name: string) => Promise<void>
  /** Goes on from an answer like a login's, as where an invitation is accepted. */
  readonly goOnWith: (ask: () => Promise<LoginAnswer>) => Promise<void>
  /** After the recovery codes were saved. */
  readonly finish: () => void
  readonly startOver: () => void
}

/** What is kept between two steps, in memory alone. */
interface Kept {
  readonly email?: string
  readonly password?: string
  readonly challenge?: string
  readonly loggedIn?: Schema<'LoggedIn'>
  /** What comes behind the recovery codes. */
  readonly next?: LoginAnswer
}

/** Logs in, step by step, as the server asks for them. */
export function useLogin({ session, tenant, onLoggedIn }: LoginOptions): Login {
  const { client, navigate, queryClient } = useWardkit()
  const [step, setStep] = useState<LoginStep>({ name: 'email' })
  const [kept, setKept] = useState<Kept>({})
  const [problem, setProblem] = useState<WardkitProblem | null>(null)
  const [isPending, setPending] = useState(false)

  async function run(work: () => Promise<void>): Promise<void> {
    setProblem(null)
    setPending(true)
    try {
      await work()
    } catch (error) {
      if (!isProblem(error)) throw error
      setProblem(error)
      // A step that came too late: the next login begins anew.
      if (error.code === 'ERR_CODE_REFUSED') startOver(error)
    } finally {
      setPending(false)
    }
  }

  function startOver(because: WardkitProblem | null = null): void {
    setProblem(because)
    setKept({})
    setStep({ name: 'email' })
  }

  async function goOn(answer: LoginAnswer & { readonly recoveryCodes?: readonly string[] | null }): Promise<void> {
    const { recoveryCodes } = answer
    if (recoveryCodes !== undefined && recoveryCodes !== null) {
      setKept({ next: answer })
      setStep({ name: 'recoveryCodes', codes: recoveryCodes })
      return
    }
    if ('secondFactor' in answer) {
      const { challenge, enroll, methods } = answer.secondFactor
      setKept({ challenge })
      setStep(enroll ? { name: 'enroll' } : { name: 'secondFactor', methods })
      return
    }
    if ('tenants' in answer) {
      const { challenge, tenants } = answer
      setKept(challenge === undefined ? kept : { challenge })
      setStep({ name: 'tenant', tenants })
      return
    }
    setKept({})
    setStep({ name: 'done' })
    // Whatever was read before was read as nobody, or as somebody else.
    await queryClient.invalidateQueries({ queryKey: [WARDKIT_QUERIES, client.baseUrl] })
    onLoggedIn(answer)
  }

  const challenge = kept.challenge ?? ''
  return {
    step,
    problem,
    isPending,
    submitEmail: (email) =>
      run(async () => {
        const how: SsoAnswer = await answerOf(client.POST('/login/init', { body: { email } }))
        if (how.url !== undefined) {
          navigate(how.url)
          return
        }
        setKept({ email })
        setStep({ name: 'password', email })
      }),
    submitPassword: (password) =>
      run(async () => {
        const { email = '' } = kept
        setKept({ email, password })
        await goOn(await logIn(client, { email, password, session, ...(tenant === undefined ? {} : { tenant }) }))
      }),
    submitTenant: (chosen) =>
      run(async () => {
        const { email = '', password = '' } = kept
        await goOn(
          kept.challenge === undefined
            ? await logIn(client, { email, password, session, tenant: chosen })
            : await answerOf(client.POST('/login/tenant', { body: { challenge, session, tenant: chosen } })),
        )
      }),
    submitFactor: (factor) =>
      run(async () =>
        goOn(await answerOf(client.POST('/login/second-factor', { body: { challenge, session, ...factor } }))),
      ),
    submitPasskey: () =>
      run(async () => {
        if (kept.challenge !== undefined) {
          const { options } = await answerOf(client.POST('/login/second-factor/passkey', { body: { challenge } }))
          const body = { challenge, session, passkey: await showPasskey(options) }
          return goOn(await answerOf(client.POST('/login/second-factor', { body })))
        }
        const begun = await answerOf(client.POST('/login/passkey'))
        const passkey = await showPasskey(begun.options)
        const body = { challenge: begun.challenge, session, passkey, ...(tenant === undefined ? {} : { tenant }) }
        await goOn(await answerOf(client.POST('/login/passkey/finish', { body })))
      }),
    enrollTotp: () =>
      run(async () => {
        const { secret, uri } = await answerOf(client.POST('/login/enroll/totp', { body: { challenge } }))
        setStep({ name: 'enrollTotp', secret, uri })
      }),
    submitEnrollment: (code) =>
      run(async () =>
        goOn(await answerOf(client.POST('/login/enroll/totp/finish', { body: { challenge, session, code } }))),
      ),
    enrollPasskey: (name) =>
      run(async () => {
        const { options } = await answerOf(client.POST('/login/enroll/passkey', { body: { challenge } }))
        const body = { challenge, session, name, passkey: await makePasskey(options) }
        await goOn(await answerOf(client.POST('/login/enroll/passkey/finish', { body })))
      }),
    goOnWith: (ask) => run(async () => goOn(await ask())),
    finish: () => {
      const { next } = kept
      if (next !== undefined) void run(() => goOn({ ...next, recoveryCodes: null }))
    },
    startOver: () => startOver(),
  }
}

/** How somebody logs in; with a URL, where they go to do it. */
interface SsoAnswer {
  readonly method: string
  readonly url?: string
}

function logIn(client: WardkitClient, body: Schema<'Login'>): Promise<LoginAnswer> {
  return answerOf(client.POST('/login', { body }))
}
