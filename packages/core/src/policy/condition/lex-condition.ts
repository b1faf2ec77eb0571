import { ConditionFault } from './condition-fault.ts'
import type { Segment, Token } from './condition-token.ts'

const CLOSING_QUOTES: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ['"', '"'],
  ['‘', '’'],
  ['“', '”'],
])

/** Signs of other languages, with what to write here. */
const FOREIGN_SIGNS: readonly (readonly [sign: string, here: string])[] = [
  ['===', '='],
  ['==', '='],
  ['!==', '!='],
  ['&&', 'AND'],
  ['||', 'OR'],
  ['≠', '!='],
  ['≤', '<='],
  ['≥', '>='],
  ['=>', '>='],
  ['=<', '<='],
]

const SPACE = /[ \t\r\n]+/y
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y
const NUMBER = /-?[0-9]+(?:\.[0-9]+)?/y
const SIGN = /<=|>=|<>|!=|[=<>(),]/y
const MALFORMED_NUMBER = /[-+]?[0-9.]*[A-Za-z0-9_.+-]*/y

/**
 * Cuts a `where` clause into tokens; the last is of kind `end`. Linear in the length of the text.
 *
 * @throws ConditionFault where the text is no token
 */
export function lexCondition(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = endOf(SPACE, text, 0)
  while (at < text.length) {
    const token = readToken(text, at)
    tokens.push(token)
    at = endOf(SPACE, text, token.end)
  }
  tokens.push({ kind: 'end', start: text.length, end: text.length })
  return tokens
}

function readToken(text: string, start: number): Token {
  const first = text.charAt(start)
  if (first === '$') return readVariable(text, start)
  if (CLOSING_QUOTES.has(first)) return readString(text, start)
  if (first === '?') return readSlot(text, start)
  const number = match(NUMBER, text, start)
  if (number !== '') return readNumber(text, start, number)
  const foreign = FOREIGN_SIGNS.find(([sign]) => text.startsWith(sign, start))
  if (foreign !== undefined) {
    const [sign, here] = foreign
    throw new ConditionFault(
      'where-syntax',
      start,
      start + sign.length,
      `there is no sign \`${sign}\``,
      `write \`${here}\``,
    )
  }
  const sign = match(SIGN, text, start)
  if (sign !== '') return { kind: 'sign', text: sign, start, end: start + sign.length }
  const word = match(IDENTIFIER, text, start)
  if (word !== '') return { kind: 'word', text: word, start, end: start + word.length }
  throw unexpectedCharacter(text, start)
}

function unexpectedCharacter(text: string, start: number): ConditionFault {
  const character = String.fromCodePoint(text.codePointAt(start) as number)
  const end = start + character.length
  if (character === '’' || character === '”') {
    const message = `the quote \`${character}\` ends a string that was not begun with its counterpart`
    return new ConditionFault('quote-mixed', start, end, message, "put strings in straight quotes: `'…'`")
  }
  const hints: Readonly<Record<string, string>> = {
    '!': 'write `NOT`',
    '+': 'numbers have no `+`',
    '.': 'a number begins with a digit',
  }
  const hint = Object.hasOwn(hints, character) ? hints[character] : undefined
  const name = /[\p{C}\p{Z}]/u.test(character)
    ? `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`
    : character
  return new ConditionFault('where-syntax', start, end, `\`${name}\` cannot stand here`, hint)
}

/**
 * A straight quote ends at the same straight quote, a typographic one at its counterpart, which doubled stands for itself. INVARIANT: no string
 * in typographic quotes holds a quote that could have begun or ended another, or `‘a' AND $x = ‘b’` would be one string.
 */
function readString(text: string, start: number): Token {
  const open = text.charAt(start)
  const close = CLOSING_QUOTES.get(open) as string
  const rivals = open === '‘' ? ["'", '‘'] : open === '“' ? ['"', '“'] : []
  let value = ''
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charAt(at)
    if (rivals.includes(unit)) throw mixedQuotes(start, at + 1, open, unit)
    if (unit === close) {
      if (text.charAt(at + 1) !== close) return { kind: 'string', value, quote: open, start, end: at + 1 }
      at++
    }
    value += unit
  }
  const other = /[‘’“”]/.exec(value)
  if (other !== null && rivals.length === 0) throw mixedQuotes(start, start + 1 + other.index + 1, open, other[0])
  const message = `the string that begins with ${open} does not end`
  throw new ConditionFault('quote-unclosed', start, text.length, message, `end it with ${close}`)
}

function mixedQuotes(start: number, end: number, open: string, other: string): ConditionFault {
  const message = `the string begins with ${open} and goes on to ${other}, another kind of quote`
  return new ConditionFault('quote-mixed', start, end, message, "begin and end it with a straight quote: `'…'`")
}

function readNumber(text: string, start: number, number: string): Token {
  const end = start + number.length
  const whole = match(MALFORMED_NUMBER, text, start)
  if (whole.length > number.length) {
    const message = `\`${whole.slice(0, 40)}\` is no number`
    throw new ConditionFault(
      'where-syntax',
      start,
      start + whole.length,
      message,
      'write digits, or put text in quotes',
    )
  }
  return { kind: 'number', text: number, start, end }
}

function readSlot(text: string, start: number): Token {
  const name = match(IDENTIFIER, text, start + 1)
  if (name === '')
    throw new ConditionFault('where-syntax', start, start + 1, '`?` needs the name of a slot directly after it')
  return { kind: 'slot', name, start, end: start + 1 + name.length }
}

function readVariable(text: string, start: number): Token {
  const name = match(IDENTIFIER, text, start + 1)
  if (name === '')
    throw new ConditionFault('variable-syntax', start, start + 1, '`$` needs the name of a variable directly after it')
  let end = start + 1 + name.length
  let parameter: string | undefined
  if (text.charAt(end) === '[') {
    const read = readName(text, end + 1, 'the name of a path parameter', start)
    parameter = read.name
    if (text.charAt(read.end) !== ']') {
      throw new ConditionFault('variable-syntax', start, read.end, 'the `[` of a variable needs a `]`')
    }
    end = read.end + 1
  }
  const segments: Segment[] = []
  for (let separator = text.charAt(end); separator === ':' || separator === '.'; separator = text.charAt(end)) {
    if (separator === '.' && segments.length === 0) {
      throw new ConditionFault(
        'variable-syntax',
        start,
        end + 1,
        `\`$${name}\` is followed by \`.\``,
        `write \`$${name}:\``,
      )
    }
    const read = readName(text, end + 1, `a name after \`${separator}\``, start)
    segments.push({ separator, name: read.name })
    end = read.end
  }
  return { kind: 'variable', name, segments, start, end, ...(parameter === undefined ? {} : { parameter }) }
}

/** A name inside a variable: an identifier, or any text in double quotes. */
function readName(text: string, start: number, what: string, variableStart: number): { name: string; end: number } {
  if (text.charAt(start) === '"' || text.charAt(start) === '“') {
    const token = readString(text, start)
    if (token.kind === 'string' && token.value !== '') return { name: token.value, end: token.end }
  }
  const name = match(IDENTIFIER, text, start)
  if (name !== '') return { name, end: start + name.length }
  const message = `the variable needs ${what}`
  const hint = 'a name begins with a letter or `_`; put any other in double quotes: `"…"`'
  throw new ConditionFault('variable-syntax', variableStart, start, message, hint)
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function endOf(pattern: RegExp, text: string, at: number): number {
  return at + match(pattern, text, at).length
}
