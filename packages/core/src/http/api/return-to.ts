/**
 * Where somebody goes on after a login: a path of this very origin, else `/`. What another site could be read from in any browser is none: `//evil`,
 * `/\evil`, tabs and line breaks that browsers drop.
 *
 * @param origin of the public URL
 */
export function readReturnTo(text: string | undefined, origin: string): string {
  if (text === undefined || !text.startsWith('/') || text.length > 2_048 || !URL.canParse(text, origin)) return '/'
  const url = new URL(text, origin)
  const path = url.pathname + url.search + url.hash
  // `/.//evil` has become `//evil` by now.
  return url.origin === origin && !path.startsWith('//') ? path : '/'
}
