// How long requests with credentials take while hundreds log in: `pnpm soak:logins --logins 200`. Prints the 99th percentiles and their ratio, each the median of
// several rounds, in which both take turns.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createWardkit } from '../packages/core/src/wardkit.ts'

const PASSWORD = 'seven green kettles'
const SAMPLES = 2_000
const ROUNDS = 7

const { values } = parseArgs({ options: { logins: { type: 'string' } } })
const logins = Number(values.logins ?? '200')
const openapi = fileURLToPath(new URL('../packages/core/src/decision/testdata/clinic.openapi.json', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'wardkit-logins-'))
const wardkit = await createWardkit({
  openapi,
  database: `sqlite:${join(directory, 'wardkit.db')}`,
  secret: 'a secret for this run that is long enough',
  // The flood is to reach the hashes, as one from many addresses would.
  rateLimits: { loginsPerAddress: 1e6, loginsPerAccountAndAddress: 1e6, loginsPerAccount: 1e6 },
  onEvent: () => undefined,
})

try {
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const email = 'ada@example.com'
  const user = await wardkit.users.create({ tenant, email, name: 'Ada', password: PASSWORD, roles: ['member'] })
  const { text } = await wardkit.apiKeys.create({ tenant, name: 'x', roles: ['member'], createdBy: user.id })
  const match = wardkit.findOperation('GET', ['patient'])
  if (typeof match === 'string') throw new Error(match)
  const { operation, path } = match

  const ask = async (): Promise<void> => {
    const authentication = await wardkit.authenticate([`Bearer ${text}`])
    if (authentication.status !== 'identified') throw new Error(authentication.status)
    const request = { path, query: new Map(), body: { status: 'absent' } } as const
    const { allowed } = await wardkit.decide({ principal: authentication.principal, operation, request })
    if (!allowed) throw new Error('a good request was refused')
  }

  /** Milliseconds of each question, asked one after the other, the event loop free between them. */
  const measure = async (samples: number, isOver: () => boolean): Promise<number[]> => {
    const times: number[] = []
    while (times.length < samples && !isOver()) {
      const begun = performance.now()
      await ask()
      times.push(performance.now() - begun)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return times.sort((a, b) => a - b)
  }
  const p99 = (times: readonly number[]): number => times[Math.floor(times.length * 0.99)] ?? NaN

  /** One round: the 99th percentile alone, and while all of them log in. */
  const flood = async (
    statuses: Map<number, number>,
  ): Promise<{ readonly alone: number; readonly flooded: number }> => {
    const alone = p99(await measure(SAMPLES, () => false))
    let isOver = false
    const answers = Promise.all(Array.from({ length: logins }, logIn)).finally(() => (isOver = true))
    const flooded = p99(await measure(Infinity, () => isOver))
    for (const status of await answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    return { alone, flooded }
  }

  // The first round pays for what is compiled and cached.
  await flood(new Map())
  const statuses = new Map<number, number>()
  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(await flood(statuses))
  const [alone, flooded] = [median(rounds.map((round) => round.alone)), median(rounds.map((round) => round.flooded))]
  const answered = [...statuses].map(([status, count]) => `${count / ROUNDS} × ${status}`).join(', ')
  console.log(`${logins} logins at once, ${ROUNDS} times: each time ${answered}`)
  console.log(
    `p99 of authenticate and decide: ${alone.toFixed(3)} ms alone, ${flooded.toFixed(3)} ms meanwhile, ratio ${(flooded / alone).toFixed(2)}`,
  )

  async function logIn(): Promise<number> {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ email, password: PASSWORD })
    const login = new Request('http://localhost/wardkit/login', { method: 'POST', headers, body })
    return (await wardkit.fetch(login)).status
  }
} finally {
  await wardkit.close()
  rmSync(directory, { recursive: true })
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}
