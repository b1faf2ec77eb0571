import type { Schema } from '../../client/wardkit-client.ts'
import { FakeProblem } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'
import { createSession } from './session.ts'

/** What logins are judged by. */
export interface FakeLogin {
  password: string
  /** The code of the authenticator app. */
  totp: string
  recoveryCode: string
  /** What comes after the first factor. */
  then: 'loggedIn' | 'secondFactor' | 'enroll' | 'tenants'
  /** The code of mailed links. */
  linkCode: string
  /** Whether who is invited has an account already. */
  hasAccount: boolean
}

export function createLogin(): FakeLogin {
  return {
    password: 'correct horse battery',
    totp: '123456',
    recoveryCode: 'k7dm-x2wq-9tfe',
    then: 'loggedIn',
    linkCode: 'good',
    hasAccount: false,
  }
}

/** As a tenant's authenticator apps are given it. */
export const FAKE_TOTP = {
  secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
  uri: 'otpauth://totp/Acme%20Health:grace%40acme.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme%20Health',
}

export const FAKE_RECOVERY_CODES = [
  'k7dm-x2wq-9tfe',
  'b3hz-84nr-vy6c',
  'q5jx-mw2d-7gta',
  'n8vc-k4ys-3ebf',
  'z6rt-9hqp-w2xm',
  'd4gn-c7fk-5yjs',
]

function answerLogin(state: FakeState): Schema<'LoggedIn'> {
  state.session ??= createSession(Date.now())
  const { tenant, user } = state.session
  return { tenant, user }
}

function refused(): FakeProblem {
  return new FakeProblem(401, 'ERR_LOGIN_REFUSED')
}

function checkCode(code: string, state: FakeState): void {
  if (code !== state.login.linkCode) throw new FakeProblem(400, 'ERR_CODE_REFUSED')
}

/** What comes behind a password that is right. */
function answerPassword(state: FakeState): Schema<'LoginAnswer'> {
  const { then } = state.login
  if (then === 'tenants') return { challenge: 'c1', tenants: createSession(0).tenants }
  if (then === 'loggedIn') return answerLogin(state)
  const methods: ('passkey' | 'totp' | 'recoveryCode')[] = ['totp', 'passkey', 'recoveryCode']
  return {
    secondFactor: {
      challenge: 'c1',
      methods: then === 'enroll' ? ['totp', 'passkey'] : methods,
      enroll: then === 'enroll',
    },
  }
}

export const loginHandlers: FakeHandlers = {
  'POST /login/init': () => ({ method: 'password' }),
  'POST /login': ({ body, state }) => {
    if (body.password !== state.login.password) throw refused()
    return answerPassword(state)
  },
  'POST /invitations/accept': ({ body, state }) => {
    checkCode(body.code, state)
    const { hasAccount, password } = state.login
    if (!hasAccount) return { ...answerLogin(state) }
    // Without a password it is the session that speaks for them.
    if (body.password === undefined ? state.session === null : body.password !== password) throw refused()
    return answerPassword(state)
  },
  'POST /login/tenant': ({ state }) => answerLogin(state),
  'POST /login/second-factor': ({ body, state }) => {
    const isRight =
      ('totp' in body && body.totp === state.login.totp) ||
      ('recoveryCode' in body && body.recoveryCode === state.login.recoveryCode) ||
      'passkey' in body
    if (!isRight) throw refused()
    return answerLogin(state)
  },
  'POST /login/second-factor/passkey': () => ({ options: { challenge: 'AAAA' } }),
  'POST /login/passkey': () => ({ challenge: 'c2', options: { challenge: 'AAAA' } }),
  'POST /login/enroll/totp': () => FAKE_TOTP,
  'POST /login/enroll/totp/finish': ({ body, state }) => {
    if (body.code !== state.login.totp) throw refused()
    return { ...answerLogin(state), recoveryCodes: FAKE_RECOVERY_CODES }
  },
  'POST /password/forgot': () => undefined,
  'POST /password/reset': ({ body, state }) => {
    checkCode(body.code, state)
    state.login.password = body.password
    return undefined
  },
  'POST /sign-up': () => undefined,
  'POST /sign-up/complete': ({ body, state }) => {
    checkCode(body.code, state)
    const answer = answerLogin(state)
    return { ...answer, user: { ...answer.user, name: body.name } }
  },
}
