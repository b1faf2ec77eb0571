import { findNearest } from './nearest.ts'

/**
 * Refuses an option nobody knows: a misspelled one would silently leave its default in force.
 *
 * @param owner whose options they are, as the caller wrote it: `authorize()`
 * @throws TypeError naming the option and the nearest known one
 */
export function assertKnownOptions(owner: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${owner} takes an object of options, not ${describeKind(options)}`)
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const nearest = findNearest(name, known)
    const advice =
      nearest === undefined ? `known are ${known.map(quote).join(', ')}` : `did you mean ${quote(nearest)}?`
    throw new TypeError(`${owner} has no option ${quote(name)}: ${advice}`)
  }
}

function describeKind(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

function quote(name: string): string {
  return `\`${name}\``
}
