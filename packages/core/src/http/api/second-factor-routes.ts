import { createRoute, z } from '@hono/zod-openapi'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import type { ShownFactor } from '../../identity/factors.ts'
import type { LoginStep, SecondFactorLogin } from '../../identity/second-factor-login.ts'
import { answers, problems, takes } from './api-schemas.ts'
import {
  Challenge,
  PasskeyBody,
  PasskeyName,
  PasskeyOptionsAnswer,
  RecoveryCode,
  RecoveryCodesAnswer,
  SessionKind,
  TotpAnswer,
  TotpCode,
} from './factor-schemas.ts'
import { answerLogin, LoginAnswer } from './login-answer.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import { actorContextOf, assertSameSite } from './same-site.ts'

const PROBLEMS = problems(400, 401, 403, 413, 415, 429, 503)
const Step = z.strictObject({ challenge: Challenge, session: SessionKind })
const Began = z.strictObject({ challenge: Challenge })
const Options = z.object({ options: PasskeyOptionsAnswer })
const Enrolled = z.intersection(LoginAnswer, z.object({ recoveryCodes: RecoveryCodesAnswer }))

/** The steps of a login behind its password, and the login with a passkey alone. */
export const secondFactorRoutes = {
  show: createRoute({
    method: 'post',
    path: '/login/second-factor',
    summary: 'Go on with a second factor',
    description: 'One of `totp`, `recoveryCode` and `passkey`.',
    security: [],
    request: {
      body: takes(
        z.union([
          Step.extend({ totp: TotpCode }),
          Step.extend({ recoveryCode: RecoveryCode }),
          Step.extend({ passkey: PasskeyBody }),
        ]),
      ),
    },
    responses: { 200: answers('Logged in, or the tenants to choose from', LoginAnswer), ...PROBLEMS },
  }),
  passkeyOptions: createRoute({
    method: 'post',
    path: '/login/second-factor/passkey',
    summary: 'What the browser is to ask of your passkeys',
    security: [],
    request: { body: takes(Began) },
    responses: { 200: answers('For `navigator.credentials.get`', Options), ...PROBLEMS },
  }),
  choose: createRoute({
    method: 'post',
    path: '/login/tenant',
    summary: 'Go on in one of several tenants',
    security: [],
    request: { body: takes(Step.extend({ tenant: z.string().min(1).max(255) })) },
    responses: { 200: answers('Logged in', LoginAnswer), ...PROBLEMS },
  }),
  beginPasskey: createRoute({
    method: 'post',
    path: '/login/passkey',
    summary: 'Begin a login with a passkey',
    security: [],
    responses: {
      200: answers('For `navigator.credentials.get`', Options.extend({ challenge: Challenge })),
      ...problems(403, 429, 503),
    },
  }),
  finishPasskey: createRoute({
    method: 'post',
    path: '/login/passkey/finish',
    summary: 'Log in with a passkey, and nothing else',
    security: [],
    request: {
      body: takes(Step.extend({ passkey: PasskeyBody, tenant: z.string().min(1).max(255).optional() })),
    },
    responses: { 200: answers('Logged in, or the tenants to choose from', LoginAnswer), ...PROBLEMS },
  }),
  beginTotp: createRoute({
    method: 'post',
    path: '/login/enroll/totp',
    summary: 'Begin to add an app, where the tenant asks for a second factor and you have none',
    security: [],
    request: { body: takes(Began) },
    responses: { 200: answers('What the app is to be given', TotpAnswer), ...PROBLEMS },
  }),
  finishTotp: createRoute({
    method: 'post',
    path: '/login/enroll/totp/finish',
    summary: 'Add the app by a code that it shows, and go on',
    security: [],
    request: { body: takes(Step.extend({ code: TotpCode })) },
    responses: { 200: answers('Logged in', Enrolled), ...PROBLEMS, ...problems(409) },
  }),
  beginRegistration: createRoute({
    method: 'post',
    path: '/login/enroll/passkey',
    summary: 'Begin to add a passkey, where the tenant asks for a second factor and you have none',
    security: [],
    request: { body: takes(Began) },
    responses: { 200: answers('For `navigator.credentials.create`', Options), ...PROBLEMS },
  }),
  finishRegistration: createRoute({
    method: 'post',
    path: '/login/enroll/passkey/finish',
    summary: 'Add the passkey that was made, and go on',
    security: [],
    request: { body: takes(Step.extend({ passkey: PasskeyBody, name: PasskeyName })) },
    responses: { 200: answers('Logged in', Enrolled), ...PROBLEMS, ...problems(409) },
  }),
}

