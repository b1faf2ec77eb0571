/** A value that stands in a message. */
export type MessageValue = string | number

/** A message in its parts: text, and the names of values that stand between. */
type Part =
  | string
  | { readonly value: string }
  | { readonly plural: string; readonly cases: ReadonlyMap<string, readonly Part[]> }

const parsed = new Map<string, readonly Part[]>()

/**
 * Writes a message with its values: `{name}` is a value, and `{count, plural, one {# key} other {# keys}}` chooses by a number as the language
 * does, `=0` and its like before. Values are text and never syntax.
 *
 * @see https://unicode-org.github.io/icu/userguide/format_parse/messages/ of which this is the part that the widgets use
 */
export function formatMessage(message: string, values: Readonly<Record<string, MessageValue>>, locale: string): string {
  return formatParts(message, values, locale).join('')
}

/** The same with values of any kind, such as elements, each a part of its own. */
export function formatParts<Value>(
  message: string,
  values: Readonly<Record<string, Value | MessageValue>>,
  locale: string,
): readonly (Value | string)[] {
  let parts = parsed.get(message)
  if (parts === undefined) {
    parts = parseParts(message, { at: 0 })
    parsed.set(message, parts)
  }
  return writeParts(parts, values, locale, undefined)
}

/** The names of the values of a message. */
export function placeholdersOf(message: string): readonly string[] {
  const names = new Set<string>()
  const collect = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (typeof part === 'string') continue
      if ('value' in part) names.add(part.value)
      else {
        names.add(part.plural)
        for (const inner of part.cases.values()) collect(inner)
      }
    }
  }
  collect(parseParts(message, { at: 0 }))
  return [...names].filter((name) => name !== '#').sort()
}

function writeParts<Value>(
  parts: readonly Part[],
  values: Readonly<Record<string, Value | MessageValue>>,
  locale: string,
  count: number | undefined,
): readonly (Value | string)[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [part]
    if ('value' in part) {
      const value = part.value === '#' ? (count ?? 0) : (values[part.value] ?? '')
      return [typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value]
    }
    const number = Number(values[part.plural] ?? 0)
    const chosen =
      part.cases.get(`=${String(number)}`) ??
      part.cases.get(new Intl.PluralRules(locale).select(number)) ??
      part.cases.get('other') ??
      []
    return writeParts(chosen, values, locale, number)
  })
}

function parseParts(message: string, place: { at: number }, within = false): readonly Part[] {
  const parts: Part[] = []
  let text = ''
  const push = (part: Part): void => {
    if (text !== '') parts.push(text)
    text = ''
    parts.push(part)
  }
  for (; place.at < message.length; place.at++) {
    const character = message[place.at] ?? ''
    if (character === '}' && within) break
    if (character === '#' && within) push({ value: '#' })
    else if (character === '{') push(parseValue(message, place))
    else text += character
  }
  if (text !== '') parts.push(text)
  return parts
}

const VALUE = /\{\s*(\w+)\s*(\}|,\s*plural\s*,)/y
const CASE = /\s*(=\d+|zero|one|two|few|many|other)\s*\{/y

/** Begins at the opening brace, and ends at the closing one. */
function parseValue(message: string, place: { at: number }): Part {
  VALUE.lastIndex = place.at
  const [head = '', name = '', end] = VALUE.exec(message) ?? []
  if (head === '') throw new TypeError(`a message has a brace that opens no value, at ${String(place.at)}: ${message}`)
  place.at += head.length
  if (end === '}') {
    place.at--
    return { value: name }
  }
  const cases = new Map<string, readonly Part[]>()
  for (;;) {
    CASE.lastIndex = place.at
    const [opening = '', key = ''] = CASE.exec(message) ?? []
    if (opening === '') break
    place.at += opening.length
    cases.set(key, parseParts(message, place, true))
    place.at++
  }
  while (message[place.at] === ' ') place.at++
  if (message[place.at] !== '}' || !cases.has('other')) {
    throw new TypeError(`a plural in a message needs its \`other\` and its closing brace: ${message}`)
  }
  return { plural: name, cases }
}
