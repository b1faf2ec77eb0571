import { CompactEncrypt, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { createHmac, webcrypto } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStore } from '../store/memory/index.ts'
import { createAccessTokens, type AccessTokens } from './access-tokens.ts'
import { AUDIENCE, createKeysAndTokens, createTestClock, ISSUER, START, tags } from './identity.test-support.ts'
import type { SigningKeys, SigningPair } from './signing-keys.ts'

const NOW = START / 1000
const principal = {
  type: 'user',
  id: 'usr_1',
  tenant: 'tnt_a',
  roles: ['rol_1', 'member'],
  tags: tags({ Function: ['Doctors', 'staff'] }),
  email: 'ada@example.com',
} as const
const grant = { principal, session: 'ses_1', revision: 7 }

let clock: ReturnType<typeof createTestClock>
let keys: SigningKeys
let accessTokens: AccessTokens
let signer: SigningPair

beforeEach(async () => {
  clock = createTestClock()
  ;({ keys, accessTokens } = createKeysAndTokens(createMemoryStore(), clock))
  signer = await keys.getSigner()
})

const encode = (part: string | object) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const header = (over: object = {}) => ({ alg: 'ES256', kid: signer.kid, typ: 'at+jwt', ...over })
const claims = (over: object = {}) => ({
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'usr_1',
  jti: 'tok_1',
  iat: NOW,
  exp: NOW + 900,
  tid: 'tnt_a',
  sid: 'ses_1',
  pty: 'user',
  scp: [],
  tags: {},
  rev: 7,
  ...over,
})

/** Signs any bytes with our own key: a signature is never what saves these tests. */
async function forge(head: string | object, payload: string | object, key = signer.signingKey): Promise<string> {
  const content = `${encode(head)}.${encode(payload)}`
  const signature = await webcrypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, Buffer.from(content))
  return `${content}.${Buffer.from(signature).toString('base64url')}`
}

async function expectRefused(token: string, reason: 'malformed' | 'invalid' | 'expired' = 'invalid'): Promise<void> {
  expect(await accessTokens.verify(token)).toEqual({ status: 'refused', reason })
}

async function expectVerified(token: string): Promise<void> {
  expect(await accessTokens.verify(token)).toMatchObject({ status: 'verified' })
}

