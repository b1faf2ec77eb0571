import { describe, expect, it } from 'vitest'
import { safeTarget } from './safe-target.ts'
import { soundsSecret } from './sounds-secret.ts'

describe('safeTarget', () => {
  it.each([
    ['/patient/17?token=canary', '/patient/17'],
    ['/patient/17#canary', '/patient/17'],
    ['?canary', ''],
    ['http://user:canary@host/path', 'http://***@host/path'],
    ['/login/wk_canary_secret/x', '/login/***/x'],
    ['/operators/wko_canary', '/operators/***'],
    ['/x/eyJhbGciOi.canary.signature', '/x/***'],
    ['/patient/abc', '/patient/abc'],
  ])('G04 keeps of %s only %s', (target, kept) => {
    expect(safeTarget(target, null)).toBe(kept)
  })

  it('G01 cuts a megabyte, and says how much is missing', () => {
    expect(safeTarget(`/${'x'.repeat(1500)}`, null)).toMatch(/^\/x{1023}…\(\+477\)$/)
    expect(safeTarget(`/${'x'.repeat(1_000_000)}`, null).length).toBeLessThan(1100)
  })
})

describe('soundsSecret', () => {
  it.each([
    'password',
    'newPassword',
    'passcode',
    'pin',
    'access_token',
    'clientSecret',
    'apiKey',
    'api_key',
    'SAMLResponse',
    'sessionId',
  ])('G04 hears a secret in %s', (name) => {
    expect(soundsSecret(name)).toBe(true)
  })

  it.each(['name', 'status', 'passenger', 'pinned', 'key', 'notes', 'sessions'])('hears none in %s', (name) => {
    expect(soundsSecret(name)).toBe(false)
  })
})
