import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PEOPLE, type PersonKey } from './people.ts'
import { seed } from './seed.ts'
import { startDocuments } from './start-documents.ts'
import { STEPS, type Step } from './steps.ts'

// Starts the service on a fresh store, and prints who can log in and what to paste.

const port = readPort(process.env['PORT'] ?? '3002')
const directory = mkdtempSync(join(tmpdir(), 'wardkit-documents-'))
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
const service = await startDocuments({ directory, port }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void service.close().then(() => process.exit(0)))
}

print(
  '',
  `The documents (NestJS) answer at ${service.url}. Ctrl-C ends them, and nothing stays.`,
  '',
  'Who can log in:',
)
const people = Object.keys(PEOPLE) as PersonKey[]
for (const person of people) {
  const { email, password, part } = PEOPLE[person]
  print(`  ${email.padEnd(20)} ${`'${password}'`.padEnd(30)} ${part}`)
}
print('', 'Paste into another terminal. First everybody logs in (a token is good for 15 minutes):', '')
for (const [person, id] of await seed(service.wardkit)) print(`${person.toUpperCase()}=${id}`)
for (const person of people) print(loginCommand(person))
print('', 'Then the scenario:')
for (const step of STEPS) print('', `# ${step.title}: ${step.expected}`, ...commands(step))
print('')

function loginCommand(person: PersonKey): string {
  const { email, password } = PEOPLE[person]
  const body = JSON.stringify({ email, password })
  const request = `curl -s ${service.url}/wardkit/login -H 'content-type: application/json' -d '${body}'`
  return `${person.toUpperCase()}_TOKEN=$(${request} | ${cut('accessToken')})`
}

/** The words of a step are variables of the shell, so texts stand in double quotes. */
function commands({ person, method, path, body, keeps, waits }: Step): readonly string[] {
  const parts = [`curl -s -w '\\n%{http_code}\\n' -X ${method} "${service.url}${path}"`]
  if (person !== null) parts.push(`-H "authorization: Bearer $${person.toUpperCase()}_TOKEN"`)
  if (body !== undefined) parts.push(`-H 'content-type: application/json' -d ${JSON.stringify(JSON.stringify(body))}`)
  const request = parts.join(' ')
  return [
    ...(waits === true ? ['sleep 60'] : []),
    ...(body?.['expires_at'] === undefined ? [] : [`EXPIRY=$(node -p 'new Date(Date.now() + 60000).toISOString()')`]),
    keeps === undefined ? request : `${keeps[1]}=$(${request} | tee /dev/stderr | ${cut(keeps[0])})`,
  ]
}

/** Prints the field of an answer. */
function cut(field: string): string {
  return `sed -n 's/.*"${field}":"\\([^"]*\\)".*/\\1/p'`
}

function print(...lines: string[]): void {
  for (const line of lines) console.log(line)
}

function readPort(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number
  console.error(`PORT must be a number from 1 to 65535, not \`${text}\``)
  process.exit(1)
}
