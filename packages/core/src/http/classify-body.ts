import type { Json } from '../model/json.ts'
import { isInMediaRange, isJsonMediaType } from '../model/media-type.ts'
import type { BodyValue } from '../model/request-values.ts'
import type { Operation } from '../model/service.ts'

/** What is known of a request's body before it is decided about. */
export interface SentBody {
  /** Whether there is a body: `Transfer-Encoding`, or a `Content-Length` other than 0. */
  readonly present: boolean
  /** What the body parser made of it; absent where none ran. */
  readonly parsed?: { readonly value: Json }
  /** Whether whoever decides is shown no bodies at all, as before a gateway: one may then come without being announced. */
  readonly withheld?: true
}

/** What conditions may read of a body, or why the request is refused. */
export type ClassifiedBody =
  | { readonly ok: true; readonly body: BodyValue }
  | { readonly ok: false; readonly code: 'ERR_INVALID_INPUT' | 'ERR_MEDIA_TYPE'; readonly message: string }

/**
 * Decides what a body is by its `Content-Type` and what the operation declares, never by what it looks like, so that condition and handler
 * see one reading of it. A body where the operation declares none is `other`.
 *
 * @param contentTypes every `Content-Type` header as sent (Node keeps only the first in `headers`; `headersDistinct` has them all)
 */
export function classifyBody(operation: Operation, contentTypes: readonly string[], sent: SentBody): ClassifiedBody {
  if (!sent.present) {
    const isUnknown = sent.withheld === true && operation.body !== null
    return { ok: true, body: { status: isUnknown ? 'unavailable' : 'absent' } }
  }
  if (contentTypes.length > 1) return malformed('the request has several `Content-Type` headers')
  if (operation.body === null) return { ok: true, body: { status: 'other' } }
  const header = contentTypes[0]
  if (header === undefined) return unsupported('the body comes without a `Content-Type`')
  const type = parseMediaType(header)
  if (type === undefined) return malformed('the `Content-Type` cannot be read')
  if (!operation.body.mediaTypes.some((declared) => isInMediaRange(type.essence, declared)))
    return unsupported(`this operation takes no \`${type.essence}\``)
  if (!isJsonMediaType(type.essence)) return { ok: true, body: { status: 'other' } }
  if (type.charset !== undefined && type.charset !== 'utf-8') return unsupported('JSON is read as UTF-8 only')
  if (sent.parsed === undefined) return { ok: true, body: { status: 'unavailable' } }
  return { ok: true, body: { status: 'json', value: sent.parsed.value, mediaType: type.essence } }
}

/** A media type without its parameters, lower-case, and its charset. */
interface MediaType {
  readonly essence: string
  readonly charset?: string
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const MEDIA_TYPE = new RegExp(`^(${TOKEN}/${TOKEN})[ \\t]*(.*)$`, 's')
const PARAMETER = new RegExp(`;[ \\t]*(?:(${TOKEN})=(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)"))?[ \\t]*`, 'sy')

/** Reads a `Content-Type`, or answers undefined where two readers might read it differently. @see RFC 9110, section 8.3.1 */
function parseMediaType(header: string): MediaType | undefined {
  const match = MEDIA_TYPE.exec(header.trim())
  if (match === null) return undefined
  const [, essence = '', rest = ''] = match
  let charset: string | undefined
  PARAMETER.lastIndex = 0
  while (PARAMETER.lastIndex < rest.length) {
    const parameter = PARAMETER.exec(rest)
    if (parameter === null) return undefined
    const [, name, token, quoted] = parameter
    if (name?.toLowerCase() !== 'charset') continue
    if (charset !== undefined) return undefined
    charset = (token ?? quoted ?? '').toLowerCase()
  }
  return { essence: essence.toLowerCase(), ...(charset === undefined ? {} : { charset }) }
}

function malformed(message: string): ClassifiedBody {
  return { ok: false, code: 'ERR_INVALID_INPUT', message }
}

function unsupported(message: string): ClassifiedBody {
  return { ok: false, code: 'ERR_MEDIA_TYPE', message }
}