export interface SecondFactorDependencies {
  readonly secondFactorLogin: SecondFactorLogin
  readonly limits: Pick<AttemptLimits, 'admitRequest' | 'admitFactor' | 'loggedIn'>
  /** Of the public URL. */
  readonly origin: string
}

export function serveSecondFactors({ secondFactorLogin: login, limits, origin }: SecondFactorDependencies): OwnModule {
  async function admit(context: OwnContext, kind?: LoginStep['kind']): Promise<void> {
    assertSameSite(context, origin, kind === 'browser')
    await limits.admitRequest(context.get('address'))
  }

  function stepOf(context: OwnContext, body: z.infer<typeof Step>): LoginStep {
    return { challenge: body.challenge, kind: body.session, agent: context.req.header('user-agent') ?? null }
  }

  return (router) => {
    router.openapi(secondFactorRoutes.show, async (context) => {
      const body = context.req.valid('json')
      await admit(context, body.session)
      const step = stepOf(context, body)
      const shown: ShownFactor = body
      if (!('passkey' in shown)) await limits.admitFactor(context.get('address'), await login.accountOf(body.challenge))
      const result = await login.show(step, shown, actorContextOf(context))
      // `never`: a problem is a response of its own, which the route's type does not know.
      return answerLogin(context, result, limits) as never
    })

    router.openapi(secondFactorRoutes.passkeyOptions, async (context) => {
      await admit(context)
      return context.json({ options: await login.passkeyOptions(context.req.valid('json').challenge) }, 200)
    })

    router.openapi(secondFactorRoutes.choose, async (context) => {
      const body = context.req.valid('json')
      await admit(context, body.session)
      const result = await login.choose(stepOf(context, body), body.tenant, actorContextOf(context))
      return answerLogin(context, result, limits) as never
    })

    router.openapi(secondFactorRoutes.beginPasskey, async (context) => {
      await admit(context)
      return context.json(await login.beginPasskey(), 200)
    })

    router.openapi(secondFactorRoutes.finishPasskey, async (context) => {
      const body = context.req.valid('json')
      await admit(context, body.session)
      const step = { ...stepOf(context, body), tenant: body.tenant }
      const result = await login.finishPasskey(step, body.passkey, actorContextOf(context))
      return answerLogin(context, result, limits) as never
    })

    router.openapi(secondFactorRoutes.beginTotp, async (context) => {
      await admit(context)
      return context.json(await login.beginTotp(context.req.valid('json').challenge), 200)
    })

    router.openapi(secondFactorRoutes.beginRegistration, async (context) => {
      await admit(context)
      return context.json({ options: await login.beginRegistration(context.req.valid('json').challenge) }, 200)
    })

    const enrol = async (
      context: OwnContext,
      body: z.infer<typeof Step>,
      shown: Parameters<SecondFactorLogin['enrol']>[1],
    ) => {
      await admit(context, body.session)
      const { result, recoveryCodes } = await login.enrol(stepOf(context, body), shown, actorContextOf(context))
      return answerLogin(context, result, limits, { recoveryCodes })
    }
    router.openapi(secondFactorRoutes.finishTotp, async (context) => {
      const { code, ...body } = context.req.valid('json')
      return (await enrol(context, body, { code })) as never
    })
    router.openapi(secondFactorRoutes.finishRegistration, async (context) => {
      const { passkey, name, ...body } = context.req.valid('json')
      return (await enrol(context, body, { passkey, name })) as never
    })
  }
}
