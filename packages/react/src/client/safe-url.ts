/**
 * The URL, where it may stand in a page: https, or http on this very machine. Whatever else a setting holds, such as a script, is nothing.
 */
export function toSafeUrl(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || !URL.canParse(text)) return undefined
  const { protocol, hostname, href } = new URL(text)
  const isLocal =
    protocol === 'http:' && (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1')
  return protocol === 'https:' || isLocal ? href : undefined
}

/** The path within the application to go to after a login: one on another host is none. */
export function toLocalPath(text: string | null | undefined): string | undefined {
  return text !== null && text !== undefined && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) ? text : undefined
}
