import { describe, expect, it } from 'vitest'
import type { RoleTrust, TrustEntry } from '../../hooks/use-role-trust.ts'
import {
  createExternalId,
  draftOf,
  entryOf,
  faultsOf,
  isWideOpen,
  NEW_ENTRY,
  withEntry,
  withoutEntry,
  type TrustDraft,
} from './trust-draft.ts'

const OWN = 't_own'

const ENTRY: TrustEntry = {
  id: 'tru_1',
  tenant: 't_lab',
  principal: 'wk_1',
  tags: { function: ['a'] },
  externalId: true,
}
const OTHER: TrustEntry = { id: 'tru_2', tenant: OWN, principal: null, tags: {}, externalId: false }
const TRUST: RoleTrust = { trust: [ENTRY, OTHER], sessionTags: [], maxDurationSeconds: 900, version: 4 }

function draft(part: Partial<TrustDraft>): TrustDraft {
  return { ...NEW_ENTRY, ...part }
}

describe('an entry that is there', () => {
  it('is sent as it was when nothing of it was edited, its external id unsaid', () => {
    const { id, tenant, principal, tags } = ENTRY
    expect(entryOf(draftOf(ENTRY, OWN, undefined), OWN)).toEqual({ id, tenant, principal, tags })
  })

  it('keeps its principal whether or not the visitor may see their name', () => {
    const user = { ...OTHER, principal: 'u_1' }
    for (const name of [undefined, 'Dora']) {
      expect(entryOf(draftOf(user, OWN, name), OWN)).toMatchObject({ tenant: OWN, principal: 'u_1' })
    }
  })

  it('loses its external id only where none is asked for', () => {
    const kept = draftOf(ENTRY, OWN, undefined)
    expect(entryOf(kept, OWN)).not.toHaveProperty('externalId')
    expect(entryOf({ ...kept, externalId: 'none' }, OWN)).toMatchObject({ externalId: null })
    expect(entryOf({ ...kept, externalId: 'new', newExternalId: ' 12345678 ' }, OWN)).toMatchObject({
      externalId: '12345678',
    })
  })
})

it('forgets who was chosen before another kind was', () => {
  const chosen = draft({ user: { id: 'u_1', name: 'Dora' }, principal: 'wk_1', tenant: 't_lab' })
  expect(entryOf({ ...chosen, who: 'anybody' }, OWN)).toEqual({ tenant: OWN, tags: {}, externalId: null })
  expect(entryOf({ ...chosen, who: 'user' }, OWN)).toMatchObject({ principal: 'u_1' })
  expect(entryOf({ ...chosen, who: 'principal', from: 'other' }, OWN)).toMatchObject({
    tenant: 't_lab',
    principal: 'wk_1',
  })
})

it('changes one entry, and sends the others by their ids so that they keep their external ids', () => {
  const changed = entryOf({ ...draftOf(OTHER, OWN, undefined), tags: { ward: ['east'] } }, OWN)
  expect(withEntry(TRUST, changed)).toEqual([
    { id: 'tru_1', tenant: 't_lab', principal: 'wk_1', tags: { function: ['a'] } },
    { id: 'tru_2', tenant: OWN, tags: { ward: ['east'] }, externalId: null },
  ])
})

it('adds an entry behind the others, and takes one away', () => {
  const added = entryOf(draft({ from: 'other', tenant: 't_new' }), OWN)
  expect(withEntry(TRUST, added).map(({ tenant }) => tenant)).toEqual(['t_lab', OWN, 't_new'])
  expect(withoutEntry(TRUST, 'tru_1').map(({ id }) => id)).toEqual(['tru_2'])
})

describe('what is wrong with an entry', () => {
  it.each([
    [{}, {}],
    [{ from: 'other' }, { tenant: 'tenantMissing' }],
    [{ from: 'other', tenant: 't_*' }, { tenant: 'noWildcards' }],
    [{ who: 'user' }, { user: 'userMissing' }],
    [{ who: 'principal', principal: ' ' }, { principal: 'principalMissing' }],
    [{ who: 'principal', principal: '*' }, { principal: 'noWildcards' }],
    [{ externalId: 'new', newExternalId: '1234567' }, { externalId: 'externalIdShort' }],
    [{ externalId: 'new', newExternalId: 'x'.repeat(256) }, { externalId: 'externalIdLong' }],
    [{ externalId: 'new', newExternalId: '12345678' }, {}],
  ] as const)('of %j is %j', (part, faults) => {
    expect(faultsOf(draft(part))).toEqual(faults)
  })
})

it('is wide open where no principal, no tags and no external id narrow it', () => {
  expect(isWideOpen(draft({}))).toBe(true)
  expect(isWideOpen(draft({ tags: { ward: ['east'] } }))).toBe(false)
  expect(isWideOpen(draft({ externalId: 'kept' }))).toBe(false)
  expect(isWideOpen(draft({ who: 'principal', principal: 'wk_1' }))).toBe(false)
})

it('makes external ids that differ and that the server takes', () => {
  const made = new Set(Array.from({ length: 100 }, createExternalId))
  expect(made.size).toBe(100)
  for (const id of made) expect(id).toMatch(/^[a-z2-9_]{24}$/)
})
