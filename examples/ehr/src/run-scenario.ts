import { login } from './login.ts'
import { PEOPLE, type PersonKey } from './people.ts'
import { createSteps, type Step } from './steps.ts'

/** What came of one step. */
export interface StepResult {
  readonly step: Step
  readonly status: number
  /** Why it was refused, as the answer says. */
  readonly reason: string | undefined
  /** Whether status and body are as expected. */
  readonly agrees: boolean
}

/** Sends the scenario's requests to a running EHR, one after the other. */
export async function runScenario(url: string, run: string): Promise<readonly StepResult[]> {
  const tokens = new Map<PersonKey, string>()
  for (const person of Object.keys(PEOPLE) as PersonKey[]) tokens.set(person, await login(url, person))
  const results: StepResult[] = []
  for (const step of createSteps(run)) {
    results.push(await send(url, step, step.person === null ? undefined : tokens.get(step.person)))
  }
  return results
}

async function send(url: string, step: Step, token: string | undefined): Promise<StepResult> {
  const response = await fetch(url + step.path, {
    method: step.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(step.body === undefined ? {} : { body: JSON.stringify(step.body) }),
  })
  const body = (await response.json()) as Record<string, unknown>
  const reason = typeof body['reason'] === 'string' ? body['reason'] : undefined
  // A refusal of a known caller must say why: the example runs with `explain`.
  const isExplained = response.status !== 403 || reason !== undefined
  const isHidden = step.hidden === undefined || !Object.hasOwn(body, step.hidden)
  return { step, status: response.status, reason, agrees: response.status === step.expected && isExplained && isHidden }
}
