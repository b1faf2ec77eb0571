import { isJsonObject } from '../model/json.ts'
import { parseStrictJson } from '../util/strict-json.ts'

// Each part is base64url in the one way it can be written: the last character's unused bits are zero, and nothing pads it.
const PART = '(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?'
const COMPACT = new RegExp(`^(?=[^.])${PART}\\.(?=[^.])${PART}\\.(?=.)${PART}$`)

/** Whether text has the form of a signed token: three parts, each written in the one way it can be. @see RFC 7515, section 7.1 */
export function isCompactJwt(text: string): boolean {
  return COMPACT.test(text)
}

/** The header of a token of this form, strictly read; undefined where it is not JSON, not UTF-8, or says a key twice. */
export function readJwtHeader(token: string): unknown {
  return parsePart(token.slice(0, token.indexOf('.')))
}

/** The claims of a token of this form, likewise. Whether they are true, only its signature tells. */
export function readJwtClaims(token: string): unknown {
  return parsePart(token.split('.')[1] ?? '')
}

/** Who a token says issued it: whom to ask about it, and no more than that. */
export function peekIssuer(token: string): string | undefined {
  const claims = readJwtClaims(token)
  const issuer = isJsonObject(claims) ? claims['iss'] : undefined
  return typeof issuer === 'string' ? issuer : undefined
}

function parsePart(part: string): unknown {
  try {
    return parseStrictJson(
      new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, 'base64url')),
    )
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
