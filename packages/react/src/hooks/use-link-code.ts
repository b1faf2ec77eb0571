import { useState } from 'react'

const CODE = /^#code=(.+)$/

/**
 * The code of the link that led to this page, which stands behind `#` and so in no server's log. It is read once; what was given comes first.
 */
export function useLinkCode(given: string | undefined): string {
  const [code] = useState(() => given ?? readLinkCode())
  return code
}

function readLinkCode(): string {
  if (typeof location === 'undefined') return ''
  return decodeURIComponent(CODE.exec(location.hash)?.[1] ?? '')
}
