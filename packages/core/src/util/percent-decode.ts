/** Decodes percent-escapes once, or answers undefined where they are not UTF-8. @see RFC 3986, section 2.1 */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
