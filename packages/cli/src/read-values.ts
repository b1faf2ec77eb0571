import type { ChainHead } from '@wardkit/core'
import { UsageError } from './usage-error.ts'

/** Tags given as `key=value`, several values of a key given several times. @throws UsageError */
export function readTagOptions(given: readonly string[]): Record<string, readonly string[]> {
  const tags = new Map<string, string[]>()
  for (const text of given) {
    const at = text.indexOf('=')
    if (at < 1) throw new UsageError('a tag is given as `key=value`', 'for example `--tag function=doctors`')
    const key = text.slice(0, at)
    tags.set(key, [...(tags.get(key) ?? []), text.slice(at + 1)])
  }
  return Object.fromEntries(tags)
}

const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** Seconds of a span such as `90d`, `12h`, `30m` or `45s`. @throws UsageError */
export function readSeconds(option: string, text: string): number {
  const [, count, unit] = /^([1-9][0-9]{0,8})([smhd])$/.exec(text) ?? []
  if (count === undefined || unit === undefined) {
    throw new UsageError(`\`${option}\` takes a number with s, m, h or d`, `for example \`${option} 90d\``)
  }
  return Number(count) * UNITS[unit as keyof typeof UNITS]
}

/** A moment in milliseconds since 1970: a date, a date and time with its offset, or a span such as `2h` before `now`. @throws UsageError */
export function readMoment(option: string, text: string, now: number): number {
  if (/^[0-9]+[smhd]$/.test(text)) return now - 1000 * readSeconds(option, text)
  const isMoment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/.test(text)
  const moment = isMoment ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(moment)) return moment
  throw new UsageError(
    `\`${option}\` takes a time, not \`${text}\``,
    'for example `2026-01-31`, `2026-01-31T08:00:00Z`, or `2h` for two hours ago',
  )
}

/** The number of an option such as `--expected-version 3`. @throws UsageError */
export function readWhole(option: string, text: string): number {
  if (/^[0-9]{1,15}$/.test(text)) return Number(text)
  throw new UsageError(`\`${option}\` takes a whole number, not \`${text}\``)
}

/**
 * A head of a chain of records, as a command prints it.
 *
 * @param command the command that prints it
 * @throws UsageError
 */
export function readHead(command: string, text: string): ChainHead {
  const [, sequence, hash] = /^([0-9]{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence === undefined || hash === undefined) {
    throw new UsageError(`\`--expected\` takes a head as \`${command}\` prints it, sequence:hash`)
  }
  return { sequence: Number(sequence), hash }
}
