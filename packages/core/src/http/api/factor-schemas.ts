import { z } from '@hono/zod-openapi'
import { isJsonObject } from '../../model/json.ts'
import type { PasskeyResponse } from '../../identity/passkey-ceremonies.ts'

// What second factors look like on the wire, in logins, step-up and one's own settings.

/** What a step before answered, to be sent back with the next. */
export const Challenge = z.string().min(1).max(255)

/** A code of an authenticator app. */
export const TotpCode = z.string().regex(/^\d{6}$/, 'needs 6 digits')

export const RecoveryCode = z.string().min(1).max(64)

/** What the browser's WebAuthn call answered, as JSON. The ceremony itself checks every part of it. */
export const PasskeyBody = z
  .custom<PasskeyResponse>(isJsonObject, 'needs what the browser answered, as JSON')
  .openapi('PasskeyResponse', { type: 'object', additionalProperties: true })

/** What the browser is to be asked, as JSON. */
export const PasskeyOptionsAnswer = z
  .record(z.string(), z.unknown())
  .openapi('PasskeyOptions', { description: 'For `navigator.credentials`, with its binary parts as base64url' })

export const TotpAnswer = z.object({
  secret: z.string().openapi({ description: 'To be typed into an app, base32' }),
  uri: z.string().openapi({ description: 'To be shown as a QR code' }),
})

export const RecoveryCodesAnswer = z
  .array(z.string())
  .nullable()
  .openapi({ description: 'With the first factor, shown this once; else null' })

export const PasskeyName = z.string().min(1).max(200)

/** How the session is to be; every step of a login says the same. */
export const SessionKind = z.enum(['browser', 'tokens']).default('tokens').openapi({
  description: '`browser`: a cookie is set. `tokens`: an access token and a refresh token are answered',
})
