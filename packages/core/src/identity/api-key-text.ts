import { createHash, timingSafeEqual } from 'node:crypto'
import { createId, randomText } from './identifiers.ts'

/** What every API key begins with, so that people and secret scanners know one when they see it. */
export const API_KEY_PREFIX = 'wk_'

// The 26 characters of the id, then 256 random bits. No `-` or `_` within: a double click selects each part.
const API_KEY = /^wk_([0-9a-hjkmnp-tv-z]{26})_([0-9a-hjkmnp-tv-z]{52})$/

/** A new key: its id, its secret's hash, and the text that is shown once. */
export function createApiKeyText(): { readonly id: string; readonly secretHash: string; readonly text: string } {
  const id = createId('key')
  const secret = randomText(32)
  return {
    id,
    secretHash: hashSecret(secret).toString('base64url'),
    text: `${API_KEY_PREFIX}${id.slice('key_'.length)}_${secret}`,
  }
}

/** The parts of an API key's text; undefined where it is none. */
export function parseApiKeyText(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = API_KEY.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id: `key_${id}`, secret }
}

/** Whether a secret is the one whose hash was kept. 256 random bits need no slow hash; the comparison takes the same time whatever differs. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash, 'base64url')
  const actual = hashSecret(secret)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
