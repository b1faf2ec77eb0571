/** What the core schema of YAML 1.2 reads as something else than text. */
const NOT_TEXT =
  /^(?:~|null|true|false|[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-f]+|\.inf|\.nan|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?))$/i
/** Characters that YAML gives a meaning at the beginning of a value. */
const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`]/
/** Control and format characters, line ends, spaces other than the plain one: what a reader would not see as it is. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u
const INVISIBLE_EACH = new RegExp(INVISIBLE.source, 'gu')

/**
 * Prints text as a YAML value on one line: as it is where YAML reads it back so, else in single quotes, or in double quotes where it holds single
 * ones or a character that cannot be seen, which is then escaped. `inFlow` is for values between `[` and `]`.
 */
export function printScalar(text: string, inFlow = false): string {
  if (INVISIBLE.test(text)) return printEscaped(text)
  if (isPlain(text) && !(inFlow && /[,[\]{}]/.test(text))) return text
  return text.includes("'") ? printEscaped(text) : `'${text}'`
}

/** Prints text in quotes on one line, as a string of a `where` unless it holds a character that cannot be seen, which is then escaped. */
export function printText(text: string): string {
  return INVISIBLE.test(text) ? printEscaped(text) : `'${text.replaceAll("'", "''")}'`
}

/** Escapes what a reader would not see as it is: line ends, control characters, directions of writing, spaces other than the plain one. */
export function escapeInvisible(text: string): string {
  return text.replace(INVISIBLE_EACH, (character) => {
    if (character === '\n') return '\\n'
    if (character === '\t') return '\\t'
    const code = (character.codePointAt(0) as number).toString(16)
    return character.length > 1 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`
  })
}

function isPlain(text: string): boolean {
  if (text === '' || text.trim() !== text || NOT_TEXT.test(text) || text.startsWith('...')) return false
  return !INDICATOR.test(text) && !/:(?: |$)| #/.test(text)
}

function printEscaped(text: string): string {
  return `"${escapeInvisible(text.replace(/["\\]/g, '\\$&'))}"`
}
