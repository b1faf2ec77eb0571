import { FakeProblem } from '../fake-problem.ts'
import type { FakeHandlers } from '../fake-handlers.ts'
import type { FakeState } from '../fake-state.ts'

/** How fresh the visitor's proof is, and by what they may renew it. */
export interface FakeStepUp {
  proved: boolean
  methods: ('password' | 'totp' | 'passkey' | 'recoveryCode')[]
}

/** Refuses a sensitive change while the visitor has not proved that it is them. */
export function assertSteppedUp({ stepUp: { proved, methods } }: FakeState): void {
  if (!proved) throw new FakeProblem(403, 'ERR_STEP_UP_NEEDED', { methods })
}

export const stepUpHandlers: FakeHandlers = {
  'POST /step-up': ({ body, state }) => {
    const { login, stepUp } = state
    const isRight =
      ('password' in body && body.password === login.password) ||
      ('totp' in body && body.totp === login.totp) ||
      ('recoveryCode' in body && body.recoveryCode === login.recoveryCode) ||
      'passkey' in body
    if (!isRight) throw new FakeProblem(401, 'ERR_LOGIN_REFUSED')
    stepUp.proved = true
    return undefined
  },
  'POST /step-up/passkey': () => ({ challenge: 'c3', options: { challenge: 'AAAA' } }),
}
