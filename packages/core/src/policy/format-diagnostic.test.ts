import { expect, test } from 'vitest'
import type { Diagnostic } from './diagnostic.ts'
import { formatDiagnostic } from './format-diagnostic.ts'
import { readPolicy } from './read/read-policy.ts'

test('prints place, line, carets and hint', () => {
  const source = "- allow: [GET:/a]\n  where: $principaltags:a = 'x'\n"
  const [diagnostic] = readPolicy(source).diagnostics
  expect(formatDiagnostic(source, diagnostic as Diagnostic, 'roles/doctor.yaml')).toBe(
    `error: there is no variable \`$principaltags\` [variable-unknown]
 --> roles/doctor.yaml:2:10
  |
2 |   where: $principaltags:a = 'x'
  |          ^^^^^^^^^^^^^^^^
  = hint: did you mean \`$principalTags\`?`,
  )
})

test('cuts a long line around the place, and prints no character that a terminal acts on', () => {
  const source = `- allow: ['GET:/${'a'.repeat(300)}\u202e ', GTE:/a]`
  const diagnostic = readPolicy(source).diagnostics.find(({ code }) => code === 'method-unknown')
  const lines = formatDiagnostic(source, diagnostic as Diagnostic).split('\n')
  expect(lines[3]?.length).toBeLessThanOrEqual(104)
  expect(lines[3]).toContain('GTE:/a')
  expect(lines[3]).not.toContain('\u202e')
  expect(lines[4]?.indexOf('^')).toBe(lines[3]?.indexOf('GTE'))
})
