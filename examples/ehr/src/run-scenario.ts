import { login, readToken } from './login.ts'
import { PEOPLE, type PersonKey } from './people.ts'
import type { Ehr } from './start-ehr.ts'
import { createSteps, serviceOf, type Step } from './steps.ts'

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
export async function runScenario(urls: Ehr['urls'], run: string): Promise<readonly StepResult[]> {
  const tokens = new Map<PersonKey, string>()
  for (const person of Object.keys(PEOPLE) as PersonKey[]) tokens.set(person, await login(urls.patient, person))
  const results: StepResult[] = []
  let revision: string | null = null
  let link = ''
  const doctor = readToken(tokens.get('doctor') ?? '').user
  const birch = readToken(tokens.get('other') ?? '').tenant
  for (const step of createSteps(run, { doctor, birch })) {
    const { person } = step
    const path = step.path.replace('{linkId}', link)
    if (person !== null && step.logsIn === true) tokens.set(person, await login(urls.patient, person))
    const token = person === null ? undefined : tokens.get(person)
    const response = await fetch(urls[serviceOf(path)] + path, {
      method: step.method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(step.presentsRevision === true ? { 'wardkit-revision': revision ?? '' } : {}),
      },
      ...(step.body === undefined ? {} : { body: JSON.stringify(step.body) }),
    })
    if (path.startsWith('/staff/')) revision = response.headers.get('wardkit-revision')
    const text = await response.text()
    const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
    if (response.status === 201) link = String(body['id'])
    results.push(judge(step, response.status, body))
  }
  return results
}

function judge(step: Step, status: number, body: Readonly<Record<string, unknown>>): StepResult {
  const reason = typeof body['reason'] === 'string' ? body['reason'] : undefined
  // A refusal of a known caller must say why: the example runs with `explain`. Wardkit's own operations do not.
  const isExplained = status !== 403 || reason !== undefined || step.path.includes('/wardkit/')
  const isHidden = step.hidden === undefined || !Object.hasOwn(body, step.hidden)
  return { step, status, reason, agrees: status === step.expected && isExplained && isHidden }
}
