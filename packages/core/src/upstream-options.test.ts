import { describe, expect, it } from 'vitest'
import { readUpstreamIssuers, type UpstreamIssuerOptions } from './upstream-options.ts'

const URL_OF_APP = 'https://app.example'
const GOOD = {
  issuer: 'https://idp.example',
  audience: 'https://api.example',
  tenant: { slugClaim: 'org' },
  rolesClaim: 'roles',
} as const satisfies UpstreamIssuerOptions

const read = (over: object = {}, production = true) =>
  readUpstreamIssuers([{ ...GOOD, ...over }], { url: URL_OF_APP, production })

describe('upstreamIssuers', () => {
  it('have strict defaults', () => {
    expect(read()).toEqual([
      {
        ...GOOD,
        otherAudiences: [],
        jwksUrl: undefined,
        discoveryUrl: 'https://idp.example/.well-known/openid-configuration',
        algorithms: [
          'RS256',
          'RS384',
          'RS512',
          'PS256',
          'PS384',
          'PS512',
          'ES256',
          'ES384',
          'ES512',
          'EdDSA',
          'Ed25519',
        ],
        tokenTypes: new Set(['at+jwt']),
        requiredClaims: new Map(),
        mapping: { rules: [], tagRules: [], defaultRole: null, mode: 'authoritative' },
        maxTokenAgeSeconds: 86_400,
        maxKeyAgeSeconds: 3_600,
      },
    ])
    expect(read({ issuer: 'https://idp.example/' })[0]?.discoveryUrl).toBe(read()[0]?.discoveryUrl)
  })

  it.each([
    [{ issuers: 1 }, /has no option `issuers`: did you mean `issuer`/],
    [{ issuer: 'idp.example' }, /`upstreamIssuers\[0\].issuer` .* must be an https URL/],
    [{ issuer: 'http://idp.example' }, /must be an https URL/],
    [{ issuer: 'https://idp.example#x' }, /must be an https URL/],
    [{ issuer: 'https://user@idp.example' }, /must be an https URL/],
    [{ issuer: '' }, /`issuer`/],
    [{ jwksUrl: 'http://127.0.0.1/jwks' }, /`upstreamIssuers\[0\].jwksUrl` .* must be an https URL/],
    [{ jwksUrl: 'file:///etc/keys' }, /must be an https URL/],
    [{ algorithms: ['HS256'] }, /`algorithms/],
    [{ algorithms: ['none'] }, /`algorithms/],
    [{ algorithms: [] }, /`algorithms/],
    [{ tokenTypes: [] }, /`tokenTypes/],
    [{ tenant: {} }, /`tenant` needs one of `id`|`tenant`: needs one of `id`/],
    [{ tenant: { id: 'a', slug: 'b' } }, /`tenant`/],
    [{ tenant: { claim: 'org' } }, /`tenant`/],
    [{ rolesClaim: undefined }, /gives nobody a role: set `rolesClaim`/],
    [{ mapping: { rules: [{ attribute: 'g', match: 'like', value: 'v', role: 'r' }] } }, /`mapping.rules/],
    [{ mapping: { tagRules: [{ attribute: 'g', tag: 'wardkit:x' }] } }, /wardkit:/],
    [{ mapping: { mode: 'additive' } }, /`mapping`/],
    [{ maxTokenAgeSeconds: 59 }, /`maxTokenAgeSeconds`/],
    [{ maxTokenAgeSeconds: Infinity }, /`maxTokenAgeSeconds`/],
    [{ maxKeyAgeSeconds: 86_401 }, /`maxKeyAgeSeconds`/],
  ])('J06 refuse %j at the start', (over, message) => {
    expect(() => read(over)).toThrow(TypeError)
    expect(() => read(over)).toThrow(message)
  })

  it('J06 refuse to be without an audience', () => {
    for (const audience of ['', undefined, ['a']]) expect(() => read({ audience })).toThrow(/`audience`/)
  })

  it('refuse one issuer twice, and the application itself', () => {
    const both = [GOOD, GOOD]
    expect(() => readUpstreamIssuers(both, { url: URL_OF_APP, production: true })).toThrow(
      /has `https:\/\/idp.example` twice/,
    )
    expect(() => read({ issuer: URL_OF_APP })).toThrow(/names the application itself/)
  })

  it('may be on this very machine in development only', () => {
    for (const issuer of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']) {
      expect(read({ issuer }, false)[0]?.issuer).toBe(issuer)
      expect(() => read({ issuer }, true)).toThrow(/must be an https URL/)
    }
    expect(() => read({ issuer: 'http://192.168.0.1' }, false)).toThrow(/must be an https URL/)
  })
})
