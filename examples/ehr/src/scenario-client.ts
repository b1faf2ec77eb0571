import type { StepResult } from './run-scenario.ts'
import type { Step } from './steps.ts'

/** What a request of a scenario carries. */
export interface Sent {
  readonly token?: string
  readonly body?: Readonly<Record<string, unknown>>
  /** A form instead of JSON, for the token endpoint. */
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** A field that must not be in the answer. */
  readonly hidden?: string
  /** Fields that must be in it, with their values. */
  readonly holds?: Answer
}

/** Sends the requests of a scenario that builds on its own answers, and keeps what came of each. */
export interface ScenarioClient {
  readonly results: StepResult[]
  /** Sends one and answers the body: empty where there is none, or no JSON. */
  send(title: string, expected: number, method: Step['method'] | 'PATCH', path: string, sent?: Sent): Promise<Answer>
  /** Notes a step that was no single request: a login in a browser, say. */
  note(title: string, expected: number, status: number): void
}

export type Answer = Readonly<Record<string, unknown>>

/** @param url where the services answer */
export function createScenarioClient(url: string): ScenarioClient {
  const results: StepResult[] = []

  function keep(title: string, expected: number, status: number, agrees: boolean, reason?: string): void {
    const step: Step = { title, person: null, method: 'GET', path: '', expected }
    results.push({ step, status, reason, agrees: agrees && status === expected })
  }

  return {
    results,
    note: (title, expected, status) => keep(title, expected, status, true),
    async send(title, expected, method, path, { token, body, form, headers = {}, hidden, holds = {} } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...headers,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      })
      const text = await response.text()
      const answer = text.startsWith('{') ? (JSON.parse(text) as Answer) : {}
      const reason = typeof answer['reason'] === 'string' ? answer['reason'] : undefined
      const isHidden = hidden === undefined || !Object.hasOwn(answer, hidden)
      const isHeld = Object.entries(holds).every(([name, value]) => answer[name] === value)
      keep(title, expected, response.status, isHidden && isHeld, reason)
      return answer
    },
  }
}
