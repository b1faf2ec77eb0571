import { describe, expect, it } from 'vitest'
import { PROVIDERS, providerOf } from './providers.ts'

function toUrl(id: string, address: string): string | undefined {
  return PROVIDERS.find((kind) => kind.id === id)?.toDiscoveryUrl(address)
}

describe('the address of a provider', () => {
  it('is made of what its console shows', () => {
    expect(toUrl('okta', 'acme.okta.com')).toBe('https://acme.okta.com')
    expect(toUrl('entra', '8F4E2A10-3c5b-4d7e-9a61-0b2c4d6e8f10')).toBe(
      'https://login.microsoftonline.com/8f4e2a10-3c5b-4d7e-9a61-0b2c4d6e8f10/v2.0',
    )
    expect(toUrl('google', '')).toBe('https://accounts.google.com')
  })

  it('is taken as it stands where it is a URL', () => {
    const issuer = 'https://acme.okta.com/oauth2/default'
    expect(toUrl('okta', issuer)).toBe(issuer)
    expect(toUrl('keycloak', 'http://localhost:8080/realms/dev')).toBe('http://localhost:8080/realms/dev')
  })

  it.each(['', 'acme', 'http://sso.acme.com/realms/acme', 'javascript:alert(1)'])('is not %j', (address) => {
    expect(toUrl('generic', address)).toBeUndefined()
    expect(toUrl('keycloak', address)).toBeUndefined()
  })
})

it.each([
  ['https://acme.okta.com', 'okta'],
  ['https://login.microsoftonline.com/8f4e2a10-3c5b-4d7e-9a61-0b2c4d6e8f10/v2.0', 'entra'],
  ['https://accounts.google.com', 'google'],
  ['https://sso.acme.com/realms/acme', 'keycloak'],
  ['https://okta.com.acme.example', 'generic'],
  ['no URL', 'generic'],
])('knows the kind of %s', (issuer, id) => {
  expect(providerOf(issuer).id).toBe(id)
})
