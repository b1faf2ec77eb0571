import type { KnownVariable } from '@wardkit/core/policy'

/** What a value of a row is typed as. */
export type ValueType = KnownVariable['type']

const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/

/** A literal as an input shows it: text without its quotes. A variable is shown as it is. */
export function toInput(value: string): string {
  return value.startsWith("'") ? value.slice(1, -1).replaceAll("''", "'") : value
}

/**
 * What was typed as it stands in a `where`: a variable where it begins with `$`, a number or a truth value where the other side is one, else text in
 * quotes. INVARIANT: what is typed becomes one operand, whatever quotes it holds.
 *
 * @param before what stood there: a number stays one as long as it is one
 */
export function fromInput(input: string, type: ValueType, before = ''): string {
  if (input === '') return ''
  if (/^\$[A-Za-z]/.test(input)) return input
  if (NUMBER.test(input) && (type === 'number' || NUMBER.test(before))) return input
  if (type === 'boolean' && /^(?:true|false)$/i.test(input)) return input.toUpperCase()
  return `'${input.replaceAll("'", "''")}'`
}
