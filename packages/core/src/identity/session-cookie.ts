/** What the cookie of a browser's session is called. `__Host-`: only this very host can set it, over HTTPS, for all its paths. */
export const SESSION_COOKIE = '__Host-wardkit'

/** The `Set-Cookie` field that gives a browser its session. No script reads it, and no other site's form sends it along. */
export function setSessionCookie(text: string, maxAgeSeconds: number): string {
  return `${SESSION_COOKIE}=${text}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`
}

/** The `Set-Cookie` field that takes it away again. */
export function clearSessionCookie(): string {
  return `${SESSION_COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Lax`
}

/**
 * The session's text in the `Cookie` fields of a request: undefined where there is none, null where there are several, of which somebody planted
 * one.
 */
export function readSessionCookie(cookie: readonly string[]): string | null | undefined {
  const found = cookie
    .flatMap((field) => field.split(';'))
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
  if (found.length > 1) return null
  return found[0]?.slice(SESSION_COOKIE.length + 1)
}
