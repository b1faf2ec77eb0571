// Whether the time of an answer tells who has an account (A01): `pnpm soak:timing --pairs 500`. Asks of an e-mail that somebody has and of one that
// nobody has, in turns, and prints how likely times as different as these are where there is no difference. Fails at 0.01 or below.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createWardkit } from '../packages/core/src/wardkit.ts'
import { mannWhitney } from './mann-whitney.ts'

const WARM_UP = 20

const { values } = parseArgs({ options: { pairs: { type: 'string' } } })
const pairs = Number(values.pairs ?? '500')
const openapi = fileURLToPath(new URL('../packages/core/src/decision/testdata/clinic.openapi.json', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'wardkit-timing-'))
const wardkit = await createWardkit({
  openapi,
  database: `sqlite:${join(directory, 'wardkit.db')}`,
  secret: 'a secret for this run that is long enough',
  rateLimits: {
    loginsPerAddress: 1e6,
    loginsPerAccountAndAddress: 1e6,
    loginsPerAccount: 1e6,
    requestsPerAddress: 1e6,
  },
  onEvent: () => undefined,
})

try {
  const { id: tenant } = await wardkit.tenants.create({ slug: 'acme', name: 'Acme' })
  const email = 'ada@example.com'
  await wardkit.users.create({ tenant, email, name: 'Ada', password: 'seven green kettles', roles: ['member'] })
  await compare('/login/init', (of) => ({ email: of }))
  await compare('/login', (of) => ({ email: of, password: 'a wrong password' }))

  async function compare(path: string, body: (email: string) => object): Promise<void> {
    const known: number[] = []
    const unknown: number[] = []
    for (let pair = -WARM_UP; pair < pairs; pair++) {
      // Whoever comes first takes turns, so that nothing but the account makes a difference.
      const turns = [
        { times: known, of: email },
        { times: unknown, of: `nobody-${pair + WARM_UP}@example.com` },
      ]
      for (const { times, of } of pair % 2 === 0 ? turns : turns.toReversed()) {
        const time = await timeOf(path, body(of))
        if (pair >= 0) times.push(time)
      }
    }
    const p = mannWhitney(known, unknown)
    console.log(
      `${path}: median ${medianOf(known).toFixed(3)} ms with an account, ${medianOf(unknown).toFixed(3)} ms without; ${pairs} pairs, p = ${p.toFixed(4)}`,
    )
    if (p <= 0.01) process.exitCode = 1
  }
} finally {
  await wardkit.close()
  rmSync(directory, { recursive: true })
}

async function timeOf(path: string, body: object): Promise<number> {
  const request = new Request(`http://localhost/wardkit${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const begun = performance.now()
  const response = await wardkit.fetch(request)
  await response.text()
  const time = performance.now() - begun
  if (response.status >= 429) throw new Error(`${path} answered ${response.status}`)
  return time
}

function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN
}
