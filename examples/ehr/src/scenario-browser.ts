/** A person's browser, as far as cookies and redirects go: one origin's cookies are no other's. */
export interface ScenarioBrowser {
  /** Goes somewhere, from redirect to redirect, until there is a page or a path of `stopAt`. */
  visit(url: string, stopAt?: string): Promise<Visited>
  post(url: string, form: Readonly<Record<string, string>>): Promise<Visited>
  /** What a page's script would get: JSON of the origin that the browser is logged in at. */
  send(method: string, url: string, body?: object): Promise<Visited>
}

export interface Visited {
  readonly url: string
  readonly status: number
  readonly text: string
}

export function openScenarioBrowser(): ScenarioBrowser {
  const jars = new Map<string, Map<string, string>>()

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map<string, string>()
    jars.set(origin, jar)
    const headers = new Headers(init.headers)
    headers.set('cookie', Array.from(jar, ([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, redirect: 'manual', headers })
    for (const field of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(field) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  async function follow(url: string, response: Response, stopAt: string | undefined): Promise<Visited> {
    const location = response.headers.get('location')
    const text = await response.text()
    const next = location === null ? undefined : new URL(location, url).href
    if (next === undefined || next === stopAt) return { url: next ?? url, status: response.status, text }
    // As a browser does that was led there by another site's page, or by this one's.
    const site = new URL(next).origin === new URL(url).origin ? 'same-origin' : 'cross-site'
    return follow(next, await send(next, { headers: { 'sec-fetch-site': site } }), stopAt)
  }

  return {
    visit: async (url, stopAt) => follow(url, await send(url, { headers: { 'sec-fetch-site': 'none' } }), stopAt),
    post: async (url, form) =>
      follow(url, await send(url, { method: 'POST', body: new URLSearchParams(form) }), undefined),
    async send(method, url, body) {
      const response = await send(url, {
        method,
        headers: { 'sec-fetch-site': 'same-origin', ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      })
      return { url, status: response.status, text: await response.text() }
    },
  }
}
