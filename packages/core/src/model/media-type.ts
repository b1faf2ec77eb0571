/** Whether a media type (lower-case, without parameters) is JSON. @see RFC 6839, section 3.1 */
export function isJsonMediaType(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType === 'text/json' || mediaType.endsWith('+json')
}

/** Whether a media type is what a declared one (perhaps a range such as `application/*`) stands for. Both lower-case, without parameters. */
export function isInMediaRange(mediaType: string, declared: string): boolean {
  return declared === mediaType || declared === '*/*' || declared === `${mediaType.slice(0, mediaType.indexOf('/'))}/*`
}
