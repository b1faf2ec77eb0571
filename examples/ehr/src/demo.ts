import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { buildPages } from './build-pages.ts'
import { ACCOUNTS, CLIENT } from './directory/accounts.ts'
import { login, readToken } from './login.ts'
import { PEOPLE, type PersonKey } from './people.ts'
import { startEhr } from './start-ehr.ts'
import { createSteps, serviceOf, type Step } from './steps.ts'

// Starts the EHR with data that stays, and prints who can log in and what to paste.

const port = readPort(process.env['PORT'] ?? '3000')
// Both take seconds, and neither needs the other to have ended.
const [ehr] = await Promise.all([
  startEhr({ directory: fileURLToPath(new URL('../data', import.meta.url)), port }),
  buildPages(),
]).catch(explainStart)
const { urls } = ehr

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void ehr.close().then(() => process.exit(0)))
}
void ehr.failed.then((what) => {
  console.error(`${what}, so everything ends`)
  process.exit(1)
})

print('', `Open ${urls.web} in a browser, and log in as one of those below.`)
print(`Mails wait at ${urls.web}/wardkit/outbox.`)
print('', `Behind it the patient service (Express) answers at ${urls.patient}, and the diagnostic service`)
print(`(Koa) at ${urls.diagnostic}: two processes on one store. Ctrl-C ends all; what you create stays in`)
print('examples/ehr/data.', '')
print('Who can log in:')
for (const person of Object.values(PEOPLE))
  print(`  ${person.email.padEnd(30)} ${`'${person.password}'`.padEnd(34)} ${person.part}`)
print('', `AcmeHealth has an identity provider of its own too, at ${urls.directory}: its accounts, groups and DNS`)
print('are on that page, and the README tells how the admin connects it. People there:')
for (const { email, password, groups } of ACCOUNTS)
  print(`  ${email.padEnd(30)} ${`'${password}'`.padEnd(34)} in ${groups.map((group) => `\`${group}\``).join(', ')}`)
print(`  client id '${CLIENT.id}', client secret '${CLIENT.secret}'`)
print('', 'Paste into another terminal. First everybody logs in (a token is good for 15 minutes):', '')
for (const person of Object.keys(PEOPLE) as PersonKey[]) print(loginCommand(person))
print('', 'Then the scenario:')
const doctor = readToken(await login(urls.patient, 'doctor')).user
const birch = readToken(await login(urls.patient, 'other')).tenant
for (const step of createSteps(randomBytes(3).toString('hex'), { doctor, birch }))
  print('', `# ${step.title}: ${step.expected}`, ...commands(step))
print('', ...keyCommands())
print('')

function loginCommand(person: PersonKey): string {
  const { email, password } = PEOPLE[person]
  const body = JSON.stringify({ email, password })
  return `${variableOf(person)}=$(curl -s ${urls.patient}/wardkit/login -H 'content-type: application/json' -d '${body}' | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`
}

function commands({ person, method, path, body, logsIn, presentsRevision, expected }: Step): readonly string[] {
  const url = urls[serviceOf(path)] + path.replace('{linkId}', '$LINK')
  const keeps = whatIsKept(path, expected)
  const parts = [`curl -s ${keeps?.curl ?? "-w '\\n%{http_code}\\n'"} -X ${method} ${url}`]
  if (person !== null) parts.push(`-H "authorization: Bearer $${variableOf(person)}"`)
  if (presentsRevision === true) parts.push('-H "wardkit-revision: $REVISION"')
  if (body !== undefined) parts.push(`-H 'content-type: application/json' -d '${JSON.stringify(body)}'`)
  if (keeps !== undefined) parts.push(`| tee /dev/stderr | ${keeps.read})`)
  const command = `${keeps === undefined ? '' : `${keeps.variable}=$(`}${parts.join(' ')}`
  return logsIn === true && person !== null ? [loginCommand(person), command] : [command]
}

/** A key for a program, used as it is and exchanged for a token. */
function keyCommands(): readonly string[] {
  const json = `-H 'content-type: application/json' -H "authorization: Bearer $${variableOf('admin')}"`
  const read = (what: string): string => `curl -s ${urls.patient}/patient/P-1002 -H "authorization: Bearer $${what}"`
  return [
    '# the admin makes a key for a program, with the role "front desk"',
    `ROLE=$(curl -s ${urls.patient}/wardkit/roles ${json} | sed 's/.*"id":"\\([^"]*\\)","name":"front desk".*/\\1/')`,
    `MADE=$(curl -s ${urls.patient}/wardkit/api-keys ${json} -d '{"name":"reminders","roles":["'$ROLE'"]}')`,
    `KEY=$(echo "$MADE" | sed 's/.*"text":"\\([^"]*\\)".*/\\1/')`,
    '# which reads a patient, without the notes',
    read('KEY'),
    '# and is exchanged for a token that does',
    `KEY_ID=$(echo "$MADE" | sed 's/.*"id":"\\(key_[^"]*\\)".*/\\1/')`,
    `PROGRAM=$(curl -s ${urls.patient}/wardkit/token -u "$KEY_ID:$KEY" -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    read('PROGRAM'),
  ]
}

/** What a later request needs of an answer: the revision of a change to the staff, to present it; the id of a link, to revoke it. */
function whatIsKept(path: string, expected: number) {
  if (path.startsWith('/staff/')) {
    return { variable: 'REVISION', curl: '-D -', read: 'tr -d "\\r" | sed -n "s/^wardkit-revision: //p"' }
  }
  return expected === 201
    ? { variable: 'LINK', curl: '', read: `sed -n 's/.*"id":"\\(lnk_[^"]*\\)".*/\\1/p'` }
    : undefined
}

function variableOf(person: PersonKey): string {
  return person.toUpperCase()
}

function print(...lines: string[]): void {
  for (const line of lines) console.log(line)
}

function readPort(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number < 65_535) return number
  console.error(`PORT must be a number from 1 to 65534, not \`${text}\`: the second service takes the next`)
  process.exit(1)
}

/** The service that failed has said why. */
function explainStart(error: unknown): never {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
