const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/

/**
 * Reads an RFC 3339 date-time with its offset as nanoseconds since 1970, or undefined where the text is none. At most nine digits of a
 * second; leap seconds (`:60`) have no place on this line and are none.
 *
 * @see RFC 3339, section 5.6
 */
export function readInstant(text: string): bigint | undefined {
  const match = RFC_3339.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = match
  const date = new Date(0)
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  const offset = sign === undefined ? 0 : Number(`${sign}1`) * (Number(offsetHour) * 60 + Number(offsetMinute))
  date.setUTCHours(Number(hour), Number(minute) - offset, Number(second))
  return instantOf(date.getTime()) + BigInt(fraction.padEnd(9, '0'))
}

/** Milliseconds since 1970 as nanoseconds since 1970. */
export function instantOf(milliseconds: number): bigint {
  return BigInt(Math.trunc(milliseconds)) * 1_000_000n
}
