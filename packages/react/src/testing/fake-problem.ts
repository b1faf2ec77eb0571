/** A refusal of the fake server's, thrown by a handler or given in place of one. */
export class FakeProblem extends Error {
  override readonly name = 'FakeProblem'
  readonly status: number
  readonly code: string
  readonly members: Readonly<Record<string, unknown>>

  /** @param members further members of the problem, such as `detail` */
  constructor(status: number, code: string, members: Readonly<Record<string, unknown>> = {}) {
    super(`${String(status)} ${code}`)
    this.status = status
    this.code = code
    this.members = members
  }
}

/** Where there is no such thing. */
export function notFound(): FakeProblem {
  return new FakeProblem(404, 'ERR_NOT_FOUND', { detail: 'there is no such thing' })
}
