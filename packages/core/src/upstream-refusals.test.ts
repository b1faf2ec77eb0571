import { generateKeyPair } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import { logEvent, type WardkitEvent } from './http/events.ts'
import type { TestIssuer } from './sso/testing/upstream.test-support.ts'
import { openUpstream, START, type UpstreamWorld } from './upstream.test-support.ts'

const NOW = START / 1000

let events: WardkitEvent[]
let world: UpstreamWorld
let issuer: TestIssuer

beforeEach(async () => {
  events = []
  world = await openUpstream({ requiredClaims: { scope_of: 'api' } }, { onEvent: (event) => void events.push(event) })
  issuer = world.issuer
  events.length = 0
})

const claims = (over = {}) => issuer.claims({ scope_of: 'api', ...over })
const forged = (header = {}, over = {}) => issuer.forge(issuer.header(header), claims(over))

describe('a refused token of an upstream issuer', () => {
  it.each([
    ['an algorithm that is not taken', 'header', () => forged({ alg: 'HS256' })],
    ['another type', 'header', () => forged({ typ: 'logout+jwt' })],
    ['a key that is not published', 'key', () => forged({ kid: 'unknown' })],
    [
      'a signature of somebody else’s',
      'signature',
      async () => issuer.forge(issuer.header(), claims(), (await generateKeyPair('ES256')).privateKey),
    ],
    ['another audience', 'audience', () => forged({}, { aud: 'https://other.example' })],
    ['an audience besides', 'audience', () => forged({}, { aud: [claims()['aud'], 'https://other.example'] })],
    ['no subject', 'claims', () => forged({}, { sub: undefined })],
    ['no audience', 'claims', () => forged({}, { aud: undefined })],
    ['a nonce', 'purpose', () => forged({}, { nonce: 'n' })],
    ['another claim than is asked for', 'required-claims', () => forged({}, { scope_of: 'web' })],
    ['times that come', 'early', () => forged({}, { nbf: NOW + 600 })],
    ['a time of issue that comes', 'early', () => forged({}, { iat: NOW + 600, exp: NOW + 1_200 })],
    ['times that are past', 'expired', () => forged({}, { iat: NOW - 900, exp: NOW - 600 })],
    ['a tenant that is not there', 'tenant', () => forged({}, { org: 'nowhere' })],
    ['a subject beyond measure', 'principal', () => forged({}, { sub: 's'.repeat(250) })],
  ] as const)('with %s is told of as `%s`', async (_what, reason, make) => {
    await world.identify(await make())
    expect(events).toEqual([{ type: 'upstream-refused', issuer: issuer.issuer, reason }])
  })

  it('of a suspended tenant is told of', async () => {
    await world.wardkit.tenants.suspend(world.acme)
    await world.identify(await forged())
    expect(events).toEqual([{ type: 'upstream-refused', issuer: issuer.issuer, reason: 'tenant-inactive' }])
  })

  it('is told of also when it was good before', async () => {
    const token = await forged()
    expect(await world.identify(token)).toMatchObject({ type: 'upstream' })
    expect(events).toEqual([])
    world.clock.advance(3_600)
    expect(await world.identify(token)).toBe('expired')
    expect(events).toMatchObject([{ reason: 'expired' }])
  })

  it('is told of once a minute for each reason, however many come', async () => {
    for (let count = 0; count < 20; count++) await world.identify(await forged({}, { org: `nowhere-${count}` }))
    await world.identify(await forged({}, { aud: 'https://other.example' }))
    expect(events).toMatchObject([{ reason: 'tenant' }, { reason: 'audience' }])
  })

  it('G04 is told of without the token, and without whom it speaks of', async () => {
    const token = await forged({}, { sub: 'canary', email: 'canary@example.com', org: 'canary' })
    const told: string[] = []
    const { warn } = console
    console.warn = (line: string) => void told.push(line)
    try {
      expect(await world.identify(token)).toBe('invalid')
      events.forEach(logEvent)
    } finally {
      console.warn = warn
    }
    expect(told).toEqual([
      `wardkit: a token of \`${issuer.issuer}\` was refused (tenant): it names no tenant that is there`,
    ])
    for (const part of ['canary', ...token.split('.')]) expect(JSON.stringify(events)).not.toContain(part)
  })

  it('is told of by nobody where no issuer is said to have issued it', async () => {
    expect(await world.identify(await issuer.forge(issuer.header(), claims({ iss: 'https://other.example' })))).toBe(
      'invalid',
    )
    expect(events).toEqual([])
  })

  it('J02 has no key fetched for an algorithm that the developer did not name', async () => {
    const narrow = await openUpstream({ algorithms: ['RS256', 'EdDSA'] })
    expect(await narrow.identify(await narrow.issuer.token())).toBe('invalid')
    expect(narrow.issuer.requests).toEqual([])
  })
})
