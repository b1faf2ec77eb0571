import { randomBytes } from 'node:crypto'

/** What an id is of. */
export type IdPrefix =
  | 'con'
  | 'tst'
  | 'dom'
  | 'tnt'
  | 'per'
  | 'usr'
  | 'inv'
  | 'rol'
  | 'key'
  | 'opk'
  | 'sgn'
  | 'ses'
  | 'tok'
  | 'lnk'
  | 'cod'
  | 'mal'
  | 'pky'
  | 'tru'

// Crockford's alphabet, lower-case: no i, l, o, u, so that an id survives being read aloud and spells nothing rude.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id such as `usr_0h3c…`: what it is of, and 128 random bits. */
export function createId(prefix: IdPrefix): string {
  return `${prefix}_${randomText(16)}`
}

/** `bytes` random bytes as lower-case base32, 8 characters for every 5 bytes. */
export function randomText(bytes: number): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of randomBytes(bytes)) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((buffer >>> bits) & 31)
    }
    buffer &= 31
  }
  return bits > 0 ? text + ALPHABET.charAt((buffer << (5 - bits)) & 31) : text
}
