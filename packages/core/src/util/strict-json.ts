/** Deepest nesting that `parseStrictJson` takes. */
export const MAX_JSON_DEPTH = 64

/**
 * Parses JSON in which no object says a key twice and nothing nests deeper than `MAX_JSON_DEPTH`. `JSON.parse` keeps the last of two equal
 * keys where other readers keep the first, and what two readers see differently, an attacker can hide from one of them.
 *
 * @throws SyntaxError for anything else; its message holds nothing of the text
 * @see RFC 8259, section 4; RFC 7519, section 4
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The engine's own message quotes the text, which may hold a password.
    throw new SyntaxError('this is not JSON')
  }
  assertSingleKeys(text)
  return value
}

/** Walks text that is known to be JSON: inside it, a string is a key exactly when a colon follows. */
function assertSingleKeys(text: string): void {
  /** Keys seen in each open object; null for an open array. */
  const open: (Set<string> | null)[] = []
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '{':
      case '[':
        open.push(text[at] === '{' ? new Set() : null)
        if (open.length > MAX_JSON_DEPTH) throw new SyntaxError(`the JSON nests deeper than ${MAX_JSON_DEPTH} levels`)
        break
      case '}':
      case ']':
        open.pop()
        break
      case '"': {
        const start = at
        for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++
        if (!isFollowedByColon(text, at + 1)) break
        const keys = open.at(-1)
        const key = JSON.parse(text.slice(start, at + 1)) as string
        if (keys?.has(key) === true) throw new SyntaxError('the JSON has an object that says a key twice')
        keys?.add(key)
      }
    }
  }
}

function isFollowedByColon(text: string, from: number): boolean {
  let at = from
  while (' \t\n\r'.includes(text[at] ?? '.')) at++
  return text[at] === ':'
}
