import fc from 'fast-check'
import { parseCondition } from '@wardkit/core/policy'
import { expect, test } from 'vitest'
import { fromInput, toInput } from './row-values.ts'
import { keyOf, kindOf, tagVariable } from './variable-kinds.ts'

test('text is quoted, whatever it holds', () => {
  expect(fromInput("O'Brien' OR 1 = 1", 'text')).toBe("'O''Brien'' OR 1 = 1'")
  expect(fromInput('42', 'tag')).toBe("'42'")
})

test('a number is one where the other side is, and stays one', () => {
  expect(fromInput('42', 'number')).toBe('42')
  expect(fromInput('43', 'tag', '42')).toBe('43')
  expect(fromInput('4x', 'number')).toBe("'4x'")
  expect(fromInput('true', 'boolean')).toBe('TRUE')
})

test('what is typed becomes one operand and no more', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.constantFrom('tag', 'text', 'number', 'boolean', 'any'),
      (input, type) => {
        const value = fromInput(input, type)
        fc.pre(!value.startsWith('$') && !input.includes('\0') && input.isWellFormed())
        expect(parseCondition(`$principal:id = ${value}`).condition?.kind).toBe('compare')
        if (value.startsWith("'")) expect(toInput(value)).toBe(input)
      },
    ),
  )
})

test('a tag’s key is quoted where it is no plain name, and comes back', () => {
  for (const key of ['function', 'team:lead', 'a "b"', 'Größe', 'two words']) {
    const variable = tagVariable('resourceTag', key)
    expect(keyOf(variable)).toBe(key)
    expect(kindOf(variable)).toBe('resourceTag')
    expect(parseCondition(`${variable} = 'x'`).condition).toMatchObject({ left: { kind: 'resource-tag', key } })
  }
})

test('no key is no variable', () => {
  expect(tagVariable('principalTag', '')).toBe('')
})
