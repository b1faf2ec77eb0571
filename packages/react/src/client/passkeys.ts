import type { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { Schema } from './wardkit-client.ts'
import { WardkitProblem } from './wardkit-problem.ts'

/** Asks the browser for a passkey of the visitor's. @throws WardkitProblem `ERR_PASSKEY_CANCELLED` where there is none, or they would not */
export function showPasskey(options: Schema<'PasskeyOptions'>): Promise<Schema<'PasskeyResponse'>> {
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']
  return asked(async () => (await load()).startAuthentication({ optionsJSON: options as unknown as Options }))
}

/** Has the browser make a passkey. @throws WardkitProblem `ERR_PASSKEY_CANCELLED` where it cannot, or the visitor would not */
export function makePasskey(options: Schema<'PasskeyOptions'>): Promise<Schema<'PasskeyResponse'>> {
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON']
  return asked(async () => (await load()).startRegistration({ optionsJSON: options as unknown as Options }))
}

/** With the first passkey: most logins do without. */
const load = () => import('@simplewebauthn/browser')

async function asked(ask: () => Promise<object>): Promise<Schema<'PasskeyResponse'>> {
  try {
    return { ...(await ask()) }
  } catch (cause) {
    throw new WardkitProblem({ code: 'ERR_PASSKEY_CANCELLED', status: 0, title: 'no passkey was shown', cause })
  }
}
