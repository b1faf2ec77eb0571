import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

// An authenticator and the browser before it, as WebAuthn has them: every byte is made here, and none by the library that checks them.

interface Held {
  readonly id: Buffer
  readonly privateKey: KeyObject
  readonly userHandle: string
  counter: number
}

/** As much of the options of the two ceremonies as an authenticator looks at. */
export interface CreateOptions {
  readonly challenge: string
  readonly rp: { readonly id: string }
  readonly user: { readonly id: string }
}

export interface GetOptions {
  readonly challenge: string
  readonly rpId: string
  readonly allowCredentials?: readonly { readonly id: string }[]
}

/** What is told otherwise than it is. */
export interface Lies {
  /** The page that asks. */
  readonly origin?: string
  /** For whom the authenticator believes to sign. */
  readonly rpId?: string
  readonly challenge?: string
  readonly crossOrigin?: boolean
  /** Whether its owner was seen to be its owner. */
  readonly verified?: boolean
  readonly present?: boolean
  readonly type?: string
  readonly multiDevice?: boolean
  /** Counts on from here. */
  readonly counter?: number
  readonly userHandle?: string | null
  /** Signs with another key. */
  readonly forged?: boolean
}

export type SoftwareAuthenticator = ReturnType<typeof createSoftwareAuthenticator>

/** One device with its passkeys. @param origin of the pages that it is used on @param counts whether it counts its uses, as security keys do */
export function createSoftwareAuthenticator(origin: string, counts = false) {
  const held: Held[] = []

  /** What the browser makes of options for `navigator.credentials.create`. */
  function create(options: CreateOptions, lies: Lies = {}): object {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(32)
    held.push({ id, privateKey, userHandle: options.user.id, counter: counts ? 1 : 0 })
    const jwk = publicKey.export({ format: 'jwk' })
    const cose = encodeMap([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(jwk.x ?? '', 'base64url')],
      [-3, Buffer.from(jwk.y ?? '', 'base64url')],
    ])
    const length = Buffer.alloc(2)
    length.writeUInt16BE(id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, id, cose])
    const rpId = lies.rpId ?? options.rp.id
    const authData = authenticatorData(rpId, counts ? 1 : 0, lies, attested)
    const attestationObject = encodeMap([
      ['fmt', 'none'],
      ['attStmt', EMPTY],
      ['authData', authData],
    ])
    return {
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, lies).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** What the browser makes of options for `navigator.credentials.get`. */
  function get(options: GetOptions, lies: Lies = {}): object {
    const allowed = options.allowCredentials?.map(({ id }) => id)
    const passkey = held.find(({ id }) => allowed === undefined || allowed.includes(id.toString('base64url')))
    if (passkey === undefined) throw new Error('the authenticator holds none of these')
    if (counts) passkey.counter = lies.counter ?? passkey.counter + 1
    const authData = authenticatorData(lies.rpId ?? options.rpId, passkey.counter, lies)
    const data = clientData('webauthn.get', options.challenge, lies)
    const key =
      lies.forged === true ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : passkey.privateKey
    const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), key)
    const userHandle = lies.userHandle === undefined ? passkey.userHandle : lies.userHandle
    return {
      id: passkey.id.toString('base64url'),
      rawId: passkey.id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        ...(userHandle === null ? {} : { userHandle }),
      },
    }
  }

  function clientData(type: string, challenge: string, lies: Lies): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: lies.crossOrigin ?? false,
      }),
    )
  }

  return { create, get }
}

const PRESENT = 0x01
const VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10
const ATTESTED = 0x40

/** @see https://www.w3.org/TR/webauthn-3/#sctn-authenticator-data */
function authenticatorData(rpId: string, counter: number, lies: Lies, attested = Buffer.alloc(0)): Buffer {
  const { present = true, verified = true, multiDevice = true } = lies
  const flags =
    (present ? PRESENT : 0) |
    (verified ? VERIFIED : 0) |
    (multiDevice ? BACKUP_ELIGIBLE | BACKED_UP : 0) |
    (attested.length > 0 ? ATTESTED : 0)
  const rest = Buffer.alloc(5)
  rest.writeUInt8(flags)
  rest.writeUInt32BE(counter, 1)
  return Buffer.concat([sha256(Buffer.from(rpId)), rest, attested])
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}

const EMPTY = Symbol('an empty map')

type Cbor = number | string | Buffer | typeof EMPTY

/** As much of CBOR as an attestation needs. @see RFC 8949 */
function encodeMap(entries: readonly (readonly [number | string, Cbor])[]): Buffer {
  return Buffer.concat([head(5, entries.length), ...entries.flatMap((entry) => entry.map(encode))])
}

function encode(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return head(5, 0)
}

function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value])
  if (value < 256) return Buffer.from([(major << 5) | 24, value])
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255])
}
