import { useEffect, useState } from 'react'
import { useWardkit } from '../provider/wardkit-context.ts'

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const REFRESH_MS = 30_000

/** How long ago or ahead something is, in the reader's language, with the whole date behind it. It goes on by itself. */
export function RelativeTime({ at }: { readonly at: number }) {
  const { locale } = useWardkit().localization
  const now = useNow()
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, locale)}>
      {formatRelative(at - now, locale)}
    </time>
  )
}

/** The time, in milliseconds since 1970. It goes on by itself. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A date in the reader's language. */
export function DateText({ at, withTime = false }: { readonly at: number; readonly withTime?: boolean }) {
  const { locale } = useWardkit().localization
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, locale)}>
      {withTime ? formatDateTime(at, locale) : new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at)}
    </time>
  )
}

/** @param difference in milliseconds, negative for what is past */
export function formatRelative(difference: number, locale: string): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const [unit, length] = UNITS.find(([, length]) => Math.abs(difference) >= length) ?? ['second', 1_000]
  // Below a minute it is now: seconds that stand still would lie.
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(difference / length), unit)
}

export function formatDateTime(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** `a, b and c`, as the language has it. */
export function formatList(items: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)
}
