import { isIP } from 'node:net'

/**
 * The network address of whoever calls.
 *
 * Each proxy appends the address it was called from to `X-Forwarded-For`; what stands before that, the caller wrote. So only as many entries
 * count, from the right, as there are proxies of one's own.
 *
 * @param remote the address at the other end of the connection
 * @param forwardedFor every `X-Forwarded-For` field, as sent
 * @param hops how many proxies of one's own stand in front
 */
export function clientAddress(
  remote: string | undefined,
  forwardedFor: readonly string[],
  hops: number,
): string | undefined {
  if (hops === 0) return remote
  const entries = forwardedFor.flatMap((field) => field.split(',')).map((entry) => entry.trim())
  const entry = entries.at(-hops)
  // A chain that is shorter than it must be did not come through the proxies.
  return entry !== undefined && isIP(entry) !== 0 ? entry : remote
}
