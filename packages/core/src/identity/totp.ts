import { Secret, TOTP } from 'otpauth'

/** How long one code is shown, in seconds, and how many steps a clock may be off. @see RFC 6238, section 5.2 */
const STEP_SECONDS = 30
const STEPS_OFF = 1

/** As RFC 4226 recommends for HMAC-SHA-1, which is what every authenticator app can do. */
export const TOTP_SECRET_BYTES = 20

/** A secret for an authenticator app: as text that can be typed, and as the URI of a QR code. */
export interface TotpSecret {
  readonly secret: string
  readonly uri: string
}

/** What an app is to be given. @param issuer the product @param label whose account it is */
export function describeTotp(bytes: Buffer, issuer: string, label: string): TotpSecret {
  const totp = createTotp(Secret.fromHex(bytes.toString('hex')), issuer, label)
  return { secret: totp.secret.base32, uri: totp.toString() }
}

/**
 * The step whose code it is, within one step of now; undefined where it is none's.
 * @param secret base32
 * @param after steps up to this one are no longer looked at: their codes were used, or could have been
 */
export function findTotpStep(secret: string, code: string, now: number, after: number): number | undefined {
  const totp = createTotp(Secret.fromBase32(secret))
  const current = Math.floor(now / 1000 / STEP_SECONDS)
  // Each step alone, oldest first: two may have the same code, and the first may be used already.
  for (let step = current - STEPS_OFF; step <= current + STEPS_OFF; step++) {
    const timestamp = step * STEP_SECONDS * 1000
    if (step > after && totp.validate({ token: code, timestamp, window: 0 }) !== null) return step
  }
  return undefined
}

function createTotp(secret: Secret, issuer = '', label = ''): TOTP {
  return new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: STEP_SECONDS, secret })
}
