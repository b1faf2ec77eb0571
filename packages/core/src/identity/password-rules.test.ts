import { beforeEach, describe, expect, it } from 'vitest'
import { addUser, createTenants, START } from './identity.test-support.ts'
import type { Store } from './identity-store.ts'
import { applicationRules, createFindPasswordRules, tenantRules } from './password-rules.ts'
import type { PasswordPolicy } from './passwords.ts'
import { createFindTenantSecurity, type TenantSecurity } from './tenant-security.ts'

const UNSET = {
  minimumLength: null,
  minimumDigits: null,
  minimumUpperCase: null,
  minimumLowerCase: null,
  minimumSymbols: null,
}
const optional: TenantSecurity = { secondFactor: 'optional', passwordPolicy: UNSET }
const required: TenantSecurity = { ...optional, secondFactor: 'required' }

describe('applicationRules', () => {
  it('refuses a minimum length that is none, and counts that do not fit it', () => {
    for (const minimumLength of [0, 7, 257, 15.5, NaN])
      expect(() => applicationRules({ minimumLength })).toThrow(/^minimumLength: expected/)
    expect(() => applicationRules({ minimumDigits: 16 })).toThrow(/^minimumDigits: expected/)
    expect(() => applicationRules({ minimumSymbols: -1 })).toThrow(/^minimumSymbols: expected/)
  })
})

describe('tenantRules', () => {
  it.each<[string, PasswordPolicy, TenantSecurity, number]>([
    ['15 by default', {}, optional, 15],
    ['8 where a second factor is asked for', {}, required, 8],
    ['what the application says, with a second factor too', { minimumLength: 12 }, required, 12],
    ['what the tenant says that is stricter', {}, { ...required, passwordPolicy: { ...UNSET, minimumLength: 20 } }, 20],
    ['nothing weaker that the tenant says', {}, { ...optional, passwordPolicy: { ...UNSET, minimumLength: 8 } }, 15],
  ])('A03 asks for %s', (_, policy, security, minimumLength) => {
    expect(tenantRules(policy, security).minimumLength).toBe(minimumLength)
  })

  it('takes of each count the higher', () => {
    const policy = { minimumDigits: 2, minimumSymbols: 1 }
    const own = { ...optional, passwordPolicy: { ...UNSET, minimumDigits: 1, minimumUpperCase: 3, minimumSymbols: 4 } }
    expect(tenantRules(policy, own)).toMatchObject({ minimumDigits: 2, minimumUpperCase: 3, minimumSymbols: 4 })
  })
})

describe('the rules of a person', () => {
  let store: Store
  beforeEach(async () => {
    store = await createTenants()
    await addUser(store, 'tnt_a', 'ada')
  })

  const set = (tenant: string, settings: object) =>
    store.write((writer) => writer.tenant(tenant).putSettings(JSON.stringify(settings), undefined, START))
  const lengthOf = async (...who: [string | undefined, string?]) => {
    const findSecurity = createFindTenantSecurity(store)
    return (await createFindPasswordRules({ store, policy: {}, findSecurity }).ofPerson(...who)).minimumLength
  }

  it('are the strictest of all their tenants, and of one they join', async () => {
    await set('tnt_a', { secondFactor: 'required' })
    expect(await lengthOf('per_ada')).toBe(8)
    expect(await lengthOf('per_ada', 'tnt_b')).toBe(15)
    await set('tnt_b', { passwordPolicy: { minimumLength: 30 } })
    expect(await lengthOf('per_ada', 'tnt_b')).toBe(30)
    expect(await lengthOf(undefined, 'tnt_b')).toBe(30)
    expect(await lengthOf(undefined)).toBe(15)
  })
})
