import type { Context, MiddlewareHandler } from 'hono'

/** What went wrong at the token endpoint. @see RFC 6749, section 5.2; RFC 8693, section 2.2.2 */
export type OAuthErrorCode =
  'invalid_request' | 'invalid_client' | 'invalid_scope' | 'invalid_target' | 'unsupported_grant_type'

/** A refusal of the token endpoint, in the words of OAuth. */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode

  constructor(code: OAuthErrorCode, description: string) {
    super(description)
    this.code = code
  }

  toResponse(): Response {
    const challenge = this.code === 'invalid_client' ? { 'www-authenticate': 'Basic realm="wardkit"' } : {}
    return Response.json(
      { error: this.code, error_description: this.message },
      { status: this.code === 'invalid_client' ? 401 : 400, headers: { 'cache-control': 'no-store', ...challenge } },
    )
  }
}

const FORM = /^application\/x-www-form-urlencoded(?:[ \t]*;[ \t]*charset="?utf-8"?)?$/i

/** Lets only forms through that say nothing twice, with nothing in the URL, where logs would keep it. */
export const onlyForms: MiddlewareHandler = async ({ req }, next) => {
  const problem =
    new URL(req.url).search !== ''
      ? 'parameters belong in the body, never in the URL'
      : !FORM.test(req.header('content-type') ?? '')
        ? 'send a form, with `content-type: application/x-www-form-urlencoded`'
        : isRepetitive(await req.text())
          ? 'a parameter is there twice'
          : undefined
  return problem === undefined ? next() : new OAuthError('invalid_request', problem).toResponse()
}

function isRepetitive(text: string): boolean {
  const names = [...new URLSearchParams(text).keys()]
  return new Set(names).size < names.length
}

/** The parameters of a token request. RFC 6749, section 3.1: one without a value counts as left out. */
export async function readForm({ req }: Pick<Context, 'req'>): Promise<ReadonlyMap<string, string>> {
  return new Map([...new URLSearchParams(await req.text())].filter(([, value]) => value !== ''))
}

export interface ClientCredentials {
  readonly id: string
  readonly secret: string
}

const BASIC = /^basic ([A-Za-z0-9+/]+={0,2})$/i

/** What a client calls itself, and its secret: from the `Authorization` header, else from the form; never from both. @throws OAuthError */
export function readClient(authorization: string | undefined, form: ReadonlyMap<string, string>): ClientCredentials {
  const [id, secret] = [form.get('client_id'), form.get('client_secret')]
  if (authorization === undefined) {
    if (id === undefined || secret === undefined)
      throw new OAuthError(
        'invalid_client',
        'name a client, by Basic authentication or `client_id` and `client_secret`',
      )
    return { id, secret }
  }
  if (secret !== undefined) throw new OAuthError('invalid_request', 'the client authenticates in two ways at once')
  const encoded = BASIC.exec(authorization)?.[1] ?? ''
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const named = colon < 0 ? undefined : { id: decode(text.slice(0, colon)), secret: decode(text.slice(colon + 1)) }
  if (named?.id === undefined || named.secret === undefined || (id !== undefined && id !== named.id))
    throw new OAuthError('invalid_client', 'the client is not known, or its secret is wrong')
  return { id: named.id, secret: named.secret }
}

/** RFC 6749, section 2.3.1: both parts are encoded as in a form. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}
