import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHistogram, performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { authorize, wardkitRoutes } from '@wardkit/express'
import express, { type Request, type RequestHandler } from 'express'
import { login } from '../../../examples/ehr/src/login.ts'
import { patientRoutes } from '../../../examples/ehr/src/patient-routes.ts'
import { answerProblem, notFound } from '../../../examples/ehr/src/express-problems.ts'
import { openRecords } from '../../../examples/ehr/src/records.ts'
import { seed } from '../../../examples/ehr/src/seed.ts'
import { authorizeByHand } from './by-hand.ts'
import type { ServerKind, ServerMessage } from './server-message.ts'

// The EHR of one kind in a process of its own: `server.ts guarded`. Everything but `authorize()` and its access log is the same in all.

const kind = process.argv[2] as ServerKind
const directory = mkdtempSync(join(tmpdir(), 'wardkit-bench-'))
const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

let dropped = 0
const wardkit = await createWardkit({
  openapi: ['patient', 'diagnostic'].map((service) =>
    fileURLToPath(new URL(`../../../examples/ehr/${service}.openapi.yaml`, import.meta.url)),
  ),
  database: `sqlite:${join(directory, 'wardkit.db')}`,
  secret: 'the secret of a benchmark and of nothing else',
  url,
  onEvent(event) {
    if (event.type === 'access-log-dropped') dropped += event.dropped
  },
  ...(kind === 'unlogged' ? { accessLog: false } : {}),
})
const records = openRecords(join(directory, 'records.db'), join(directory, 'wardkit.db'))
await seed(wardkit, records)
const tenant = await findTenant(wardkit)
const patientId = 'patient-1'
await wardkit.resources.register({ tenant, type: 'patient', id: patientId, tags: { ward: 'north' } })
records.ofTenant(tenant).insertPatient({ patientId, name: 'Pat', notes: 'well', lastVisitDate: null })

/** What `authorize()` takes of each request, in nanoseconds, until the next report. */
const times = createHistogram()
const BEGUN = Symbol('begun')
type Timed = Request & { [BEGUN]?: number }
const begin: RequestHandler = (request: Timed, _response, next) => {
  // Its place is made before the time is taken.
  request[BEGUN] = 0
  request[BEGUN] = performance.now()
  next()
}
const end: RequestHandler = (request: Timed, _response, next) => {
  times.record(Math.max(1, Math.round((performance.now() - (request[BEGUN] ?? NaN)) * 1e6)))
  next()
}

const app = express()
app.disable('x-powered-by')
app.use(wardkitRoutes({ wardkit }))
app.use(express.json())
app.use(begin)
app.use(await authorization())
app.use(end)
app.use(patientRoutes(wardkit, records))
app.use(notFound)
app.use(answerProblem)
server.on('request', app)

let used = process.cpuUsage()
process.on('message', (message) => {
  if (message === 'report') {
    const { user, system } = process.cpuUsage(used)
    send({ kind: 'report', p99: times.percentile(99), processorTime: (user + system) * 1_000, dropped })
    used = process.cpuUsage()
    times.reset()
  }
})
process.once('disconnect', () => {
  rmSync(directory, { recursive: true, force: true })
  process.exit()
})
send({ kind: 'ready', url: `${url}/patient/${patientId}`, token: await login(url, 'doctor') })

async function authorization(): Promise<RequestHandler> {
  switch (kind) {
    case 'bare':
      return asDoctor()
    case 'byHand':
      return authorizeByHand(wardkit, tenant, url)
    case 'unlogged':
    case 'guarded':
      return authorize({ wardkit, explain: true })
  }
}

/** Stands in for `authorize()` where nobody is asked: every request is the doctor's. */
async function asDoctor(): Promise<RequestHandler> {
  const doctor = await wardkit.users.findByEmail({ tenant, email: 'doctor@acmehealth.example' })
  if (doctor === undefined) throw new Error('the EHR has no doctor')
  const { id, roles, tags } = doctor
  const known = {
    principal: { type: 'user', id, tenant, roles, tags },
    tenant,
    operation: null,
    decision: null,
    requestId: '',
    register: async () => undefined,
  } as const
  return (request, _response, next) => {
    request.wardkit = known
    next()
  }
}

async function findTenant({ tenants }: Wardkit): Promise<string> {
  const found = (await tenants.list()).find(({ slug }) => slug === 'acmehealth')
  if (found === undefined) throw new Error('the EHR has no AcmeHealth')
  return found.id
}

function send(message: ServerMessage): void {
  process.send?.(message)
}
