import { beforeEach, describe, expect, it } from 'vitest'
import type { BrowserRequest } from './authentication.ts'
import { addUser, createIdentity, DAY, refused } from './identity.test-support.ts'
import type { User } from './identity-store.ts'
import { SESSION_COOKIE } from './session-cookie.ts'
import type { Refreshed } from './sessions.ts'

let identity: Awaited<ReturnType<typeof createIdentity>>

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const SAME = { 'sec-fetch-site': 'same-origin' }

beforeEach(async () => {
  identity = await createIdentity()
})

async function start(kind: 'browser' | 'tokens', user: User = identity.ada) {
  const person = await identity.store.findPerson(user.person)
  if (person === undefined) throw new Error('nobody')
  const revision = await identity.store.currentRevision()
  return identity.sessions.start(
    { user, person, kind, revision, authenticatedBy: 'password' },
    { address: '192.0.2.7', requestId: 'req-1' },
  )
}

const cookieOf = async () => {
  const session = await start('browser')
  if (session.kind !== 'browser') throw new Error('no browser')
  return session
}

const tokensOf = async () => {
  const session = await start('tokens')
  if (session.kind !== 'tokens') throw new Error('no tokens')
  return session
}

/** A browser's request with header fields, each one or several. */
const request = (fields: Record<string, string | string[]>, method = 'GET'): BrowserRequest => ({
  method,
  fields: (name) => [fields[name] ?? []].flat(),
})

const browse = (cookie: string, fields: Record<string, string | string[]> = {}, method = 'GET') =>
  identity.authenticator.authenticate(
    [],
    undefined,
    request({ cookie: `${SESSION_COOKIE}=${cookie}`, ...fields }, method),
  )

const identified = (id: string) => ({ status: 'identified', principal: expect.objectContaining({ id }) as object })

