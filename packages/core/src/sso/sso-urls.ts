/** Where the browser and the provider reach what single sign-on needs here. */
export interface SsoUrls {
  /** The path that everything below has in common, for cookies and redirects. */
  readonly base: string
  start(connection: string, query?: Readonly<Record<string, string>>): string
  /** The redirect URI. INVARIANT: each connection has its own, so that no provider's answer passes for another's. */
  callback(connection: string): string
  backchannelLogout(connection: string): string
  /** Where a provider sends the browser after it ended its session. */
  readonly loggedOut: string
}

/** @param base the public URL of Wardkit's own routes, such as `https://app.example.com/wardkit` */
export function createSsoUrls(base: string): SsoUrls {
  const of = (path: string, connection: string) => `${base}/sso/${path}/${encodeURIComponent(connection)}`
  return {
    base,
    start(connection, query = {}) {
      const search = new URLSearchParams(query).toString()
      return of('start', connection) + (search === '' ? '' : `?${search}`)
    },
    callback: (connection) => of('callback', connection),
    backchannelLogout: (connection) => of('backchannel-logout', connection),
    loggedOut: `${base}/sso/logged-out`,
  }
}
