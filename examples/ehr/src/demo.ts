import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { PEOPLE, type PersonKey } from './people.ts'
import { startEhr } from './start-ehr.ts'
import { createSteps, type Step } from './steps.ts'

// Starts the EHR with data that stays, and prints who can log in and what to paste.

const port = readPort(process.env['PORT'] ?? '3000')
const ehr = await startEhr({ directory: fileURLToPath(new URL('../data', import.meta.url)), port }).catch(explainStart)

print('', `The EHR answers at ${ehr.url}. Ctrl-C ends it; what you create stays in examples/ehr/data.`, '')
print('Who can log in:')
for (const person of Object.values(PEOPLE))
  print(`  ${person.email.padEnd(30)} ${`'${person.password}'`.padEnd(34)} ${person.part}`)
print('', 'Paste into another terminal. First everybody logs in (a token is good for 15 minutes):', '')
for (const person of Object.keys(PEOPLE) as PersonKey[]) print(loginCommand(person))
print('', 'Then the scenario:')
for (const step of createSteps(randomBytes(3).toString('hex')))
  print('', `# ${step.title}: ${step.expected}`, command(step))
print('')

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void ehr.close().then(() => process.exit(0)))
}

function loginCommand(person: PersonKey): string {
  const { email, password } = PEOPLE[person]
  const body = JSON.stringify({ email, password })
  return `${variableOf(person)}=$(curl -s ${ehr.url}/wardkit/login -H 'content-type: application/json' -d '${body}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`
}

function command({ person, method, path, body }: Step): string {
  const parts = [`curl -s -w '\\n%{http_code}\\n' -X ${method} ${ehr.url}${path}`]
  if (person !== null) parts.push(`-H "authorization: Bearer $${variableOf(person)}"`)
  if (body !== undefined) parts.push(`-H 'content-type: application/json' -d '${JSON.stringify(body)}'`)
  return parts.join(' ')
}

function variableOf(person: PersonKey): string {
  return person.toUpperCase()
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

function explainStart(error: unknown): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    console.error(
      `port ${port} is taken: run the demo with another, for example \`PORT=${port + 1} npx -y pnpm@12 demo\``,
    )
    process.exit(1)
  }
  throw error
}
