import { expect, it } from 'vitest'
import {
  isChanged,
  isWhole,
  lackingInRule,
  newRow,
  toContent,
  toDraft,
  toWhole,
  type MappingContent,
} from './mapping-draft.ts'

const kept: MappingContent = {
  rules: [{ attribute: 'groups', match: 'contains', value: 'EHR Doctors', role: 'doctor' }],
  tagRules: [{ attribute: 'department', tag: 'ward' }],
  defaultRole: null,
  mode: 'additive',
}

it('gives back what it was made of', () => {
  expect(toContent(toDraft(kept))).toEqual(kept)
})

it('is changed by another value, and by a row more, and no more when they are as before', () => {
  const draft = toDraft(kept)
  expect(isChanged(draft, kept)).toBe(false)
  expect(isChanged({ ...draft, defaultRole: 'member' }, kept)).toBe(true)
  const more = [...draft.tagRules, newRow({ attribute: '', tag: '' })]
  expect(isChanged({ ...draft, tagRules: more }, kept)).toBe(true)
  expect(isChanged({ ...draft, tagRules: more.slice(0, -1) }, kept)).toBe(false)
})

it('leaves rows out of what is tried while something of them is missing', () => {
  const draft = toDraft(kept)
  const half = newRow({ attribute: 'groups', match: 'contains' as const, value: 'Nurses', role: '' })
  const both = { ...draft, rules: [half, ...draft.rules] }
  expect(isWhole(draft)).toBe(true)
  expect(isWhole(both)).toBe(false)
  expect(toWhole(both)).toEqual(draft)
})

it('takes a value of spaces, and no attribute of spaces', () => {
  const rule = { attribute: ' ', match: 'equals' as const, value: ' ', role: 'doctor' }
  expect(lackingInRule(rule)).toEqual(['attribute'])
})

it('gives every row a key of its own', () => {
  const { rules } = toDraft({ ...kept, rules: [...kept.rules, ...kept.rules] })
  expect(new Set(rules.map(({ key }) => key)).size).toBe(2)
})
