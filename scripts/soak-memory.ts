// What memory does when there is far more than it keeps: `pnpm soak:memory --tenants 100000 --resources 1000000 --questions 200000`. Fails where the heap grows once
// the caches are full.
import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createTags } from '../packages/core/src/model/tags.ts'
import { createWardkit } from '../packages/core/src/wardkit.ts'
import type { WardkitOptions } from '../packages/core/src/wardkit-options.ts'

const KEPT_TENANTS = 2_000
const KEPT_RESOURCES = 20_000
const MEASURED = 10
/** What the heap may grow by from when the caches are full to the end. */
const MOST_GROWTH = 1.05
const POLICY = "- allow: ['GET:/patient/{patientId}']\n  where: $resourceTags:ward = $principalTags:ward"

const { values } = parseArgs({
  options: { tenants: { type: 'string' }, resources: { type: 'string' }, questions: { type: 'string' } },
})
const tenants = readCount('tenants', values.tenants ?? '100000')
const resources = readCount('resources', values.resources ?? '1000000')
const questions = readCount('questions', values.questions ?? '200000')
const openapi = fileURLToPath(new URL('../packages/core/src/decision/testdata/clinic.openapi.json', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'wardkit-memory-'))
const file = join(directory, 'wardkit.db')
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

try {
  const options: WardkitOptions = {
    openapi,
    database: `sqlite:${file}`,
    secret: 'a secret for this run that is long enough',
    maxTenants: KEPT_TENANTS,
    maxResources: KEPT_RESOURCES,
    accessLog: false,
    onEvent: () => undefined,
  }
  const first = await createWardkit(options)
  const { id: tenant } = await first.tenants.create({ slug: 'tenant-0', name: 'Tenant' })
  const { id: role } = await first.roles.create({ tenant, name: 'nurse', policy: POLICY })
  await first.resources.register({ tenant, type: 'patient', id: '0', tags: { ward: '7' } })
  await first.close()
  multiply(tenant)

  const wardkit = await createWardkit(options)
  const match = wardkit.findOperation('GET', ['patient', '0'])
  if (typeof match === 'string') throw new Error(match)
  const tags = createTags({ ward: '7' })
  /** Each resource as likely as any other, so that hardly any is remembered. */
  const ask = async (): Promise<number> => {
    const n = Math.floor(Math.random() * resources)
    const of = n % tenants === 0 ? tenant : `tenant-${n % tenants}`
    const begun = performance.now()
    const { allowed, reason } = await wardkit.decide({
      principal: { type: 'user', id: 'nina', tenant: of, roles: [role], tags },
      operation: match.operation,
      request: { path: [String(n)], query: new Map(), body: { status: 'absent' } },
    })
    const took = performance.now() - begun
    if (!allowed) throw new Error(`patient ${n} of ${of} was refused: ${reason}`)
    return took
  }
  const measure = async (count: number): Promise<{ readonly heap: number; readonly p99: number }> => {
    const times: number[] = []
    for (let asked = 0; asked < count; asked++) times.push(await ask())
    times.sort((a, b) => a - b)
    collect()
    return { heap: process.memoryUsage().heapUsed, p99: times[Math.floor(count * 0.99)] ?? NaN }
  }

  console.log(
    `${tenants} tenants and ${resources} tagged resources, of which ${KEPT_TENANTS} and ${KEPT_RESOURCES} are kept`,
  )
  const full = await measure(2 * KEPT_RESOURCES)
  console.log(`${mebibytes(full.heap)} of heap when the caches are full, p99 ${full.p99.toFixed(3)} ms`)
  let last = full
  for (let part = 0; part < MEASURED; part++) {
    last = await measure(Math.ceil(questions / MEASURED))
    console.log(`${mebibytes(last.heap)}, p99 ${last.p99.toFixed(3)} ms`)
  }
  const growth = last.heap / full.heap
  console.log(
    `the heap grew by a factor of ${growth.toFixed(3)} over ${questions} questions, the p99 by ${(last.p99 / full.p99).toFixed(2)}`,
  )
  process.exitCode = growth <= MOST_GROWTH ? 0 : 1
  await wardkit.close()
} finally {
  rmSync(directory, { recursive: true })
}

/** Copies the tenant with its role, and its resource, by SQL: written one by one they would take an hour. */
function multiply(tenant: string): void {
  const database = new DatabaseSync(file)
  const copy = (table: string, own: string, changed: Readonly<Record<string, string>>, count: number): void => {
    const columns = (database.prepare(`PRAGMA table_info(${table})`).all() as { readonly name: string }[]).map(
      ({ name }) => name,
    )
    const read = columns.map((name) => changed[name] ?? `${table}.${name}`)
    database.exec(`WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${count - 1})
      INSERT INTO ${table} (${columns.join(', ')}) SELECT ${read.join(', ')} FROM ${table}, number WHERE ${own}`)
  }
  const of = `CASE n % ${tenants} WHEN 0 THEN '${tenant}' ELSE 'tenant-' || (n % ${tenants}) END`
  database.exec('PRAGMA foreign_keys = OFF; BEGIN')
  copy('tenants', `id = '${tenant}'`, { id: "'tenant-' || n", slug: "'tenant-' || n" }, tenants)
  copy('roles', `tenant = '${tenant}'`, { tenant: "'tenant-' || n" }, tenants)
  copy('resources', `tenant = '${tenant}'`, { tenant: of, id: 'CAST(n AS TEXT)' }, resources)
  database.exec('COMMIT')
  database.close()
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function readCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 1) return count
  console.error(`--${name} takes a whole number from 1, not \`${text}\``)
  process.exit(2)
}
