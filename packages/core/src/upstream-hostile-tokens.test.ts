import { createHmac } from 'node:crypto'
import { CompactEncrypt, exportJWK, generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { AUDIENCE, encode, type TestIssuer } from './sso/testing/upstream.test-support.ts'
import { openUpstream, START, type UpstreamWorld } from './upstream.test-support.ts'

const NOW = START / 1000

let world: UpstreamWorld
let issuer: TestIssuer

beforeEach(async () => {
  world = await openUpstream({ requiredClaims: { scope_of: 'api' }, otherAudiences: ['https://userinfo.example'] })
  issuer = world.issuer
})

const claims = (over = {}) => issuer.claims({ scope_of: 'api', ...over })
const forged = (header = {}, over = {}) => issuer.forge(issuer.header(header), claims(over))

async function expectIdentified(token: string) {
  expect(await world.identify(token)).toMatchObject({ type: 'upstream' })
}

async function expectRefused(token: string, reason: 'invalid' | 'expired' | 'malformed' = 'invalid') {
  expect(await world.identify(token), token.slice(0, 80)).toBe(reason)
}

describe('a token of an upstream issuer', () => {
  it('identifies whom it speaks of, where nothing is wrong with it', async () => {
    await expectIdentified(await forged())
  })

  it('J01 is refused with every alg that is none', async () => {
    const good = (await forged()).split('.')[2]!
    for (const alg of ['none', 'None', 'nOnE', '', 'ES257', 7, null, undefined]) {
      const content = `${encode(issuer.header({ alg }))}.${encode(claims())}`
      await expectRefused(`${content}.`, 'malformed')
      for (const signature of ['AAAA', good]) await expectRefused(`${content}.${signature}`)
    }
  })

  it('J01 is refused with a signature that is empty, zero, cut or of other content', async () => {
    const [content, signature] = [(await forged()).split('.').slice(0, 2).join('.'), (await forged()).split('.')[2]!]
    const good = Buffer.from(signature, 'base64url')
    const shapes = [
      Buffer.alloc(64),
      good.subarray(0, 63),
      Buffer.concat([good, Buffer.from([0])]),
      Buffer.alloc(64, 255),
    ]
    for (const shape of shapes) await expectRefused(`${content}.${shape.toString('base64url')}`)
    await expectRefused(`${content}.`, 'malformed')
    await expectRefused(`${encode(issuer.header())}.${encode(claims({ sub: 'root' }))}.${signature}`)
  })

  it('J02 is refused with HMAC by the public key, in every spelling', async () => {
    const jwk = issuer.publicJwk
    for (const secret of [
      JSON.stringify(jwk),
      jwk.x!,
      Buffer.from(jwk.x!, 'base64url'),
      '',
      JSON.stringify({ keys: issuer.keys }),
    ]) {
      for (const alg of ['HS256', 'HS384', 'HS512']) {
        const content = `${encode(issuer.header({ alg }))}.${encode(claims())}`
        const mac = createHmac(alg.replace('HS', 'sha'), secret).update(content).digest('base64url')
        await expectRefused(`${content}.${mac}`)
      }
    }
  })

  it('J02 is refused with an HMAC key that the issuer itself publishes', async () => {
    issuer.keys = [
      ...issuer.keys,
      { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I', kid: 'mac', alg: 'HS256' },
    ]
    const content = `${encode(issuer.header({ alg: 'HS256', kid: 'mac' }))}.${encode(claims())}`
    const secret = Buffer.from('c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I', 'base64url')
    await expectRefused(`${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`)
  })

  it('J02 is refused by an algorithm that is not its key’s, or that the developer did not name', async () => {
    for (const alg of ['RS256', 'PS256', 'ES384', 'EdDSA']) await expectRefused(await forged({ alg }))
    const narrow = await openUpstream({ algorithms: ['RS256', 'EdDSA'] })
    expect(await narrow.identify(await narrow.issuer.token())).toBe('invalid')
  })

  it('J03 is refused where it brings a key along, and nothing is fetched from there', async () => {
    await expectIdentified(await forged())
    const evil = await generateKeyPair('ES256', { extractable: true })
    const jwk = { ...(await exportJWK(evil.publicKey)), kid: issuer.kid, alg: 'ES256' }
    const elsewhere = await openUpstream()
    const url = `${elsewhere.issuer.issuer}/jwks`
    for (const extra of [{ jwk }, { jku: url }, { x5u: url }, { x5c: ['MIIB'] }]) {
      await expectRefused(await forged(extra))
      await expectRefused(await issuer.forge(issuer.header(extra), claims(), evil.privateKey))
    }
    expect(elsewhere.issuer.requests).toEqual([])
    expect(issuer.requests).toEqual(['/jwks'])
  })

  it('J04 is refused with a key id that is strange, missing or twice there', async () => {
    for (const kid of [
      '../../dev/null',
      "' OR '1'='1",
      '__proto__',
      'x'.repeat(8_000),
      '',
      ` ${issuer.kid}`,
      7,
      null,
      [issuer.kid],
      undefined,
    ]) {
      await expectRefused(await forged({ kid }))
    }
    const twice = await openUpstream()
    twice.issuer.keys = [twice.issuer.publicJwk, { ...twice.issuer.publicJwk }]
    expect(await twice.identify(await twice.issuer.token())).toBe('invalid')
  })

  it('J05 is refused with an expiry that is absent, no number, beyond measure or past', async () => {
    for (const exp of [undefined, String(NOW + 900), null, true, [NOW + 900], NOW + 900.5])
      await expectRefused(await forged({}, { exp }))
    for (const exp of ['1e300', '1e400', '9007199254740993']) {
      await expectRefused(
        await issuer.forge(issuer.header(), JSON.stringify(claims()).replace(/"exp":\d+/, `"exp":${exp}`)),
      )
    }
    await expectIdentified(await forged({}, { iat: NOW - 600, exp: NOW - 59 }))
    await expectRefused(await forged({}, { iat: NOW - 600, exp: NOW - 60 }), 'expired')
  })

  it('J05 is refused before it begins, and where it does not say when it was issued', async () => {
    await expectIdentified(await forged({}, { nbf: NOW + 60 }))
    await expectRefused(await forged({}, { nbf: NOW + 61 }))
    await expectIdentified(await forged({}, { iat: NOW + 60 }))
    await expectRefused(await forged({}, { iat: NOW + 61 }))
    for (const iat of [undefined, String(NOW), null, 1e300]) await expectRefused(await forged({}, { iat }))
    for (const nbf of [String(NOW), null, 1e300]) await expectRefused(await forged({}, { nbf }))
  })

  it('J05 is good for the developer’s longest age at most, however long it says itself', async () => {
    const short = await openUpstream({ maxTokenAgeSeconds: 300 })
    const token = await short.issuer.token({ exp: NOW + 86_400 })
    expect(await short.authenticate(token)).toMatchObject({ status: 'identified', expiresAt: START + 300_000 })
    expect(await short.identify(await short.issuer.token({ iat: NOW - 361, exp: NOW + 900 }))).toBe('expired')
    short.clock.advance(359)
    expect(await short.authenticate(token)).toMatchObject({ status: 'identified' })
    short.clock.advance(1)
    expect(await short.identify(token)).toBe('expired')
    short.clock.advance(-500)
    expect(await short.identify(token)).toBe('invalid')
  })

  it('J06 is refused for every other audience, and for one beside that the developer did not name', async () => {
    const bad = [
      undefined,
      'other',
      '',
      null,
      [],
      [AUDIENCE, 'other'],
      [AUDIENCE, 7],
      { [AUDIENCE]: 1 },
      AUDIENCE.toUpperCase(),
      `${AUDIENCE}/`,
      ['https://userinfo.example'],
      'https://userinfo.example',
    ]
    for (const aud of bad) await expectRefused(await forged({}, { aud }))
    for (const aud of [[AUDIENCE], [AUDIENCE, 'https://userinfo.example']])
      await expectIdentified(await forged({}, { aud }))
  })

  it('J06 asks nobody about the token of an issuer that is not known, or not spelled so', async () => {
    for (const iss of [
      undefined,
      '',
      'https://evil.example',
      `${issuer.issuer}/`,
      issuer.issuer.toUpperCase(),
      [issuer.issuer],
      null,
    ]) {
      await expectRefused(await forged({}, { iss }))
    }
    expect(issuer.requests).toEqual([])
  })

  it('J07 is refused as an ID token, a logout token, or of any type that the developer did not name', async () => {
    for (const typ of [undefined, 'JWT', 'id+jwt', 'rt+jwt', 'logout+jwt', 'at', '', 'none', 7, null])
      await expectRefused(await forged({ typ }))
    for (const typ of ['AT+JWT', 'application/at+jwt']) await expectIdentified(await forged({ typ }))
    for (const marker of ['nonce', 'at_hash', 'c_hash', 's_hash', 'events'])
      await expectRefused(await forged({}, { [marker]: 'x' }))
    await expectRefused(await forged({}, { scope_of: 'other' }))
    await expectRefused(await forged({}, { scope_of: undefined }))
    await expectRefused(await forged({}, { scope_of: ['api'] }))
  })

  it('J07 needs no type where the developer says that the provider writes none', async () => {
    const lax = await openUpstream({ tokenTypes: ['JWT', 'none'] })
    for (const typ of [undefined, 'JWT', 'jwt', 'none']) {
      expect(await lax.identify(await lax.issuer.forge(lax.issuer.header({ typ }), lax.issuer.claims()))).toMatchObject(
        { type: 'upstream' },
      )
    }
    expect(await lax.identify(await lax.issuer.token())).toBe('invalid')
  })

  it('J08 is taken in one spelling, and under no other signature once it is remembered', async () => {
    const token = await forged()
    await expectIdentified(token)
    const [content, signature = ''] = [token.slice(0, token.lastIndexOf('.')), token.split('.')[2]]
    await expectRefused(
      `${content}.${(await forged()).split('.')[2]!.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
    )
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const end of last) {
      const spelled = `${content}.${signature.slice(0, -1)}${end}`
      if (spelled !== token) expect(['malformed', 'invalid']).toContain(await world.identify(spelled))
    }
    for (const variant of [`${token}=`, `${token} `, `${token}\n`, `${token}.`, ` ${token}`])
      await expectRefused(variant, 'malformed')
    await expectIdentified(token)
  })

  it('J09 is refused where another issuer signed it, and where an issuer speaks as the application itself', async () => {
    const other = await openUpstream()
    await expectRefused(await issuer.forge(issuer.header(), claims(), other.issuer.signingKey))
    await expectRefused(await other.issuer.forge(issuer.header(), claims()))
    const own = {
      iss: 'http://localhost:3000',
      aud: 'http://localhost:3000',
      tid: world.acme,
      pty: 'user',
      sid: 'ses_1',
      jti: 'tok_1',
      scp: ['admin'],
      tags: {},
      rev: 0,
    }
    await expectRefused(await issuer.forge(issuer.header(), { ...claims(), ...own }))
  })

  it('J10 is refused with critical or unencoded parts, in JSON, encrypted, and beyond 16 KiB', async () => {
    for (const extra of [
      { crit: ['exp'] },
      { crit: [] },
      { crit: ['b64'], b64: false },
      { b64: true },
      { zip: 'DEF' },
    ]) {
      await expectRefused(await forged(extra))
    }
    const [head, payload, signature] = (await forged()).split('.')
    const jwe = await new CompactEncrypt(Buffer.from('{}'))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32))
    for (const text of [
      JSON.stringify({ payload, protected: head, signature }),
      jwe,
      `${head!}..${signature!}`,
      `${head!}.${payload!}`,
    ]) {
      await expectRefused(text, 'malformed')
    }
    await expectRefused(await forged({}, { padding: 'x'.repeat(16_384) }), 'malformed')
  })

  it('J10 is refused where it says something twice, is no object or no UTF-8', async () => {
    const text = JSON.stringify(claims())
    await expectRefused(await issuer.forge(issuer.header(), text.replace('{', '{"sub":"root",')))
    await expectRefused(await issuer.forge(issuer.header(), text.replace('{', '{"\\u0073ub":"root",')))
    await expectRefused(await issuer.forge(JSON.stringify(issuer.header()).replace('{', '{"alg":"none",'), claims()))
    for (const odd of ['[]', 'null', '"text"', '{', `\uFEFF${text}`, `${'['.repeat(4_000)}${']'.repeat(4_000)}`]) {
      await expectRefused(await issuer.forge(issuer.header(), odd))
      await expectRefused(await issuer.forge(odd, claims()))
    }
  })

  it('L01 names nobody by a subject that is empty, endless, or holds what cannot be seen', async () => {
    for (const sub of ['', undefined, null, 7, 'x'.repeat(256), 'a\0b', 'a\nb', 'a\u202Eb', '\uD800', 'e\u0301']) {
      await expectRefused(await forged({}, { sub }))
    }
    for (const sub of ['auth0|5f7c', "o'hara@example", '用户', '__proto__']) {
      expect(await world.identify(await forged({}, { sub }))).toMatchObject({ id: `${issuer.issuer}#${sub}` })
    }
  })

  it('does no harm by a published key that is none, or too weak', async () => {
    const weak = await openUpstream()
    const { x, y } = weak.issuer.publicJwk
    weak.issuer.keys = [{ kty: 'EC', crv: 'P-256', x: y, y: x, kid: 'first', alg: 'ES256' }]
    expect(await weak.identify(await weak.issuer.token())).toBe('invalid')
  })
})
