import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Passkey } from './factor-store.ts'
import type { Person } from './identity-store.ts'

/** For whom passkeys are made and where they may be used. */
export interface RelyingParty {
  /** The host of the public URL, or a domain above it. */
  readonly id: string
  readonly name: string
  /** The origins whose pages may use them. */
  readonly origins: readonly string[]
}

/** Whether the authenticator must have seen that it is its owner: where a passkey stands for a password too. */
export type UserVerification = 'required' | 'preferred'

/** What the browser answers, as JSON. Each is checked as a whole. */
export type PasskeyResponse = Readonly<Record<string, unknown>>

/** What a browser is asked to do, as JSON. */
export type PasskeyOptions = Readonly<Record<string, unknown>>

/** The two ceremonies of WebAuthn, with everything that must be compared compared. @see https://www.w3.org/TR/webauthn-3/#sctn-rp-operations */
export interface PasskeyCeremonies {
  registrationOptions(person: Person, known: readonly Passkey[], challenge: Buffer): Promise<PasskeyOptions>
  /** The passkey that was made; undefined for an answer that is not good. */
  verifyRegistration(response: PasskeyResponse, challenge: Buffer): Promise<RegisteredPasskey | undefined>
  /** @param known whose it must be; none: whichever the browser has for us */
  authenticationOptions(
    known: readonly Passkey[],
    challenge: Buffer,
    verification: UserVerification,
  ): Promise<PasskeyOptions>
  /** How it was used; undefined for an answer that is not good. */
  verifyAuthentication(
    response: PasskeyResponse,
    passkey: Passkey,
    challenge: Buffer,
    verification: UserVerification,
  ): Promise<PasskeyUse | undefined>
}

export type RegisteredPasskey = Pick<
  Passkey,
  'credential' | 'publicKey' | 'counter' | 'transports' | 'multiDevice' | 'backedUp'
>

export type PasskeyUse = Pick<Passkey, 'counter' | 'backedUp'>

// ES256, RS256 and EdDSA: what authenticators of today have.
const ALGORITHMS = [-7, -257, -8]
const TIMEOUT = 5 * 60 * 1000

/** Loaded where it is used: it is a quarter of all that is loaded, with every certificate format there is. */
const loadLibrary = () => import('@simplewebauthn/server')

export function createPasskeyCeremonies({ id, name, origins }: RelyingParty): PasskeyCeremonies {
  const expected = (challenge: Buffer) => ({
    expectedChallenge: challenge.toString('base64url'),
    expectedOrigin: [...origins],
    expectedRPID: id,
  })

  return {
    async registrationOptions(person, known, challenge) {
      const { generateRegistrationOptions } = await loadLibrary()
      return toJson(
        await generateRegistrationOptions({
          rpID: id,
          rpName: name,
          userName: person.email,
          userDisplayName: person.email,
          // Random, and says nothing of the person.
          userID: new Uint8Array(handleOf(person.id)),
          challenge: new Uint8Array(challenge),
          attestationType: 'none',
          authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
          excludeCredentials: known.map(describe),
          supportedAlgorithmIDs: ALGORITHMS,
          timeout: TIMEOUT,
        }),
      )
    },

    async verifyRegistration(response, challenge) {
      if (isFramed(response)) return undefined
      const { verifyRegistrationResponse } = await loadLibrary()
      const registration = await verified(() =>
        verifyRegistrationResponse({
          response: response as unknown as RegistrationResponseJSON,
          ...expected(challenge),
          requireUserVerification: false,
          supportedAlgorithmIDs: ALGORITHMS,
        }),
      )
      if (registration?.registrationInfo === undefined) return undefined
      const { credential, credentialDeviceType, credentialBackedUp } = registration.registrationInfo
      return {
        credential: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: (credential.transports ?? []).filter((transport) => TRANSPORTS.has(transport)),
        multiDevice: credentialDeviceType === 'multiDevice',
        backedUp: credentialBackedUp,
      }
    },

    async authenticationOptions(known, challenge, userVerification) {
      const { generateAuthenticationOptions } = await loadLibrary()
      return toJson(
        await generateAuthenticationOptions({
          rpID: id,
          challenge: new Uint8Array(challenge),
          userVerification,
          ...(known.length === 0 ? {} : { allowCredentials: known.map(describe) }),
          timeout: TIMEOUT,
        }),
      )
    },

    async verifyAuthentication(response, passkey, challenge, verification) {
      if (isFramed(response)) return undefined
      const { verifyAuthenticationResponse } = await loadLibrary()
      const authentication = await verified(() =>
        verifyAuthenticationResponse({
          response: response as unknown as AuthenticationResponseJSON,
          ...expected(challenge),
          credential: {
            id: passkey.credential,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
          requireUserVerification: verification === 'required',
        }),
      )
      if (authentication === undefined || response['id'] !== passkey.credential) return undefined
      const { newCounter, credentialDeviceType, credentialBackedUp } = authentication.authenticationInfo
      // Whether it may be copied is said once and for all: another answer is another authenticator's.
      if ((credentialDeviceType === 'multiDevice') !== passkey.multiDevice) return undefined
      return { counter: newCounter, backedUp: credentialBackedUp }
    },
  }
}

/** What authenticators know a person by. */
export function handleOf(person: string): Buffer {
  return Buffer.from(person, 'utf8')
}

// https://www.w3.org/TR/webauthn-3/#enum-transport: hints, and nothing else is kept of what a browser sends here.
const TRANSPORTS: ReadonlySet<string> = new Set(['ble', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])

function describe({ credential, transports }: Passkey) {
  return { id: credential, transports: [...transports] }
}

/** A page of ours inside of another site's: whoever sees it cannot tell what they agree to. */
function isFramed(response: PasskeyResponse): boolean {
  const inner = response['response'] as { readonly clientDataJSON?: unknown } | undefined
  if (typeof inner?.clientDataJSON !== 'string') return false
  try {
    const data = JSON.parse(Buffer.from(inner.clientDataJSON, 'base64url').toString('utf8')) as unknown
    return typeof data === 'object' && data !== null && 'crossOrigin' in data && data.crossOrigin === true
  } catch {
    // What is no JSON the ceremony itself refuses.
    return false
  }
}

/** The library throws for whatever does not fit, and an answer that is not good is an answer. */
async function verified<T extends { readonly verified: boolean }>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    const result = await verify()
    return result.verified ? result : undefined
  } catch {
    return undefined
  }
}

function toJson(options: object): PasskeyOptions {
  return JSON.parse(JSON.stringify(options)) as PasskeyOptions
}
