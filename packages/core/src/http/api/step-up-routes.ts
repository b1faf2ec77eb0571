import { createRoute, z } from '@hono/zod-openapi'
import type { AttemptLimits } from '../../identity/attempt-limits.ts'
import { setSessionCookie } from '../../identity/session-cookie.ts'
import type { RenewedProof } from '../../identity/sessions.ts'
import type { StepUp } from '../../identity/step-up.ts'
import { answers, PRINCIPAL_PROBLEMS, problems, takes } from './api-schemas.ts'
import { Challenge, PasskeyBody, PasskeyOptionsAnswer, RecoveryCode, TotpCode } from './factor-schemas.ts'
import type { OwnContext, OwnModule } from './own-module.ts'
import type { FindLoggedIn } from './own-session.ts'
import { actorContextOf } from './same-site.ts'

/** How people prove again that it is them, where a change asks for it. */
export const stepUpRoutes = {
  prove: createRoute({
    method: 'post',
    path: '/step-up',
    summary: 'Prove that it is you: sensitive changes of this session are open for ten minutes',
    description: 'One of `password`, `totp`, `recoveryCode`, and `passkey` with its `challenge`.',
    request: {
      body: takes(
        z.union([
          z.strictObject({ password: z.string().min(1).max(2_048) }),
          z.strictObject({ totp: TotpCode }),
          z.strictObject({ recoveryCode: RecoveryCode }),
          z.strictObject({ challenge: Challenge, passkey: PasskeyBody }),
        ]),
      ),
    },
    responses: {
      204: { description: 'Done; a browser gets a new cookie' },
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 413, 415, 429),
    },
  }),
  passkeyOptions: createRoute({
    method: 'post',
    path: '/step-up/passkey',
    summary: 'What the browser is to ask of your passkeys',
    responses: {
      200: answers(
        'For `navigator.credentials.get`',
        z.object({ challenge: Challenge, options: PasskeyOptionsAnswer }),
      ),
      ...PRINCIPAL_PROBLEMS,
      ...problems(404),
    },
  }),
}

export interface StepUpDependencies {
  readonly findLoggedIn: FindLoggedIn
  readonly stepUp: StepUp
  readonly limits: Pick<AttemptLimits, 'admitLogin' | 'admitFactor'>
}

export function serveStepUp({ findLoggedIn, stepUp, limits }: StepUpDependencies): OwnModule {
  return (router) => {
    router.openapi(stepUpRoutes.prove, async (context) => {
      const { session, person } = await findLoggedIn(context)
      const proof = context.req.valid('json')
      if ('password' in proof) await limits.admitLogin(context.get('address'), person.email)
      else if (!('passkey' in proof)) await limits.admitFactor(context.get('address'), person.email)
      giveCookie(context, await stepUp.prove(session, proof, actorContextOf(context)))
      return context.body(null, 204)
    })
    router.openapi(stepUpRoutes.passkeyOptions, async (context) => {
      const { session } = await findLoggedIn(context)
      return context.json(await stepUp.passkeyOptions(session), 200)
    })
  }
}

function giveCookie(context: Pick<OwnContext, 'header'>, { session, cookie }: RenewedProof): void {
  if (cookie === undefined) return
  const secondsLeft = Math.max(0, Math.floor((session.expiresAt - session.authenticatedAt) / 1000))
  context.header('set-cookie', setSessionCookie(cookie, secondsLeft))
}
