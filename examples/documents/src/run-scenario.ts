import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PEOPLE, type PersonKey } from './people.ts'
import { seed } from './seed.ts'
import { startDocuments } from './start-documents.ts'
import { STEPS, type Step } from './steps.ts'

/** What came of one step. */
export interface StepResult {
  readonly step: Step
  readonly status: number
  /** Whether status and list are as expected. */
  readonly agrees: boolean
}

const MINUTE = 60_000

/** Starts the service on a store of its own, sends it the requests of the scenario one after the other, and ends it. */
export async function runScenario(): Promise<readonly StepResult[]> {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-documents-'))
  let passed = 0
  const clock = (): number => Date.now() + passed
  try {
    const service = await startDocuments({ directory, port: 0, clock })
    try {
      const words = new Map([['EXPIRY', new Date(clock() + MINUTE).toISOString()]])
      for (const [person, id] of await seed(service.wardkit)) words.set(person.toUpperCase(), id)
      const tokens = new Map<PersonKey | null, string>()
      for (const person of Object.keys(PEOPLE) as PersonKey[]) tokens.set(person, await login(service.url, person))
      const results: StepResult[] = []
      for (const step of STEPS) {
        if (step.waits === true) passed += MINUTE
        results.push(await send(service.url, step, tokens.get(step.person), words))
      }
      return results
    } finally {
      await service.close()
    }
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function send(
  url: string,
  step: Step,
  token: string | undefined,
  words: Map<string, string>,
): Promise<StepResult> {
  const fill = (text: string): string => text.replace(/\$([A-Z]+)/g, (_, word: string) => words.get(word) ?? '')
  const response = await fetch(url + fill(step.path), {
    method: step.method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(step.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(step.body === undefined ? {} : { body: fill(JSON.stringify(step.body)) }),
  })
  const text = await response.text()
  if (step.keeps !== undefined && response.ok) {
    const [field, word] = step.keeps
    words.set(word, String((JSON.parse(text) as Record<string, unknown>)[field]))
  }
  const isListed = text.includes(words.get('DOCUMENT') ?? '')
  const agrees = response.status === step.expected && (step.lists ?? isListed) === isListed
  return { step, status: response.status, agrees }
}

async function login(url: string, person: PersonKey): Promise<string> {
  const { email, password } = PEOPLE[person]
  const response = await fetch(`${url}/wardkit/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  if (!response.ok) throw new Error(`${email} could not log in: ${response.status} ${await response.text()}`)
  return ((await response.json()) as { accessToken: string }).accessToken
}