describe('a browser’s session', () => {
  it('is somebody’s until it ends, and G03 both are in the audit log', async () => {
    const session = await cookieOf()
    expect(await browse(session.cookie)).toMatchObject({ ...identified(identity.ada.id), session: session.id })
    expect(await identity.sessions.list('tnt_a', identity.ada.id)).toMatchObject([
      { id: session.id, kind: 'browser', address: '192.0.2.7' },
    ])
    expect(await identity.sessions.end(session)).toBe(true)
    expect(await browse(session.cookie)).toEqual(refused('invalid'))
    expect(await identity.sessions.end(session)).toBe(false)
    expect(await identity.sessions.list('tnt_a', identity.ada.id)).toEqual([])
    const { head } = await identity.store.findAuditEnds()
    const rows = await identity.store.listAudit({}, { first: 1, last: head.sequence, order: 'oldest', limit: 10 })
    const actions = rows.map(({ record }) => (JSON.parse(record) as { action: string }).action)
    expect(actions.filter((action) => action.startsWith('session.'))).toEqual([
      'session.start',
      'session.end',
      'session.end',
    ])
  })

  it('A07 ends at the next request when its user is disabled, and stays ended when they are enabled again', async () => {
    const { cookie } = await cookieOf()
    const name = { tenant: 'tnt_a', id: identity.ada.id }
    expect(await browse(cookie)).toMatchObject({ status: 'identified' })
    await identity.users.disable(name)
    expect(await browse(cookie)).toMatchObject({ status: 'unidentified' })
    await identity.users.enable(name)
    expect(await browse(cookie)).toMatchObject({ status: 'unidentified' })
  })

  it('A07 has at the next request the roles that its user has then', async () => {
    const { cookie } = await cookieOf()
    await browse(cookie)
    await identity.users.update({ tenant: 'tnt_a', id: identity.ada.id, roles: [] })
    expect(await browse(cookie)).toMatchObject({ principal: { roles: [] } })
  })

  it('T12 is refused while its tenant is suspended', async () => {
    const { cookie } = await cookieOf()
    await browse(cookie)
    await identity.store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    expect(await browse(cookie)).toEqual(refused('revoked'))
  })

  it('ends when it was not used for half an hour, and after half a day however much it is used', async () => {
    const idle = await cookieOf()
    const busy = await cookieOf()
    identity.clock.advance(30 * MINUTE)
    expect(await browse(idle.cookie)).toEqual(refused('expired'))
    identity.clock.advance(-MINUTE)
    for (let at = 29; at < 12 * 60; at += 29) {
      expect(await browse(busy.cookie)).toMatchObject({ status: 'identified' })
      await new Promise((resolve) => setImmediate(resolve))
      identity.clock.advance(29 * MINUTE)
    }
    expect(await browse(busy.cookie)).toEqual(refused('expired'))
  })

  it('writes down its use at most once a minute, and is as much alive to another process', async () => {
    const session = await cookieOf()
    const before = await identity.store.currentRevision()
    for (let n = 0; n < 10; n++) await browse(session.cookie)
    expect(await identity.store.currentRevision()).toBe(before)
    identity.clock.advance(20 * MINUTE)
    for (let n = 0; n < 10; n++) await browse(session.cookie)
    await new Promise((resolve) => setImmediate(resolve))
    expect(await identity.store.currentRevision()).toBe(before + 1)
    identity.clock.advance(20 * MINUTE)
    const other = identity.authenticatorOver(identity.store)
    const cookie = `${SESSION_COOKIE}=${session.cookie}`
    expect(await other.authenticate([], undefined, request({ cookie }))).toMatchObject({ status: 'identified' })
  })

  it.each([
    ['', 'malformed'],
    ['wks_', 'malformed'],
    ['wkc_00000000000000000000000000_0000000000000000000000000000000000000000000000000000', 'malformed'],
    ['wks_00000000000000000000000000_0000000000000000000000000000000000000000000000000000', 'invalid'],
  ])('is nobody’s by the text %j', async (text, reason) => {
    expect(await browse(text)).toEqual(refused(reason))
  })

  it('is nobody’s by another secret, the refresh token of the same id, or the cookie of tokens', async () => {
    const { cookie } = await cookieOf()
    const swapped = cookie.slice(0, -1) + (cookie.endsWith('0') ? '1' : '0')
    expect(await browse(swapped)).toEqual(refused('invalid'))
    const { refreshToken } = await tokensOf()
    expect(await browse(refreshToken)).toEqual(refused('malformed'))
    expect(await browse(refreshToken.replace('wkr_', 'wks_'))).toEqual(refused('invalid'))
  })

  it('J07 is no bearer token, and a refresh token is none either', async () => {
    const { cookie } = await cookieOf()
    const { refreshToken } = await tokensOf()
    for (const text of [cookie, refreshToken]) {
      expect(await identity.authenticate(text)).toMatchObject({ status: 'unidentified' })
    }
  })

  it('A06 is refused where a second cookie of its name was planted, and beside credentials that count for more', async () => {
    const { cookie } = await cookieOf()
    const own = `${SESSION_COOKIE}=${cookie}`
    for (const field of [`${own}; ${own}`, `${SESSION_COOKIE}=x; ${own}`, [own, own]]) {
      expect(await identity.authenticator.authenticate([], undefined, request({ cookie: field }))).toEqual(
        refused('malformed'),
      )
    }
    const others = `a=b; ${own} ; wardkit=x; __Host-wardkit2=y`
    expect(await identity.authenticator.authenticate([], undefined, request({ cookie: others }))).toMatchObject({
      status: 'identified',
    })
    expect(await identity.authenticator.authenticate(['Bearer x'], undefined, request({ cookie: own }))).toEqual(
      refused('malformed'),
    )
  })

  it.each([
    ['POST', {}],
    ['DELETE', { 'sec-fetch-site': 'cross-site' }],
    ['PUT', { 'sec-fetch-site': 'same-site' }],
    ['POST', { 'sec-fetch-site': 'none' }],
    ['POST', { origin: 'https://evil.example' }],
    ['POST', { origin: 'null' }],
    ['POST', { origin: 'https://app.example.evil.example' }],
    ['POST', { origin: 'http://app.example' }],
    ['POST', { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' }],
    ['post', { 'sec-fetch-site': 'cross-site' }],
    ['POST', { 'sec-fetch-site': ['same-origin', 'cross-site'] }],
    ['POST', { origin: ['https://app.example', 'https://evil.example'] }],
    ['QUERY', {}],
  ])('A08 changes nothing by %s with %j', async (method, fields) => {
    const { cookie } = await cookieOf()
    expect(await browse(cookie, fields as Record<string, string | string[]>, method)).toEqual(refused('cross-site'))
  })

  it('A08 is used by pages of the application itself, and read with from anywhere', async () => {
    const { cookie } = await cookieOf()
    expect(await browse(cookie, SAME, 'POST')).toMatchObject({ status: 'identified' })
    expect(await browse(cookie, { origin: 'https://app.example' }, 'POST')).toMatchObject({ status: 'identified' })
    expect(await browse(cookie, { 'sec-fetch-site': 'cross-site' }, 'GET')).toMatchObject({ status: 'identified' })
  })

  it('is unavailable where the store is', async () => {
    const { cookie } = await cookieOf()
    const away = identity.authenticatorOver({ ...identity.store, findSession: () => Promise.reject(new Error('away')) })
    const found = await away.authenticate([], undefined, request({ cookie: `${SESSION_COOKIE}=${cookie}` }))
    expect(found).toMatchObject({ status: 'unavailable' })
  })

  it('begins for no user who is disabled meanwhile', async () => {
    await identity.users.disable({ tenant: 'tnt_a', id: identity.ada.id })
    await expect(start('browser')).rejects.toMatchObject({ code: 'ERR_FORBIDDEN' })
  })
})

describe('refresh tokens', () => {
  const refresh = async (text: string): Promise<Refreshed> => {
    const refreshed = await identity.sessions.refresh(text)
    if (refreshed === undefined) throw new Error('refused')
    return refreshed
  }

  it('are exchanged for an access token with the roles of now, and for their successor', async () => {
    const first = await tokensOf()
    await identity.users.update({ tenant: 'tnt_a', id: identity.ada.id, roles: [] })
    expect(await identity.authenticate(first.accessToken)).toEqual(refused('stale'))
    const second = await refresh(first.refreshToken)
    expect(await identity.authenticate(second.accessToken)).toMatchObject({ principal: { roles: [] } })
    const third = await refresh(second.refreshToken)
    expect(await identity.authenticate(third.accessToken)).toMatchObject({ status: 'identified', session: first.id })
  })

  it('A10 used twice end the session, the tokens of both included', async () => {
    const first = await tokensOf()
    const second = await refresh(first.refreshToken)
    expect(await identity.sessions.refresh(first.refreshToken)).toBeUndefined()
    expect(await identity.authenticate(second.accessToken)).toEqual(refused('revoked'))
    expect(await identity.sessions.refresh(second.refreshToken)).toBeUndefined()
    expect(await identity.store.findSession(first.id)).toBeUndefined()
  })

  it('A10 of fifty who come at once one is served, and the session ends', async () => {
    const { refreshToken, id } = await tokensOf()
    const served = await Promise.all(Array.from({ length: 50 }, () => identity.sessions.refresh(refreshToken)))
    const [one, ...others] = served.filter((refreshed) => refreshed !== undefined)
    expect(others).toEqual([])
    expect(await identity.sessions.refresh(one?.refreshToken ?? '')).toBeUndefined()
    expect(await identity.authenticate(one?.accessToken ?? '')).toEqual(refused('revoked'))
    expect(await identity.store.findSession(id)).toBeUndefined()
  })

  it('A07 are refused after logout, for a disabled user, and in a suspended tenant', async () => {
    const ended = await tokensOf()
    await identity.sessions.end(ended)
    expect(await identity.authenticate(ended.accessToken)).toEqual(refused('revoked'))
    expect(await identity.sessions.refresh(ended.refreshToken)).toBeUndefined()

    const suspended = await tokensOf()
    await identity.store.write((writer) => writer.setTenantStatus('tnt_a', 'suspended'))
    expect(await identity.sessions.refresh(suspended.refreshToken)).toBeUndefined()
    await identity.store.write((writer) => writer.setTenantStatus('tnt_a', 'active'))
    const again = await refresh(suspended.refreshToken)

    await identity.users.disable({ tenant: 'tnt_a', id: identity.ada.id })
    expect(await identity.sessions.refresh(again.refreshToken)).toBeUndefined()
  })

  it('end with their session: unused for half an hour, or after half a day', async () => {
    const idle = await tokensOf()
    identity.clock.advance(30 * MINUTE)
    expect(await identity.sessions.refresh(idle.refreshToken)).toBeUndefined()
    let busy = (await tokensOf()).refreshToken
    for (let at = 0; at < 12 * HOUR - 29 * MINUTE; at += 29 * MINUTE) {
      identity.clock.advance(29 * MINUTE)
      busy = (await refresh(busy)).refreshToken
    }
    identity.clock.advance(29 * MINUTE)
    expect(await identity.sessions.refresh(busy)).toBeUndefined()
    identity.clock.advance(DAY)
  })

  it('are none of another kind of text, nor of a browser’s session', async () => {
    const { cookie } = await cookieOf()
    for (const text of ['', 'wkr_x', cookie, cookie.replace('wks_', 'wkr_')]) {
      expect(await identity.sessions.refresh(text), text).toBeUndefined()
    }
    expect(await browse(cookie)).toMatchObject({ status: 'identified' })
  })

  it('of another user’s session end nothing', async () => {
    const { id, tenant } = await tokensOf()
    const other = await addUser(identity.store, 'tnt_a', 'bob')
    expect(await identity.sessions.end({ id, tenant, user: other.id })).toBe(false)
    expect(await identity.store.findSession(id)).toBeDefined()
  })
})
