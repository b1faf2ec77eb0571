import { quoteInput } from '../read/diagnostic-log.ts'
import type { DiagnosticCode } from '../diagnostic-codes.ts'
import type { Token } from './condition-token.ts'

/** The clause cannot be read beyond a place. Thrown and caught inside the parser of conditions only. */
export class ConditionFault extends Error {
  override readonly name = 'ConditionFault'
  readonly code: DiagnosticCode
  readonly start: number
  readonly end: number
  readonly hint: string | undefined

  constructor(code: DiagnosticCode, start: number, end: number, message: string, hint?: string) {
    super(message)
    this.code = code
    this.start = start
    this.end = end
    this.hint = hint
  }
}

/** A token stands where something else is needed. */
export function unexpected(token: Token, expected: string, hint?: string): ConditionFault {
  if (token.kind === 'end') {
    return new ConditionFault(
      'where-syntax',
      token.start,
      token.end,
      `the \`where\` ends where ${expected} is needed`,
      hint,
    )
  }
  const found = quoteInput(textOf(token))
  const advice =
    token.kind === 'word' && /value|string/.test(expected) ? `put text in quotes: \`'${token.text}'\`` : undefined
  return new ConditionFault(
    'where-syntax',
    token.start,
    token.end,
    `${found} stands where ${expected} is needed`,
    hint ?? advice,
  )
}

/** NULL stands where the comparison would never be TRUE. */
export function nullOperand(token: Token, keyword: string): ConditionFault {
  const message = `NULL cannot stand in ${keyword}: the comparison would never be TRUE`
  return new ConditionFault('null-operand', token.start, token.end, message, 'use `IS NULL`')
}

function textOf(token: Token): string {
  switch (token.kind) {
    case 'string':
      return `'${token.value}'`
    case 'variable':
      return `$${token.name}`
    case 'slot':
      return `?${token.name}`
    case 'end':
      return ''
    default:
      return token.text
  }
}
