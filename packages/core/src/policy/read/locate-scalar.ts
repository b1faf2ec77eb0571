import type { Locate } from './source-text.ts'

const ESCAPE_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['x', 4],
  ['u', 6],
  ['U', 10],
])

/**
 * Maps offsets into the value of a YAML scalar to its source: exactly for plain and quoted scalars and for literal blocks, folded line
 * breaks and escapes included. `raw` is the scalar as written, `start` its offset in the source.
 */
export function locateScalar(value: string, raw: string, start: number, locate: Locate): Locate {
  if (raw.startsWith(value)) return (from, to) => locate(start + from, start + to)
  const offsets = alignScalar(value, raw)
  return (from, to) => {
    const first = offsets[Math.min(from, value.length)] as number
    const last = to > from ? (offsets[Math.min(to, value.length)] as number) : first
    return locate(start + first, start + Math.max(first, last))
  }
}

/** For each unit of the value the offset in `raw` where it was written; the entry after the last is the end of the last. */
function alignScalar(value: string, raw: string): readonly number[] {
  const style = raw.charAt(0)
  const offsets: number[] = []
  let at = style === '|' || style === '>' ? raw.indexOf('\n') + 1 : style === '"' || style === "'" ? 1 : 0
  for (let index = 0; index < value.length; index++) {
    const unit = value.charAt(index)
    if (style === '"' && raw.charAt(at) === '\\' && /[\r\n]/.test(raw.charAt(at + 1))) at = skipSpace(raw, at + 1)
    if (style === '"' && raw.charAt(at) === '\\') {
      offsets.push(at)
      if (raw.charAt(at + 1) === 'U' && (value.codePointAt(index) as number) > 0xffff) {
        offsets.push(at)
        index++
      }
      at += ESCAPE_LENGTHS.get(raw.charAt(at + 1)) ?? 2
      continue
    }
    if (!isSpace(unit) || !isSpace(raw.charAt(at))) at = skipToUnit(raw, at, unit)
    offsets.push(at)
    at += style === "'" && unit === "'" ? 2 : 1
  }
  offsets.push(at)
  return offsets.map((offset) => Math.min(offset, raw.length))
}

/** Line breaks and indentation that the value does not hold. */
function skipToUnit(raw: string, at: number, unit: string): number {
  const after = skipSpace(raw, at)
  return raw.charAt(after) === unit ? after : at
}

function skipSpace(raw: string, at: number): number {
  let end = at
  while (end < raw.length && isSpace(raw.charAt(end))) end++
  return end
}

function isSpace(unit: string): boolean {
  return unit === ' ' || unit === '\n' || unit === '\r' || unit === '\t'
}
