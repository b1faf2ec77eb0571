import type { components } from './admin-api.ts'

/** A place in a policy with what is wrong there, or remarkable. */
export type Diagnostic = components['schemas']['Diagnostic']

/** Codes that the client itself gives to what no server answered. The others are those of the admin API. */
export type ClientProblemCode = 'ERR_OFFLINE' | 'ERR_UNREADABLE_ANSWER'

/** What a problem is made of. */
export interface ProblemParts {
  readonly code: string
  /** The HTTP status; 0 where nothing was answered. */
  readonly status: number
  readonly title: string
  readonly detail?: string | undefined
  readonly requestId?: string | undefined
  readonly diagnostics?: readonly Diagnostic[] | undefined
  readonly version?: number | undefined
  readonly members?: Readonly<Record<string, unknown>> | undefined
  readonly retryAfterSeconds?: number | undefined
  readonly cause?: unknown
}

/**
 * A request that did not do what was asked, as an error: what the admin API answered, or that nothing answered.
 *
 * @see RFC 9457
 */
export class WardkitProblem extends Error {
  override readonly name = 'WardkitProblem'
  readonly code: string
  /** The HTTP status; 0 where nothing was answered. */
  readonly status: number
  /** What is wrong with this one request, in the server's words. */
  readonly detail: string | undefined
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined
  /** Of a policy that has errors. */
  readonly diagnostics: readonly Diagnostic[]
  /** The version that is there, of what somebody else changed meanwhile. */
  readonly version: number | undefined
  /** Everything else that the problem tells, by its name. */
  readonly members: Readonly<Record<string, unknown>>
  readonly retryAfterSeconds: number | undefined

  constructor(parts: ProblemParts) {
    super(parts.detail ?? parts.title, { cause: parts.cause })
    this.code = parts.code
    this.status = parts.status
    this.detail = parts.detail
    this.requestId = parts.requestId
    this.diagnostics = parts.diagnostics ?? []
    this.version = parts.version
    this.members = parts.members ?? {}
    this.retryAfterSeconds = parts.retryAfterSeconds
  }
}

/** Whether what was thrown is a problem, and where codes are given, one of these. */
export function isProblem(error: unknown, ...codes: readonly string[]): error is WardkitProblem {
  return error instanceof WardkitProblem && (codes.length === 0 || codes.includes(error.code))
}

/** Whether the same request may succeed a little later, so that it can be sent again. */
export function isPassing(error: unknown): boolean {
  return error instanceof WardkitProblem && [0, 429, 502, 503, 504].includes(error.status)
}

/** Reads the problem in an answer. Whatever stands before the server may have answered in its place, so nothing in it is taken for granted. */
export async function readProblem(response: Response): Promise<WardkitProblem> {
  const { status } = response
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN)
  const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined
  const body = await readBody(response)
  if (typeof body?.['code'] !== 'string') {
    return new WardkitProblem({
      code: 'ERR_UNREADABLE_ANSWER' satisfies ClientProblemCode,
      status,
      title: `the answer was ${String(status)} without a problem that can be read`,
      retryAfterSeconds,
    })
  }
  const { code, title, detail, requestId, diagnostics, version, status: _, ...members } = body
  return new WardkitProblem({
    code: code,
    status,
    title: typeof title === 'string' ? title : code,
    detail: typeof detail === 'string' ? detail : undefined,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    diagnostics: Array.isArray(diagnostics) ? (diagnostics as readonly Diagnostic[]) : undefined,
    version: typeof version === 'number' ? version : undefined,
    members,
    retryAfterSeconds,
  })
}

async function readBody(response: Response): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    const body: unknown = await response.json()
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : undefined
  } catch {
    // Not JSON, or cut off: the status is all there is to tell.
    return undefined
  }
}
