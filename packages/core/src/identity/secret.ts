import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { WardkitError } from '../errors/index.ts'

/** What a wrapped value is and where it stands. It can be unwrapped only as this, so a wrapped value copied into another row is refused. */
export interface WrapContext {
  /** The kind of value: each kind has a key of its own. */
  readonly purpose: 'signing-key' | 'mail' | 'client-secret' | 'sso-flow' | 'id-token' | 'totp'
  /** The id of the row that holds it. */
  readonly id: string
}

/** Keeps values at rest unreadable without `WARDKIT_SECRET`. */
export interface Secret {
  /** Encrypts with the first secret. */
  wrap(text: string, context: WrapContext): string
  /**
   * Decrypts with whichever of the secrets wrapped it.
   * @throws WardkitError `ERR_CONFIGURATION` when none of them did, `ERR_STORE_CORRUPT` when the value was changed or moved
   */
  unwrap(wrapped: string, context: WrapContext): string
}

/** Fewest bytes of one secret. */
export const MIN_SECRET_BYTES = 32

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Reads `WARDKIT_SECRET`: one or several secrets separated by commas, each at least 32 bytes. The first wraps; all of them unwrap, so a secret is
 * replaced by putting its successor in front of it, and left out once every signing key it wrapped has been rotated away and has expired.
 *
 * @throws WardkitError `ERR_CONFIGURATION`
 * @see NIST SP 800-38D (AES-256-GCM, a random 96-bit IV); RFC 5869 (HKDF, a key per purpose)
 */
export function createSecret(text: string): Secret {
  const secrets = text.split(',').map((part, index) => toKeyMaterial(part.trim(), index))
  const [first] = secrets
  if (first === undefined) throw new TypeError('unreachable: split answers at least one part')

  return {
    wrap(plain, context) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', keyFor(first, context), iv).setAAD(associatedData(context))
      const encrypted = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return ['v1', first.fingerprint, iv.toString('base64url'), encrypted.toString('base64url')].join('.')
    },

    unwrap(wrapped, context) {
      const [version, fingerprint, iv, encrypted] = wrapped.split('.')
      if (version !== 'v1' || iv === undefined || encrypted === undefined) throw damaged(context)
      const secret = secrets.find((candidate) => candidate.fingerprint === fingerprint)
      if (secret === undefined) {
        throw new WardkitError(
          'ERR_CONFIGURATION',
          `no secret in WARDKIT_SECRET unwraps ${context.purpose} \`${context.id}\``,
          {
            help: 'add the secret it was wrapped with to the end of WARDKIT_SECRET, after a comma',
          },
        )
      }
      const bytes = Buffer.from(encrypted, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', keyFor(secret, context), Buffer.from(iv, 'base64url'), {
          authTagLength: TAG_BYTES,
        })
        decipher.setAAD(associatedData(context)).setAuthTag(bytes.subarray(-TAG_BYTES))
        return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
      } catch (cause) {
        throw damaged(context, cause)
      }
    },
  }
}

interface KeyMaterial {
  readonly bytes: Buffer
  /** Tells secrets apart without saying anything of them. */
  readonly fingerprint: string
}

function toKeyMaterial(part: string, index: number): KeyMaterial {
  const bytes = Buffer.from(part, 'utf8')
  if (bytes.length < MIN_SECRET_BYTES) {
    const which = `secret ${index + 1} in WARDKIT_SECRET has ${bytes.length} bytes; it needs at least ${MIN_SECRET_BYTES}`
    throw new WardkitError('ERR_CONFIGURATION', which, { help: 'make one with `openssl rand -base64 48`' })
  }
  return { bytes, fingerprint: derive(bytes, 'fingerprint').subarray(0, 6).toString('base64url') }
}

function keyFor(secret: KeyMaterial, context: WrapContext): Buffer {
  return derive(secret.bytes, `wrap ${context.purpose}`)
}

function derive(secret: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'wardkit v1', info, 32))
}

function associatedData(context: WrapContext): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([context.purpose, context.id]))
    .digest()
}

function damaged(context: WrapContext, cause?: unknown): WardkitError {
  return new WardkitError(
    'ERR_STORE_CORRUPT',
    `the wrapped ${context.purpose} \`${context.id}\` was changed or moved`,
    { cause },
  )
}
