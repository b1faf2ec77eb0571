// The EHR's own API, as the pages ask it. The session's cookie comes along by itself.

export interface PatientEntry {
  readonly patientId: string
  readonly name: string
  readonly lastVisitDate: string | null
}

/** A patient as one role sees them: a response filter may leave the notes out. */
export interface Patient extends PatientEntry {
  readonly notes?: string
}

export interface DiagnosticEntry {
  readonly diagnosticId: string
  readonly patientId: string
}

export interface Diagnostic extends DiagnosticEntry {
  readonly report: string
}

export interface List<Entry> {
  readonly items: readonly Entry[]
  readonly total: number
}

export const PAGE_SIZE = 20

/** An answer other than success. */
export class ApiError extends Error {
  readonly status: number

  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

/** Asks the EHR, and answers what it answered. @throws ApiError for anything but success */
export async function ask<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json().catch(() => ({}))) as { readonly detail?: string }
  if (!response.ok) throw new ApiError(response.status, answer.detail ?? response.statusText)
  return answer as Answer
}

/** A path with an id in it, whatever the id holds. */
export function pathTo(collection: 'patient' | 'diagnostic', id: string): string {
  return `/${collection}/${encodeURIComponent(id)}`
}

/** The path of a list, with what is asked of it. */
export function listPath(
  collection: 'patient' | 'diagnostic',
  query: Readonly<Record<string, string | number>>,
): string {
  const asked = Object.entries(query).filter(([, value]) => value !== '')
  return `/${collection}?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()}`
}
