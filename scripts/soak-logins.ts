// How long requests with credentials take while hundreds log in: `pnpm soak:logins --logins 200`. Prints the 99th percentiles and their ratio.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createWardkit } from '../packages/core/src/wardkit.ts'

const PASSWORD = 'seven green kettles'
const SAMPLES = 2_000

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

  await measure(SAMPLES, () => false)
  const alone = await measure(SAMPLES, () => false)
  let isOver = false
  const answers = Promise.all(Array.from({ length: logins }, logIn)).finally(() => (isOver = true))
  const flooded = await measure(Infinity, () => isOver)
  const statuses = new Map<number, number>()
  for (const status of await answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
  console.log(`${logins} logins at once: ${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')}`)
  console.log(
    `p99 of authenticate and decide: ${p99(alone).toFixed(3)} ms alone, ${p99(flooded).toFixed(3)} ms meanwhile ` +
      `(${flooded.length} questions), ratio ${(p99(flooded) / p99(alone)).toFixed(2)}`,
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
