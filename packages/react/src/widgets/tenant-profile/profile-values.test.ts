import { describe, expect, it } from 'vitest'
import { createTenant } from '../../testing/fake/tenant.ts'
import { isNumberOrEmpty, isUrlOrEmpty, toChange, toValues } from './profile-values.ts'

const { settings } = createTenant()
const values = toValues(settings)

describe('the change of a tenant’s settings', () => {
  it('says nothing but the version where nothing was changed', () => {
    expect(toChange(values, settings)).toEqual({ version: 3 })
  })

  it('says what was changed, what was emptied as null, and nothing of the rest', () => {
    const before = { ...settings, branding: { ...settings.branding, termsUrl: 'https://acme.example/terms' } }
    const changed = { ...values, termsUrl: ' ', idleMinutes: ' 30 ', minimumDigits: '2', secondFactor: true }
    expect(toChange(changed, before)).toEqual({
      version: 3,
      branding: { termsUrl: null },
      sessionPolicy: { idleMinutes: 30 },
      passwordPolicy: { minimumDigits: 2 },
      secondFactor: 'required',
    })
  })
})

it.each(['', '0', '12', ' 7 '])('takes %j as a number or none', (text) => expect(isNumberOrEmpty(text)).toBe(true))
it.each(['-1', '1.5', 'ten', '1e3'])('takes %j for no number', (text) => expect(isNumberOrEmpty(text)).toBe(false))
it.each(['', 'https://acme.example/logo.png'])('takes %j as an address or none', (text) =>
  expect(isUrlOrEmpty(text)).toBe(true),
)
it.each(['javascript:alert(1)', 'http://acme.example', 'logo.png'])('takes %j for no address', (text) =>
  expect(isUrlOrEmpty(text)).toBe(false),
)