describe('createAccessTokens', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as const)(
    'issues %s tokens that it verifies, first and remembered alike',
    async (algorithm) => {
      const own = createKeysAndTokens(createMemoryStore(), clock, { algorithm }).accessTokens
      const { accessToken, expiresInSeconds } = await own.issue(grant)
      expect(expiresInSeconds).toBe(900)
      for (const time of ['first', 'remembered']) {
        expect(await own.verify(accessToken), time).toEqual({
          status: 'verified',
          token: {
            id: expect.stringMatching(/^tok_/),
            session: 'ses_1',
            revision: 7,
            notBefore: NOW,
            expiresAt: NOW + 900,
            standsOn: [],
            principal,
          },
        })
      }
    },
  )

  it('accepts the token that the forgeries below are made of', async () => {
    await expectVerified(await forge(header(), claims()))
  })

  it('carries tags with any key as data', async () => {
    const odd = { ...principal, tags: tags(JSON.parse('{"__proto__":["x"],"constructor":["y"]}')) }
    const { accessToken } = await accessTokens.issue({ ...grant, principal: odd })
    expect(await accessTokens.verify(accessToken)).toMatchObject({ token: { principal: { tags: odd.tags } } })
  })

  it('issues no token that headers could not carry', async () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`key${at}`, 'v'.repeat(255)]))
    await expect(accessTokens.issue({ ...grant, principal: { ...principal, tags: tags(many) } })).rejects.toMatchObject(
      {
        code: 'ERR_CONFLICT',
        message: expect.stringContaining('`usr_1`'),
      },
    )
  })

  it.each(['none', 'None', 'nOnE', 'NONE', ''])('J01 refuses alg %j', async (alg) => {
    const content = `${encode(header({ alg }))}.${encode(claims())}`
    await expectRefused(`${content}.`, 'malformed')
    await expectRefused(`${content}.${'A'.repeat(86)}`)
    await expectRefused(await forge(header({ alg }), claims()))
  })

  it('J01 refuses an empty signature, and one of zeros', async () => {
    const content = `${encode(header())}.${encode(claims())}`
    await expectRefused(`${content}.`, 'malformed')
    await expectRefused(content, 'malformed')
    await expectRefused(`${content}.${'A'.repeat(86)}`)
  })

  it('J02 refuses HMAC with a public key for its secret, in every spelling', async () => {
    const spki = await exportSPKI(signer.verificationKey)
    const jwk = await exportJWK(signer.verificationKey)
    for (const secret of [
      spki,
      ` ${spki}`,
      spki.trim(),
      JSON.stringify(jwk),
      jwk.x!,
      jwk.y!,
      Buffer.from(jwk.x!, 'base64url'),
      '',
    ]) {
      for (const alg of ['HS256', 'ES256']) {
        const content = `${encode(header({ alg }))}.${encode(claims())}`
        await expectRefused(`${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`)
      }
    }
  })

  it('J02 refuses a key used with another algorithm than its own', async () => {
    for (const alg of ['RS256', 'EdDSA', 'ES384', 'PS256']) await expectRefused(await forge(header({ alg }), claims()))
  })

  it('J03 refuses keys that a token brings along, and fetches none', async () => {
    let requests = 0
    const server = createServer((_, response) => void (requests++, response.end('{}'))).listen(0)
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
    const evil = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await exportJWK(evil.publicKey)), kid: signer.kid }
    for (const extra of [{ jwk }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }, { 'x5t#S256': 'x' }]) {
      await expectRefused(await forge(header(extra), claims(), evil.privateKey))
      await expectRefused(await forge(header(extra), claims()))
      await expectRefused(await forge(header({ ...extra, kid: undefined }), claims(), evil.privateKey))
    }
    server.close()
    expect(requests).toBe(0)
  })

  it('J04 refuses strange and missing key ids without throwing', async () => {
    await keys.rotate('immediate')
    for (const kid of [
      '../../dev/null',
      "' OR '1'='1",
      '__proto__',
      'constructor',
      'x'.repeat(8_000),
      '',
      ` ${signer.kid}`,
      7,
      null,
      [signer.kid],
      undefined,
    ]) {
      await expectRefused(await forge(header({ kid }), claims()))
    }
    await expectRefused(await forge(`{"alg":"ES256","kid":"sgn_x","kid":"${signer.kid}","typ":"at+jwt"}`, claims()))
    await expectRefused(await forge(header({ kid: 'x'.repeat(10_240) }), claims()))
  })

  it('J05 refuses an expiry that is absent, no number, beyond measure or past', async () => {
    for (const exp of [undefined, String(NOW + 900), null, true, [NOW + 900], NOW + 900.5]) {
      await expectRefused(await forge(header(), claims({ exp })))
    }
    for (const exp of ['1e300', '1e400', '9007199254740993']) {
      await expectRefused(await forge(header(), JSON.stringify(claims()).replace(/"exp":\d+/, `"exp":${exp}`)))
    }
    await expectRefused(await forge(header(), claims({ exp: NOW + 901 })))
    await expectVerified(await forge(header(), claims({ iat: NOW - 600, exp: NOW - 59 })))
    await expectRefused(await forge(header(), claims({ iat: NOW - 600, exp: NOW - 60 })), 'expired')
    await expectRefused(await forge(header(), claims({ iat: NOW - 961, exp: NOW - 61 })), 'expired')
  })

  it('J05 refuses a beginning or an issue in the future, beyond 60 seconds of skew', async () => {
    await expectVerified(await forge(header(), claims({ nbf: NOW + 60 })))
    await expectRefused(await forge(header(), claims({ nbf: NOW + 61 })))
    await expectVerified(await forge(header(), claims({ iat: NOW + 60 })))
    await expectRefused(await forge(header(), claims({ iat: NOW + 61, exp: NOW + 900 })))
    for (const iat of [undefined, String(NOW), null, 1e300]) await expectRefused(await forge(header(), claims({ iat })))
  })

  it('J05 forgets a remembered token when it expires', async () => {
    const { accessToken } = await accessTokens.issue(grant)
    await expectVerified(accessToken)
    clock.advance(959_000)
    await expectVerified(accessToken)
    clock.advance(1_000)
    await expectRefused(accessToken, 'expired')
  })

  it('J06 refuses every audience and issuer but its own, and lists of them', async () => {
    for (const aud of [undefined, 'other', '', [AUDIENCE], [AUDIENCE, 'other'], null, AUDIENCE.toUpperCase()]) {
      await expectRefused(await forge(header(), claims({ aud })))
    }
    for (const iss of [undefined, 'https://evil.example', `${ISSUER}/`, [ISSUER], null]) {
      await expectRefused(await forge(header(), claims({ iss })))
    }
  })

  it('J06 refuses to be made without an issuer or an audience', () => {
    const options = { keys, issuer: ISSUER, audience: AUDIENCE, clock }
    expect(() => createAccessTokens({ ...options, audience: '' })).toThrow(/^audience: expected/)
    expect(() => createAccessTokens({ ...options, issuer: '' })).toThrow(/^issuer: expected/)
    for (const lifetimeSeconds of [0, 901, 1.5, NaN]) {
      expect(() => createAccessTokens({ ...options, lifetimeSeconds })).toThrow(/^lifetimeSeconds: expected/)
    }
  })

  it('J07 takes no other kind of token for an access token', async () => {
    for (const typ of [undefined, 'JWT', 'jwt', 'id+jwt', 'rt+jwt', 'logout+jwt', 'AT+JWT', 'application/at+jwt', '']) {
      await expectRefused(await forge(header({ typ }), claims()))
    }
    const required = ['sub', 'jti', 'tid', 'sid', 'pty', 'scp', 'tags', 'rev']
    for (const name of required) await expectRefused(await forge(header(), claims({ [name]: undefined })))
    await expectRefused(await forge(header(), claims({ nonce: 'of an ID token' })))
    await expectRefused(await forge(header(), claims({ pty: 'assumedRole' })))
  })

  it('J07 takes a token of each kind of principal only with all that ends it, and with nothing of another kind', async () => {
    const act = { sub: 'usr_2', tid: 'tnt_b', pty: 'user' }
    const footing = { ftg: [['tnt_b', 'usr_2', 'ses_2']] }
    const key = { pty: 'apiKey', sid: undefined, ...footing }
    const role = { pty: 'assumedRole', sid: undefined, act, ...footing }
    const user = { pty: 'user' }
    const upstream = { pty: 'upstream', sid: undefined }
    for (const whole of [user, key, role, upstream]) await expectVerified(await forge(header(), claims(whole)))
    const partial = [
      { ...user, sid: undefined },
      { ...user, act },
      { ...key, ftg: undefined },
      { ...key, ftg: [] },
      { ...key, sid: 'ses_1' },
      { ...key, act },
      { ...role, act: undefined },
      { ...role, ftg: undefined },
      { ...role, sid: 'ses_1' },
      { ...role, act: { ...act, role: 'admin' } },
      { ...role, act: { ...act, pty: 'operator' } },
      { ...role, ftg: [['tnt_b']].map(() => []) },
      { ...upstream, sid: 'ses_1' },
      { ...upstream, act },
      { pty: 'operator' },
    ]
    for (const claim of partial) await expectRefused(await forge(header(), claims(claim)))
  })

  it('tells who assumed a role, through however many others, and what the token stands on', async () => {
    const assumedBy = {
      type: 'assumedRole',
      id: 'rol_2',
      tenant: 'tnt_b',
      assumedBy: { type: 'apiKey', id: 'key_1', tenant: 'tnt_c' },
    } as const
    const assumed = { ...principal, type: 'assumedRole', id: 'rol_1', assumedBy } as const
    const standsOn = [
      { tenant: 'tnt_c', names: ['usr_9'] },
      { tenant: 'tnt_b', names: ['rol_2', 'ses_3'] },
    ]
    const { accessToken } = await accessTokens.issue({ principal: assumed, revision: 7, standsOn })
    expect(await accessTokens.verify(accessToken)).toMatchObject({ token: { principal: assumed, standsOn } })
  })

  it('issues shorter tokens when asked, none that outlives what it was asked with, and none that is over', async () => {
    const lasts = async (over: object) => (await accessTokens.issue({ ...grant, ...over })).expiresInSeconds
    expect(await lasts({ lifetimeSeconds: 60 })).toBe(60)
    expect(await lasts({ lifetimeSeconds: 9_000 })).toBe(900)
    expect(await lasts({ lifetimeSeconds: 60, expiresAt: START + 30_999 })).toBe(30)
    expect(await lasts({ expiresAt: START + 9_000_000 })).toBe(900)
    await expect(lasts({ expiresAt: START + 999 })).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
  })

  it('J08 takes a token in exactly one spelling', async () => {
    const { accessToken } = await accessTokens.issue(grant)
    await expectVerified(accessToken)
    const [head = '', payload = '', signature = ''] = accessToken.split('.')
    // 64 bytes leave four unused bits in the last character: 15 other spellings decode to the same signature.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const respelled = Array.from(alphabet, (last) => `${head}.${payload}.${signature.slice(0, -1)}${last}`)
    for (const token of respelled)
      if (token !== accessToken) expect((await accessTokens.verify(token)).status).toBe('refused')
    const standard = signature.replaceAll('-', '+').replaceAll('_', '/')
    const variants = [
      `${accessToken}=`,
      `${accessToken}==`,
      ` ${accessToken}`,
      `${accessToken} `,
      `${accessToken}\n`,
      `${head}.${payload}.\n${signature}`,
      `${head}=.${payload}.${signature}`,
      `${head}.${payload}.${signature}.`,
      `${head}.${payload}.${signature}AAA`,
      ...(standard === signature ? [] : [`${head}.${payload}.${standard}`]),
    ]
    for (const token of variants) await expectRefused(token, 'malformed')
  })

  it('J08 takes no other signature for one it remembers', async () => {
    const { accessToken } = await accessTokens.issue(grant)
    await expectVerified(accessToken)
    const other = await forge(header(), claims())
    const content = accessToken.slice(0, accessToken.lastIndexOf('.'))
    await expectRefused(`${content}.${other.split('.')[2]!}`)
    await expectVerified(accessToken)
  })

  it('J09 refuses a token signed by one installation under the key id of another', async () => {
    const elsewhere = createKeysAndTokens(createMemoryStore(), clock)
    const foreign = await elsewhere.keys.getSigner()
    await expectRefused((await elsewhere.accessTokens.issue(grant)).accessToken)
    await expectRefused(await forge(header(), claims(), foreign.signingKey))
    await expectRefused(await forge(header({ kid: foreign.kid }), claims()))
  })

  it('J09 refuses a token whose tenant was exchanged after it was signed', async () => {
    const { accessToken } = await accessTokens.issue(grant)
    await expectVerified(accessToken)
    const [head, , signature] = accessToken.split('.')
    await expectRefused(`${head!}.${encode(claims({ tid: 'tnt_b' }))}.${signature!}`)
  })

  it('J10 refuses critical and unencoded payloads', async () => {
    for (const extra of [
      { crit: ['exp'] },
      { crit: [] },
      { crit: ['b64'], b64: false },
      { b64: false },
      { b64: true },
      { zip: 'DEF' },
      { cty: 'JWT' },
    ]) {
      await expectRefused(await forge(header(extra), claims()))
    }
  })

  it('J10 refuses JSON serializations, encrypted tokens and what is no token', async () => {
    const token = await forge(header(), claims())
    const [head, payload, signature] = token.split('.')
    const jwe = await new CompactEncrypt(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32))
    const texts = [
      JSON.stringify({ protected: head, payload, signature }),
      JSON.stringify({ payload, signatures: [{ protected: head, signature }] }),
      jwe,
      '',
      '.',
      '..',
      '...',
      'a.b',
      `${head!}..${signature!}`,
      `.${payload!}.${signature!}`,
      `${token}.${payload!}`,
      'x'.repeat(1_000_000),
      `${'A'.repeat(16_380)}.AAAA.AAAA`,
    ]
    for (const text of texts) await expectRefused(text, 'malformed')
  })

  it('J10 refuses claims and headers that are said twice, are no object, or are no UTF-8', async () => {
    const text = JSON.stringify(claims())
    await expectRefused(await forge(header(), text.replace('{', '{"sub":"usr_admin",')))
    await expectRefused(await forge(header(), text.replace('{', '{"\\u0073ub":"usr_admin",')))
    await expectRefused(await forge(header(), text.replace('"tags":{}', '"tags":{"a":["1"],"a":["2"]}')))
    await expectRefused(await forge(JSON.stringify(header()).replace('{', '{"alg":"none",'), claims()))
    for (const odd of ['[]', 'null', '"text"', '{', `\uFEFF${text}`, `${'['.repeat(4_000)}${']'.repeat(4_000)}`]) {
      await expectRefused(await forge(header(), odd))
      await expectRefused(await forge(odd, claims()))
    }
    const content = `${Buffer.from([...Buffer.from(JSON.stringify(header()).slice(0, -1)), 0xff, 0x7d]).toString('base64url')}.${encode(claims())}`
    await expectRefused(`${content}.${'A'.repeat(86)}`)
  })

  it('J10 refuses signatures of every malformed shape: short, long, zero, of the order, DER, of other content', async () => {
    const token = await forge(header(), claims())
    const content = token.slice(0, token.lastIndexOf('.'))
    const good = Buffer.from(token.split('.')[2]!, 'base64url')
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
    const zero = Buffer.alloc(32)
    const [r, s] = [good.subarray(0, 32), good.subarray(32)]
    const der = Buffer.concat([Buffer.from([0x30, 70, 2, 33, 0]), r, Buffer.from([2, 33, 0]), s])
    const flipped = Buffer.from(good)
    flipped[10]! ^= 1
    const shapes = [
      good.subarray(0, 63),
      Buffer.concat([good, Buffer.from([0])]),
      Buffer.concat([zero, zero]),
      Buffer.concat([zero, s]),
      Buffer.concat([r, zero]),
      Buffer.concat([order, s]),
      Buffer.concat([r, order]),
      Buffer.concat([order, order]),
      Buffer.concat([s, r]),
      der,
      flipped,
      Buffer.alloc(64, 0xff),
    ]
    for (const shape of shapes) await expectRefused(`${content}.${shape.toString('base64url')}`)
  })

  it('J10 verifies RSA signatures by RS256 only, and refuses their malformed shapes', async () => {
    const own = createKeysAndTokens(createMemoryStore(), clock, { algorithm: 'RS256' })
    const { accessToken } = await own.accessTokens.issue(grant)
    const pair = await own.keys.getSigner()
    const content = accessToken.slice(0, accessToken.lastIndexOf('.'))
    const good = Buffer.from(accessToken.split('.')[2]!, 'base64url')
    const shapes = [
      Buffer.alloc(256),
      Buffer.alloc(256, 0xff),
      good.subarray(1),
      Buffer.concat([Buffer.from([0]), good]),
      Buffer.from([1]),
    ]
    for (const shape of shapes) {
      expect(await own.accessTokens.verify(`${content}.${shape.toString('base64url')}`)).toMatchObject({
        status: 'refused',
      })
    }
    for (const alg of ['RS384', 'RS512', 'PS256', 'HS256']) {
      const token = `${encode({ alg, kid: pair.kid, typ: 'at+jwt' })}.${encode(claims())}.${good.toString('base64url')}`
      expect(await own.accessTokens.verify(token)).toMatchObject({ status: 'refused' })
    }
    const weak = await generateKeyPair('RS256', { modulusLength: 2048 })
    const foreign = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'RS256', kid: pair.kid, typ: 'at+jwt' })
      .sign(weak.privateKey)
    expect(await own.accessTokens.verify(foreign)).toMatchObject({ status: 'refused' })
  })
})
