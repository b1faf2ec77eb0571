import { createHash, timingSafeEqual } from 'node:crypto'
import { createId, randomText, type IdPrefix } from './identifiers.ts'

/**
 * What a text with a secret in it is: the key of a tenant's program, of the developer's own operator; what a browser's session or a program's
 * refresh token is known by; a code that was mailed.
 */
export type KeyKind = 'apiKey' | 'operator' | 'session' | 'refresh' | 'code'

interface KeyForm {
  /** What every key of the kind begins with, so that people and secret scanners know one when they see it. */
  readonly beginning: string
  readonly id: IdPrefix
}

const FORMS: Readonly<Record<KeyKind, KeyForm>> = {
  apiKey: { beginning: 'wk_', id: 'key' },
  operator: { beginning: 'wko_', id: 'opk' },
  session: { beginning: 'wks_', id: 'ses' },
  refresh: { beginning: 'wkr_', id: 'ses' },
  code: { beginning: 'wkc_', id: 'cod' },
}

/** What every API key begins with. */
export const API_KEY_PREFIX = FORMS.apiKey.beginning

// The 26 characters of the id, then 256 random bits. No `-` or `_` within: a double click selects each part.
const PARTS = /^([0-9a-hjkmnp-tv-z]{26})_([0-9a-hjkmnp-tv-z]{52})$/

/**
 * A new key: its id, its secret's hash, and the text that is shown once.
 * @param id of one that gets a new secret
 */
export function createKeyText(
  kind: KeyKind,
  id = createId(FORMS[kind].id),
): {
  readonly id: string
  readonly secretHash: string
  readonly text: string
} {
  const form = FORMS[kind]
  const secret = randomText(32)
  return {
    id,
    secretHash: secretHashOf(secret),
    text: `${form.beginning}${id.slice(form.id.length + 1)}_${secret}`,
  }
}

/** The parts of a key's text; undefined where it is none of the kind. */
export function parseKeyText(
  kind: KeyKind,
  text: string,
): { readonly id: string; readonly secret: string } | undefined {
  const form = FORMS[kind]
  if (!text.startsWith(form.beginning)) return undefined
  const [, id, secret] = PARTS.exec(text.slice(form.beginning.length)) ?? []
  return id === undefined || secret === undefined ? undefined : { id: `${form.id}_${id}`, secret }
}

/** Whether a secret is the one whose hash was kept. 256 random bits need no slow hash; the comparison takes the same time whatever differs. */
export function isSecretOf(secret: string, secretHash: string): boolean {
  const expected = Buffer.from(secretHash, 'base64url')
  const actual = hashSecret(secret)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** What is kept of a secret. */
export function secretHashOf(secret: string): string {
  return hashSecret(secret).toString('base64url')
}

function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
