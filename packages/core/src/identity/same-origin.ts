/** What a request tells of where it came from: its header fields by name in lower case, each as sent. */
export type ReadFields = (name: string) => readonly string[]

/**
 * Whether a browser's request was made by a page of the application itself. Where a browser says what it is about the request, that counts
 * (`Sec-Fetch-Site`, which no page can set); older ones send the `Origin` of the page. A request that tells neither is `unknown`: no browser of
 * today sends one that changes something.
 *
 * @param origin of the public URL; never that of the `Host` header, which a caller writes
 * @see https://www.w3.org/TR/fetch-metadata/
 */
export function originOf(fields: ReadFields, origin: string): 'same' | 'other' | 'unknown' {
  const [site, ...sites] = fields('sec-fetch-site')
  const [sent, ...others] = fields('origin')
  if (sites.length > 0 || others.length > 0) return 'other'
  // Behind a proxy that changes the scheme, only the browser knows that a page is of the same origin: it is asked first.
  if (site !== undefined) return site === 'same-origin' ? 'same' : 'other'
  if (sent !== undefined) return sent === origin ? 'same' : 'other'
  return 'unknown'
}
