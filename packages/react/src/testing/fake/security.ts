import type { Schema } from '../../client/wardkit-client.ts'
import type { FakeAnswer, FakeOperation } from '../fake-operation.ts'
import { FakeProblem, notFound } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { FAKE_RECOVERY_CODES, FAKE_TOTP } from './login.ts'
import { assertSteppedUp } from './step-up.ts'
import { FAKE_PASSWORD_RULES } from './tenant.ts'

const DAY = 86_400_000

/** How the visitor logs in. */
export type FakeSecurity = FakeAnswer<Extract<FakeOperation, 'GET /security'>>

export function createSecurity(now: number): FakeSecurity {
  const passkey = (id: string, name: string, more: Partial<Schema<'Passkey'>>): Schema<'Passkey'> => ({
    id,
    name,
    createdAt: now - 120 * DAY,
    lastUsedAt: now - DAY / 4,
    backedUp: true,
    ...more,
  })
  return {
    hasPassword: true,
    passwordRules: FAKE_PASSWORD_RULES,
    passkeys: [
      passkey('pk_phone', 'Grace’s iPhone', {}),
      passkey('pk_key', 'Security key, office drawer', { backedUp: false, lastUsedAt: null, createdAt: now - 9 * DAY }),
    ],
    totp: { createdAt: now - 200 * DAY },
    recoveryCodesLeft: 8,
    required: false,
  }
}

/** New codes where these are the first factors. */
function firstCodes({ security }: FakeState): string[] | null {
  if (security.recoveryCodesLeft > 0) return null
  security.recoveryCodesLeft = FAKE_RECOVERY_CODES.length
  return FAKE_RECOVERY_CODES
}

/** The last factor stays where the tenant asks for one; without any, the codes are of no use. */
function afterRemoval(state: FakeState, changed: Partial<FakeSecurity>): undefined {
  assertSteppedUp(state)
  const { security } = state
  const { passkeys, totp, required } = { ...security, ...changed }
  const hasNone = passkeys.length === 0 && totp === null
  if (hasNone && required)
    throw new FakeProblem(409, 'ERR_CONFLICT', { detail: 'your organization asks for a second factor' })
  Object.assign(security, changed, hasNone ? { recoveryCodesLeft: 0 } : {})
  return undefined
}

export const securityHandlers: FakeHandlers = {
  'GET /security': ({ state }) => state.security,
  'POST /security/passkeys': ({ state }) => {
    assertSteppedUp(state)
    return { challenge: 'c4', options: { challenge: 'AAAA' } }
  },
  'POST /security/passkeys/finish': ({ body, state }) => {
    const passkey = {
      id: `pk_${String(Date.now())}`,
      name: body.name,
      createdAt: Date.now(),
      lastUsedAt: null,
      backedUp: true,
    }
    state.security.passkeys.push(passkey)
    return { passkey, recoveryCodes: firstCodes(state) }
  },
  'PATCH /security/passkeys/{passkeyId}': ({ body, params, state }) => {
    const passkey = state.security.passkeys.find(({ id }) => id === params['passkeyId'])
    if (passkey === undefined) throw notFound()
    passkey.name = body.name
    return undefined
  },
  'DELETE /security/passkeys/{passkeyId}': ({ params, state }) =>
    afterRemoval(state, { passkeys: state.security.passkeys.filter(({ id }) => id !== params['passkeyId']) }),
  'POST /security/totp': ({ state }) => {
    assertSteppedUp(state)
    return { challenge: 'c5', ...FAKE_TOTP }
  },
  'POST /security/totp/finish': ({ body, state }) => {
    if (body.code !== state.login.totp) throw new FakeProblem(400, 'ERR_CODE_REFUSED')
    state.security.totp = { createdAt: Date.now() }
    return { recoveryCodes: firstCodes(state) }
  },
  'DELETE /security/totp': ({ state }) => afterRemoval(state, { totp: null }),
  'POST /security/recovery-codes': ({ state }) => {
    assertSteppedUp(state)
    state.security.recoveryCodesLeft = FAKE_RECOVERY_CODES.length
    return { recoveryCodes: FAKE_RECOVERY_CODES }
  },
  'POST /password/change': ({ body, state }) => {
    assertSteppedUp(state)
    if (body.password !== state.login.password) throw new FakeProblem(401, 'ERR_LOGIN_REFUSED')
    state.login.password = body.newPassword
    state.session = null
    return undefined
  },
}
