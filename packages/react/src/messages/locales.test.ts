import { describe, expect, it } from 'vitest'
import { ar } from '../locales/ar.ts'
import { de } from '../locales/de.ts'
import { placeholdersOf } from './format-message.ts'
import type { MessageSet } from './use-messages.ts'

const modules = import.meta.glob<Record<string, unknown>>(
  ['../**/messages.ts', '../**/*-messages.ts', '!./use-messages.ts'],
  {
    eager: true,
  },
)

const SETS = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .filter(
    (value): value is MessageSet<Record<string, string>> =>
      typeof value === 'object' && value !== null && 'english' in value,
  )

describe.each([de, ar])('the messages in $locale', ({ messages = {} }) => {
  it('are those of every namespace and no other', () => {
    expect(Object.keys(messages).sort()).toEqual(SETS.map(({ namespace }) => namespace).sort())
  })

  it.each(SETS)('have every message of $namespace, with the same values in it', ({ namespace, english }) => {
    const own = messages[namespace] ?? {}
    const placeholders = (set: Partial<Record<string, string>>) =>
      Object.fromEntries(Object.entries(set).map(([key, text = '']) => [key, placeholdersOf(text)]))
    expect(placeholders(own)).toEqual(placeholders(english))
  })

  it.each(SETS)('leave no message of $namespace empty', ({ namespace }) => {
    for (const [key, text = ''] of Object.entries(messages[namespace] ?? {})) expect(text.trim(), key).not.toBe('')
  })
})
