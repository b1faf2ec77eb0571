import { describe, expect, it } from 'vitest'
import { createLoginRedirect, type Visit } from './login-redirect.ts'
import { createProblem } from './problem.ts'

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8'
const UNAUTHENTICATED = createProblem('ERR_UNAUTHENTICATED', { requestId: 'r' })
const redirectToLogin = createLoginRedirect('authorize()', '/login')
const redirect = (asked: Visit) => redirectToLogin(asked, UNAUTHENTICATED)

function visit(target: string, headers: Readonly<Record<string, string | string[]>> = {}, method = 'GET'): Visit {
  const sent: Readonly<Record<string, string | string[]>> = { accept: BROWSER, ...headers }
  return { method, target, fields: (name) => [sent[name] ?? []].flat() }
}
const locationOf = (asked: Visit): string | undefined => redirect(asked).headers['location']

describe('the redirect to the login page', () => {
  it('leads a browser to it and back, and is kept by no cache', () => {
    expect(redirect(visit('/patient/p-1?tab=notes&x=1'))).toMatchObject({
      status: 303,
      headers: {
        location: '/login?returnTo=%2Fpatient%2Fp-1%3Ftab%3Dnotes%26x%3D1',
        'cache-control': 'no-store',
        vary: expect.stringContaining('Accept') as string,
      },
    })
  })

  it.each<[string, Visit]>([
    ['HEAD', visit('/a', {}, 'HEAD')],
    ['what says that it navigates', visit('/a', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })],
    ['HTML wanted before JSON', visit('/a', { accept: 'application/json;q=0.5, text/html;q=0.9' })],
    ['HTML in any case', visit('/a', { accept: ['Text/HTML;level=1', '*/*;q=0.1'] })],
  ])('is for %s', (_name, asked) => {
    expect(locationOf(asked)).toBe('/login?returnTo=%2Fa')
  })

  it.each<[string, Visit]>([
    ['POST', visit('/a', {}, 'POST')],
    ['curl', visit('/a', { accept: '*/*' })],
    ['whoever says nothing', visit('/a', { accept: [] })],
    ['fetch', visit('/a', { accept: 'application/json, text/plain, */*' })],
    ['JSON wanted as much as HTML', visit('/a', { accept: 'text/html, application/json' })],
    ['HTML refused', visit('/a', { accept: 'text/html;q=0, */*' })],
    ['a weight that is no number', visit('/a', { accept: 'text/html;q=x' })],
    ['a script’s request', visit('/a', { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })],
    ['a frame', visit('/a', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })],
    ['a second `Sec-Fetch-Mode`', visit('/a', { 'sec-fetch-mode': ['navigate', 'cors'] })],
    ['a token that is not good', visit('/a', { authorization: 'Bearer x' })],
    ['the login page itself', visit('/login?returnTo=%2Fa')],
    ['the login page itself, with a slash', visit('/login/')],
  ])('is not for %s', (_name, asked) => {
    expect(redirect(asked)).toBe(UNAUTHENTICATED)
  })

  it('leads back to where the browser was, whatever mounts took off', () => {
    expect(locationOf({ ...visit('/p-1'), originalTarget: '/app/p-1' })).toBe('/login?returnTo=%2Fapp%2Fp-1')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/%09/evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    '/a/../..//evil.example',
    '/%2e%2e//evil.example',
    '/a#@evil.example',
    '\\\\evil.example',
    '',
  ])('A11 leads never to %j', (target) => {
    expect(redirect(visit(target))).toBe(UNAUTHENTICATED)
    expect(redirect({ ...visit('/a'), originalTarget: target })).toBe(UNAUTHENTICATED)
  })

  it.each(['/%2f%2fevil.example', '/a?x=//evil.example', '/a?https://evil.example', '/@evil.example', '/;x'])(
    'A11 stays on this server with %j',
    (target) => {
      const location = new URL(locationOf(visit(target)) ?? '', 'https://app.example')
      expect([location.origin, location.pathname]).toEqual(['https://app.example', '/login'])
      const back = new URL(location.searchParams.get('returnTo') ?? '', 'https://app.example')
      expect([back.origin, back.pathname + back.search]).toEqual(['https://app.example', target])
    },
  )

  it('leads back nowhere where the way back is too long', () => {
    expect(locationOf(visit(`/a?${'x'.repeat(3000)}`))).toBe('/login')
  })

  it.each([
    'login',
    '//evil.example',
    'https://sso.example',
    '/login?x=1',
    '/login/',
    '/a/../b',
    '/lo%2fgin',
    '',
    7,
    null,
  ])('B08 refuses the option %j', (login) => {
    expect(() => createLoginRedirect('authorize()', login)).toThrow('authorize(): `login` is a path of this server')
  })
})
