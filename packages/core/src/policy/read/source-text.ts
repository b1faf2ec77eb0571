import type { Span } from '../diagnostic.ts'

/** Gives the span of a stretch of text: from `start` to before `end`, offsets in UTF-16 units. */
export type Locate = (start: number, end: number) => Span

/** Locates in the text itself, by binary search over its line starts; offsets beyond it are taken as its end. */
export function createLocate(text: string): Locate {
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return (start, end) => {
    const offset = Math.max(0, Math.min(start, text.length))
    let low = 0
    let high = lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((lineStarts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    const length = Math.max(0, Math.min(end, text.length) - offset)
    return { line: low + 1, column: offset - (lineStarts[low] as number) + 1, offset, length }
  }
}

/** How many bytes the text takes in UTF-8; half a surrogate pair counts three. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x80) bytes += 1
    else if (unit < 0x800) bytes += 2
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      bytes += 4
      index++
    } else bytes += 3
  }
  return bytes
}
