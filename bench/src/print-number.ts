/** Nanoseconds in the unit that fits, three digits. */
export function printTime(nanoseconds: number): string {
  if (nanoseconds >= 1e6) return `${toDigits(nanoseconds / 1e6)} ms`
  return nanoseconds >= 1e3 ? `${toDigits(nanoseconds / 1e3)} µs` : `${toDigits(nanoseconds)} ns`
}

/** Bytes in the unit that fits, three digits. */
export function printBytes(bytes: number): string {
  return bytes >= 1e6 ? `${toDigits(bytes / 1e6)} MB` : `${toDigits(bytes / 1e3)} kB`
}

/** A part of one as a whole percentage. */
export function printPercent(part: number): string {
  return `${Math.round(part * 100)}%`
}

/** A number with three digits that count. */
export function toDigits(number: number): string {
  return number >= 100 ? String(Math.round(number)) : String(Number(number.toPrecision(3)))
}
