import createFetchClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './admin-api.ts'
import { readProblem, WardkitProblem, type ClientProblemCode } from './wardkit-problem.ts'

/** A schema of the admin API's document, by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** How the admin API is reached. */
export interface WardkitClientOptions {
  /** Where `wardkitRoutes()` answers; `/wardkit` when absent. */
  readonly baseUrl?: string | undefined
  /** Answers the access token to send, for applications without the session cookie. It is asked before every request and kept nowhere. */
  readonly getToken?: (() => string | null | Promise<string | null>) | undefined
  /** The platform's own when absent. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * The admin API, typed by its OpenAPI document: `client.GET('/users', …)`. What is not answered with success is thrown as a `WardkitProblem`, so
 * that `answerOf` gives the answer and nothing else.
 */
export interface WardkitClient extends Client<paths> {
  /** Where the admin API is. */
  readonly baseUrl: string
  /** Sends a request as all others are sent, for answers that are read as they come. */
  readonly send: (request: Request) => Promise<Response>
}

const REVISION = 'wardkit-revision'

/**
 * Makes a client. It carries the newest revision that it has seen, so that what it reads is never older than what it has written.
 *
 * @example
 * const client = createWardkitClient({ baseUrl: '/wardkit' })
 * const { items } = await answerOf(client.GET('/api-keys'))
 */
export function createWardkitClient(options: WardkitClientOptions = {}): WardkitClient {
  const { getToken, fetch: sendRequest = (request: Request) => fetch(request) } = options
  const baseUrl = toAbsolute(options.baseUrl ?? '/wardkit')
  let revision = -1

  async function send(request: Request): Promise<Response> {
    const token = (await getToken?.()) ?? null
    if (token !== null) request.headers.set('authorization', `Bearer ${token}`)
    if (revision >= 0) request.headers.set(REVISION, String(revision))
    const response = await reach(request)
    const seen = Number(response.headers.get(REVISION) ?? Number.NaN)
    if (seen > revision) revision = seen
    if (response.ok) return response
    const problem = await readProblem(response)
    // The store was set back, as after a restore: what was seen in it is gone.
    if (problem.code === 'ERR_REVISION_AHEAD') revision = -1
    throw problem
  }

  async function reach(request: Request): Promise<Response> {
    try {
      return await sendRequest(request)
    } catch (cause) {
      if (request.signal.aborted) throw cause
      const code: ClientProblemCode = 'ERR_OFFLINE'
      throw new WardkitProblem({ code, status: 0, title: 'the server cannot be reached', cause })
    }
  }

  const client = createFetchClient<paths>({
    baseUrl,
    // With a token of its own the application wants no cookie to speak for it.
    credentials: getToken === undefined ? 'same-origin' : 'omit',
    fetch: send,
  })
  return { ...client, baseUrl, send }
}

/** The answer to a request of a client. @throws WardkitProblem */
export async function answerOf<Answer>(sent: Promise<{ readonly data?: Answer }>): Promise<Answer> {
  const { data } = await sent
  // What is no success was thrown, and what has no body answers undefined by its type.
  return data as Answer
}

/** `Request` takes whole URLs only outside a page. Where there is no page, nothing is sent either. */
function toAbsolute(baseUrl: string): string {
  const trimmed = baseUrl.replace(/\/+$/, '')
  return typeof location === 'undefined' || !trimmed.startsWith('/') ? trimmed : location.origin + trimmed
}
