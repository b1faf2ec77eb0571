import { describe, expect, it } from 'vitest'
import { OutboundError } from './outbound-error.ts'
import { createUpstreamKeys } from './upstream-keys.ts'

const JWKS_URL = 'https://idp.example/keys'
const keysOf = (...kids: string[]) => ({ keys: kids.map((kid) => ({ kty: 'EC', crv: 'P-256', kid, x: 'x', y: 'y' })) })

/** An issuer's keys over a fetch that the test answers, on a clock of its own. */
function open(over: { readonly jwksUrl?: string | undefined; readonly maxKeyAgeSeconds?: number } = {}) {
  let now = 0
  const fetched: string[] = []
  let answer: Answer = () => Response.json(keysOf('first'))
  const safeFetch = {
    async fetch(url: string) {
      fetched.push(url)
      return answer(url)
    },
  }
  const upstream = {
    issuer: 'https://idp.example',
    discoveryUrl: 'https://idp.example/.well-known/openid-configuration',
    jwksUrl: JWKS_URL,
    maxKeyAgeSeconds: 3_600,
    ...over,
  }
  return {
    fetched,
    keys: createUpstreamKeys(upstream, { safeFetch, monotonicNow: () => now }),
    advance: (seconds: number) => void (now += 1_000 * seconds),
    answerWith: (next: Answer) => void (answer = next),
    /** What is fetched beside requests has come or failed. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  }
}

type Answer = (url: string) => Response | Promise<Response>

const unavailable = { code: 'ERR_SSO_UNAVAILABLE' }

describe('the keys of an upstream issuer', () => {
  it('are fetched once by all who ask at once, and are there at once from then on', async () => {
    const { keys, fetched } = open()
    const [first, second] = await Promise.all([keys.current(), keys.current(), keys.current()])
    expect(second).toBe(first)
    expect(keys.current()).toBe(first)
    expect(fetched).toEqual([JWKS_URL])
  })

  it('are found by the discovery document, which must be that of the very issuer', async () => {
    const found = open({ jwksUrl: undefined })
    const document = (over: object) => ({ issuer: 'https://idp.example', jwks_uri: 'https://keys.example/k', ...over })
    found.answerWith((url) => Response.json(url.endsWith('/k') ? keysOf('first') : document({})))
    await found.keys.current()
    expect(found.fetched).toEqual(['https://idp.example/.well-known/openid-configuration', 'https://keys.example/k'])
    for (const over of [{ issuer: 'https://evil.example' }, { issuer: 'https://idp.example/' }, { jwks_uri: 7 }]) {
      const lying = open({ jwksUrl: undefined })
      lying.answerWith(() => Response.json(document(over)))
      await expect(lying.keys.current()).rejects.toMatchObject(unavailable)
      expect(lying.fetched).toHaveLength(1)
    }
  })

  it('F14 are fetched anew beside the requests when they are ten minutes old, and are another set only where they differ', async () => {
    const { keys, fetched, advance, settle } = open()
    const first = await keys.current()
    advance(599)
    expect(keys.current()).toBe(first)
    expect(fetched).toHaveLength(1)
    advance(1)
    expect(keys.current()).toBe(first)
    await settle()
    expect(fetched).toHaveLength(2)
    expect(keys.current()).toBe(first)
  })

  it('F14 are fetched anew for a key that is not among them, once for all who ask, and three times in half a minute at most', async () => {
    const world = open()
    const { keys, fetched, advance } = world
    const first = await keys.current()
    world.answerWith(() => Response.json(keysOf('first', 'second')))
    const renewed = await Promise.all([keys.renew(first), keys.renew(first), keys.renew(first)])
    expect(new Set(renewed).size).toBe(1)
    expect(renewed[0]).not.toBe(first)
    expect(fetched).toHaveLength(2)
    // Who still has the set before gets the one there is, and nothing is fetched.
    expect(await keys.renew(first)).toBe(renewed[0])
    expect(fetched).toHaveLength(2)
    for (let time = 0; time < 10; time++) expect(await keys.renew(renewed[0])).toBe(renewed[0])
    expect(fetched).toHaveLength(3)
    advance(30)
    world.answerWith(() => Response.json(keysOf('third')))
    expect(await keys.renew(renewed[0])).not.toBe(renewed[0])
    expect(fetched).toHaveLength(4)
  })

  it.each([
    ['down', () => Promise.reject(new OutboundError('unreachable', 'down'))],
    ['slow', () => Promise.reject(new OutboundError('timeout', 'slow'))],
    ['endless', () => Promise.reject(new OutboundError('too-large', 'endless'))],
    ['limiting', () => Response.json({ error: 'slow_down' }, { status: 429 })],
    ['broken', () => new Response('<html>', { status: 200 })],
    ['answering something else', () => Response.json({ keys: 'none' })],
    ['answering a list', () => Response.json([])],
    ['answering keys that are none', () => Response.json({ keys: ['x'] })],
  ])(
    'F15 go on being used while the issuer is %s, for as long as the developer says, and then none is',
    async (_what, answer) => {
      const world = open({ maxKeyAgeSeconds: 1_800 })
      const { keys, fetched, advance, settle } = world
      const first = await keys.current()
      world.answerWith(answer)
      advance(700)
      expect(keys.current()).toBe(first)
      await settle()
      expect(fetched).toHaveLength(2)
      advance(1_099)
      expect(keys.current()).toBe(first)
      await settle()
      advance(6)
      await expect(keys.current()).rejects.toMatchObject(unavailable)
      world.answerWith(() => Response.json(keysOf('first')))
      advance(5)
      expect(await keys.current()).toBe(first)
    },
  )

  it('F15 are not asked for again for five seconds after a failure, by however many', async () => {
    const world = open()
    const { keys, fetched, advance } = world
    world.answerWith(() => Promise.reject(new OutboundError('unreachable', 'down')))
    for (let time = 0; time < 20; time++) await expect(keys.current()).rejects.toMatchObject(unavailable)
    expect(fetched).toHaveLength(1)
    advance(4.999)
    await expect(keys.current()).rejects.toMatchObject(unavailable)
    expect(fetched).toHaveLength(1)
    advance(0.001)
    world.answerWith(() => Response.json(keysOf('first')))
    await expect(keys.current()).resolves.toBeDefined()
    expect(fetched).toHaveLength(2)
  })

  it('F15 that are known serve at once while the issuer answers nothing', async () => {
    const world = open()
    const { keys, fetched, advance, settle } = world
    const first = await keys.current()
    world.answerWith(() => new Promise<Response>(() => undefined))
    advance(700)
    for (let time = 0; time < 5; time++) expect(keys.current()).toBe(first)
    await settle()
    expect(keys.current()).toBe(first)
    expect(fetched).toHaveLength(2)
  })
})
