import { describe, expect, it } from 'vitest'
import type { SsoMapping, SsoRule } from '../identity/sso-store.ts'
import { tagsToJson } from '../model/tags.ts'
import type { Claims } from './claim-values.ts'
import { mapClaims } from './map-claims.ts'

const EXISTING = new Set(['doctor', 'nurse', 'member'])

function map(claims: Claims, mapping: Partial<SsoMapping>) {
  return mapClaims({ rules: [], tagRules: [], defaultRole: null, mode: 'authoritative', ...mapping }, claims, EXISTING)
}

const rule = (match: SsoRule['match'], value: string, attribute = 'groups', role = 'doctor'): SsoRule => ({
  attribute,
  match,
  value,
  role,
})

const rolesOf = (claims: Claims, ...rules: SsoRule[]) => map(claims, { rules }).roles

describe('a rule', () => {
  it('by membership matches an element of a list, or a part of a text that is a list', () => {
    const doctors = rule('contains', 'Doctors')
    expect(rolesOf({ groups: ['Staff', 'Doctors'] }, doctors)).toEqual(['doctor'])
    expect(rolesOf({ groups: 'Staff; Doctors' }, doctors)).toEqual(['doctor'])
    expect(rolesOf({ groups: 'Doctors' }, doctors)).toEqual(['doctor'])
  })

  it('matches whole values, with their letter case, and no part of one', () => {
    for (const groups of [['doctors'], ['DOCTORS'], ['Doctors '], ['Head Doctors'], 'Head Doctors', 'Doctors of old']) {
      expect(rolesOf({ groups }, rule('contains', 'Doctors'))).toEqual([])
    }
  })

  it('by equality matches the one value, and no list of several', () => {
    const equal = rule('equals', 'Doctors')
    expect(rolesOf({ groups: 'Doctors' }, equal)).toEqual(['doctor'])
    expect(rolesOf({ groups: ['Doctors'] }, equal)).toEqual(['doctor'])
    expect(rolesOf({ groups: ['Doctors', 'Staff'] }, equal)).toEqual([])
    expect(rolesOf({ groups: 'Doctors,Staff' }, equal)).toEqual([])
  })

  it('reads within objects, where no claim has the whole name', () => {
    const nested = rule('contains', 'Doctors', 'realm_access.roles')
    expect(rolesOf({ realm_access: { roles: ['Doctors'] } }, nested)).toEqual(['doctor'])
    expect(rolesOf({ 'realm_access.roles': [], realm_access: { roles: ['Doctors'] } }, nested)).toEqual([])
    const url = rule('contains', 'Doctors', 'https://acme.example/roles')
    expect(rolesOf({ 'https://acme.example/roles': ['Doctors'] }, url)).toEqual(['doctor'])
  })

  it('B04 sees nothing that is inherited', () => {
    for (const attribute of [
      'constructor.name',
      '__proto__.x',
      'toString',
      'groups.length',
      'groups.constructor.name',
    ]) {
      for (const value of ['Object', 'Array', '1', 'undefined']) {
        expect(rolesOf({ groups: ['a'] }, rule('contains', value, attribute))).toEqual([])
      }
    }
  })

  it('never walks groups within groups', () => {
    const groups = [{ name: 'Staff', groups: ['Doctors'] }, ['Doctors']]
    expect(rolesOf({ groups }, rule('contains', 'Doctors'))).toEqual([])
  })

  it('counts numbers and truth by their text, and nothing else', () => {
    expect(rolesOf({ level: 3 }, rule('equals', '3', 'level'))).toEqual(['doctor'])
    expect(rolesOf({ on: true }, rule('equals', 'true', 'on'))).toEqual(['doctor'])
    expect(rolesOf({ none: null }, rule('equals', 'null', 'none'))).toEqual([])
    expect(rolesOf({ an: {} }, rule('equals', '[object Object]', 'an'))).toEqual([])
  })

  it('gives a role once, however many rules do, and none that is not there', () => {
    const { roles, problems } = map(
      { groups: ['A', 'B', 'C'] },
      { rules: [rule('contains', 'A'), rule('contains', 'B'), rule('contains', 'C', 'groups', 'gone')] },
    )
    expect(roles).toEqual(['doctor'])
    expect(problems).toEqual(['there is no role `gone` any more: nothing is granted for it'])
  })
})

describe('the default role', () => {
  const rules = [rule('contains', 'Doctors'), rule('contains', 'Gone', 'groups', 'gone')]

  it('is for whom no rule matches', () => {
    expect(map({ groups: ['Staff'] }, { rules, defaultRole: 'member' })).toMatchObject({
      roles: ['member'],
      usedDefault: true,
    })
    expect(map({ groups: ['Doctors'] }, { rules, defaultRole: 'member' })).toMatchObject({
      roles: ['doctor'],
      usedDefault: false,
    })
  })

  it('is for nobody whom a rule matches, though its role is there no more', () => {
    expect(map({ groups: ['Gone'] }, { rules, defaultRole: 'member' })).toMatchObject({ roles: [], usedDefault: false })
  })
})

describe('claims as tags', () => {
  it('come over with all their values, of several claims together', () => {
    const tagRules = [
      { attribute: 'ward', tag: 'ward' },
      { attribute: 'more', tag: 'ward' },
      { attribute: 'absent', tag: 'absent' },
    ]
    expect(tagsToJson(map({ ward: 'north', more: ['south'] }, { tagRules }).tags)).toEqual({ ward: ['north', 'south'] })
  })

  it('are left out whole where a part of one cannot be kept', () => {
    const { tags, problems } = map(
      { ward: ['north', 'x'.repeat(300)] },
      { tagRules: [{ attribute: 'ward', tag: 'ward' }] },
    )
    expect(tags.size).toBe(0)
    expect(problems[0]).toContain('the tag `ward` is left out')
  })
})

it('tells of values that no rule names', () => {
  const { unmatched } = map({ groups: ['Doctors', 'Staff'] }, { rules: [rule('contains', 'Doctors')] })
  expect(unmatched).toEqual([{ attribute: 'groups', values: ['Staff'] }])
})
