import { createRoute, z } from '@hono/zod-openapi'
import type { Passkey } from '../../identity/factor-store.ts'
import type { OwnFactors } from '../../identity/own-factors.ts'
import type { FindPasswordRules } from '../../identity/password-rules.ts'
import type { FindTenantSecurity } from '../../identity/tenant-security.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, takes } from './api-schemas.ts'
import {
  Challenge,
  PasskeyBody,
  PasskeyName,
  PasskeyOptionsAnswer,
  RecoveryCodesAnswer,
  TotpAnswer,
  TotpCode,
} from './factor-schemas.ts'
import type { OwnModule } from './own-module.ts'
import type { FindLoggedIn } from './own-session.ts'
import { PasswordRulesAnswer, toPasswordRulesAnswer } from './password-schemas.ts'
import { actorContextOf } from './same-site.ts'

const PasskeyAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    createdAt: z.int(),
    lastUsedAt: z.int().nullable(),
    backedUp: z.boolean().openapi({ description: 'Whether it was copied to other devices, when it was last used' }),
  })
  .openapi('Passkey')

const INPUT_PROBLEMS = problems(400, 413, 415, 429)
const params = z.strictObject({ passkeyId: Id })
const DONE = { description: 'Done' }

/** One's own second factors. */
export const securityRoutes = {
  read: createRoute({
    method: 'get',
    path: '/security',
    summary: 'How you log in',
    responses: {
      200: answers(
        'Your password, passkeys, app and recovery codes',
        z.object({
          hasPassword: z.boolean(),
          passkeys: z.array(PasskeyAnswer),
          totp: z.object({ createdAt: z.int() }).nullable(),
          recoveryCodesLeft: z.int(),
          required: z.boolean().openapi({ description: 'Whether this tenant asks for a second factor' }),
          passwordRules: PasswordRulesAnswer,
        }),
      ),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  beginPasskey: createRoute({
    method: 'post',
    path: '/security/passkeys',
    'x-step-up': 'person',
    summary: 'Begin to add a passkey',
    responses: {
      200: answers(
        'For `navigator.credentials.create`',
        z.object({ challenge: Challenge, options: PasskeyOptionsAnswer }),
      ),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  finishPasskey: createRoute({
    method: 'post',
    path: '/security/passkeys/finish',
    'x-step-up': 'person',
    summary: 'Add the passkey that was made',
    request: { body: takes(z.strictObject({ challenge: Challenge, passkey: PasskeyBody, name: PasskeyName })) },
    responses: {
      201: answers('The passkey', z.object({ passkey: PasskeyAnswer, recoveryCodes: RecoveryCodesAnswer })),
      ...PRINCIPAL_PROBLEMS,
      ...INPUT_PROBLEMS,
      ...problems(409),
    },
  }),
  renamePasskey: createRoute({
    method: 'patch',
    path: '/security/passkeys/{passkeyId}',
    summary: 'Call a passkey of yours something else',
    request: { params, body: takes(z.strictObject({ name: PasskeyName })) },
    responses: { 204: DONE, ...PRINCIPAL_PROBLEMS, ...INPUT_PROBLEMS, ...problems(404) },
  }),
  removePasskey: createRoute({
    method: 'delete',
    path: '/security/passkeys/{passkeyId}',
    'x-step-up': 'person',
    summary: 'Remove a passkey of yours',
    request: { params },
    responses: { 204: DONE, ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  beginTotp: createRoute({
    method: 'post',
    path: '/security/totp',
    'x-step-up': 'person',
    summary: 'Begin to add an authenticator app, in place of the one before',
    responses: {
      200: answers('What the app is to be given', TotpAnswer.extend({ challenge: Challenge })),
      ...PRINCIPAL_PROBLEMS,
    },
  }),
  finishTotp: createRoute({
    method: 'post',
    path: '/security/totp/finish',
    'x-step-up': 'person',
    summary: 'Add the app by a code that it shows',
    request: { body: takes(z.strictObject({ challenge: Challenge, code: TotpCode })) },
    responses: {
      200: answers('Added', z.object({ recoveryCodes: RecoveryCodesAnswer })),
      ...PRINCIPAL_PROBLEMS,
      ...INPUT_PROBLEMS,
      ...problems(409),
    },
  }),
  removeTotp: createRoute({
    method: 'delete',
    path: '/security/totp',
    'x-step-up': 'person',
    summary: 'Remove your authenticator app',
    responses: { 204: DONE, ...PRINCIPAL_PROBLEMS, ...problems(404, 409) },
  }),
  renewRecoveryCodes: createRoute({
    method: 'post',
    path: '/security/recovery-codes',
    'x-step-up': 'person',
    summary: 'New recovery codes; those before are no longer good',
    responses: {
      200: answers('Shown this once', z.object({ recoveryCodes: z.array(z.string()) })),
      ...PRINCIPAL_PROBLEMS,
      ...problems(409),
    },
  }),
}

export interface SecurityDependencies {
  readonly findLoggedIn: FindLoggedIn
  readonly ownFactors: OwnFactors
  readonly findSecurity: FindTenantSecurity
  readonly passwordRules: FindPasswordRules
}

export function serveSecurity(dependencies: SecurityDependencies): OwnModule {
  const { findLoggedIn, ownFactors, findSecurity, passwordRules } = dependencies
  return (router) => {
    router.openapi(securityRoutes.read, async (context) => {
      const { user, person } = await findLoggedIn(context)
      const { passkeys, ...info } = await ownFactors.describe(person.id)
      const required = (await findSecurity(user.tenant)).secondFactor === 'required'
      const rules = toPasswordRulesAnswer(await passwordRules.ofPerson(person.id))
      return context.json({ ...info, passkeys: passkeys.map(toAnswer), required, passwordRules: rules }, 200)
    })
    router.openapi(securityRoutes.beginPasskey, async (context) =>
      context.json(await ownFactors.beginPasskey(await findLoggedIn(context)), 200),
    )
    router.openapi(securityRoutes.finishPasskey, async (context) => {
      const owner = await findLoggedIn(context)
      const { passkey, recoveryCodes } = await ownFactors.finish(
        owner,
        context.req.valid('json'),
        actorContextOf(context),
      )
      if (passkey === null) throw new TypeError('unreachable: a passkey was added')
      return context.json({ passkey: toAnswer(passkey), recoveryCodes: toList(recoveryCodes) }, 201)
    })
    router.openapi(securityRoutes.renamePasskey, async (context) => {
      const { person } = await findLoggedIn(context)
      const { passkeyId } = context.req.valid('param')
      await ownFactors.renamePasskey(person, passkeyId, context.req.valid('json').name, actorContextOf(context))
      return context.body(null, 204)
    })
    router.openapi(securityRoutes.removePasskey, async (context) => {
      const { person } = await findLoggedIn(context)
      await ownFactors.remove(person, { passkey: context.req.valid('param').passkeyId }, actorContextOf(context))
      return context.body(null, 204)
    })
    router.openapi(securityRoutes.beginTotp, async (context) =>
      context.json(await ownFactors.beginTotp(await findLoggedIn(context)), 200),
    )
    router.openapi(securityRoutes.finishTotp, async (context) => {
      const owner = await findLoggedIn(context)
      const { recoveryCodes } = await ownFactors.finish(owner, context.req.valid('json'), actorContextOf(context))
      return context.json({ recoveryCodes: toList(recoveryCodes) }, 200)
    })
    router.openapi(securityRoutes.removeTotp, async (context) => {
      const { person } = await findLoggedIn(context)
      await ownFactors.remove(person, 'totp', actorContextOf(context))
      return context.body(null, 204)
    })
    router.openapi(securityRoutes.renewRecoveryCodes, async (context) => {
      const { person } = await findLoggedIn(context)
      const codes = await ownFactors.renewRecoveryCodes(person, actorContextOf(context))
      return context.json({ recoveryCodes: [...codes] }, 200)
    })
  }
}

function toAnswer({ id, name, createdAt, lastUsedAt, backedUp }: Passkey): z.infer<typeof PasskeyAnswer> {
  return { id, name, createdAt, lastUsedAt, backedUp }
}

function toList(codes: readonly string[] | null): string[] | null {
  return codes === null ? null : [...codes]
}
