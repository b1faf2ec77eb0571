import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openManagement } from '@wardkit/core'
import { startDirectory, type RunningDirectory } from './directory/start-directory.ts'
import { createGateway } from './gateway.ts'
import { portIsTaken } from './port-is-taken.ts'
import { openRecords } from './records.ts'
import { seed } from './seed.ts'
import type { ServiceName } from './start-service.ts'

/** A running EHR: two processes on one store, a gateway before them, and a hospital's own identity provider. */
export interface Ehr {
  /** Where the gateway answers, with the pages and both services, where each service does by itself, and where the identity provider does. */
  readonly urls: Readonly<Record<ServiceName | 'web' | 'directory', string>>
  /** The id of each service's process. */
  readonly processes: Readonly<Record<ServiceName, number>>
  /** Fulfilled, with what is to be said of it, when a service ends by itself; the other is ended with it. */
  readonly failed: Promise<string>
  close(): Promise<void>
}

export interface EhrOptions {
  /** Where the databases are kept. */
  readonly directory: string
  /** The gateway's; the services take the next two, the identity provider the third. 0 takes free ones. */
  readonly port: number
  /** The folder of the built pages. */
  readonly pages?: string
}

/** Where `vite build` puts the pages. */
const PAGES = fileURLToPath(new URL('../web/dist', import.meta.url))

/**
 * Starts the gateway, both services and the identity provider on this machine alone, and seeds their store when it is empty.
 *
 * @throws Error when a service ends before it answers; what is wrong the service has said itself
 */
export async function startEhr({ directory, port, pages = PAGES }: EhrOptions): Promise<Ehr> {
  mkdirSync(directory, { recursive: true })
  const services: Service[] = []
  let hospital: RunningDirectory | undefined
  let isClosing = false

  /** Waits until the service answers. */
  async function start(name: ServiceName, ...settings: string[]): Promise<string> {
    const service = forkService(name, [directory, ...settings])
    services.push(service)
    return Promise.race([service.url, service.ended.then((what) => Promise.reject(new Error(what)))])
  }

  const origins = { patient: '', diagnostic: '' }
  const gateway = createServer(createGateway(pages, () => origins))

  async function close(): Promise<void> {
    isClosing = true
    gateway.close()
    gateway.closeAllConnections()
    hospital?.close()
    for (const { child } of services) child.kill('SIGTERM')
    await Promise.all(services.map(({ ended }) => ended))
  }

  try {
    // Its port comes first: tokens name the URL they are for, and that is the one people use.
    gateway.listen(port, '127.0.0.1')
    await once(gateway, 'listening').catch(explainListening)
    const web = `http://localhost:${(gateway.address() as AddressInfo).port}`
    origins.patient = await start('patient', String(port === 0 ? 0 : port + 1), web)
    origins.diagnostic = await start('diagnostic', String(port === 0 ? 0 : port + 2), web)
    hospital = await startDirectory(directory, port === 0 ? 0 : port + 3).catch(explainListening)
    const failed = new Promise<string>((resolve) => {
      for (const { ended } of services) {
        void ended.then((what) => {
          if (!isClosing) void close().then(() => resolve(what))
        })
      }
    })
    // The roles speak of operations of both services, which the store knows by now.
    await seedIfEmpty(directory)
    const [first, second] = services.map(({ child }) => child.pid ?? 0) as [number, number]
    return {
      urls: { web, ...origins, directory: hospital.issuer },
      processes: { patient: first, diagnostic: second },
      failed,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

interface Service {
  readonly child: ChildProcess
  /** Fulfilled when it answers. */
  readonly url: Promise<string>
  /** Fulfilled, with how, when it has ended. */
  readonly ended: Promise<string>
}

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url))

function forkService(name: ServiceName, settings: readonly string[]): Service {
  const child = fork(SERVE, [name, ...settings], { execArgv: ['--conditions=@wardkit/source'] })
  return {
    child,
    url: new Promise((resolve) => {
      child.once('message', (message) => resolve((message as { readonly url: string }).url))
    }),
    ended: new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(`the ${name} service ended with ${signal ?? `code ${code ?? 0}`}`))
    }),
  }
}

async function seedIfEmpty(directory: string): Promise<void> {
  const file = join(directory, 'wardkit.db')
  const management = await openManagement({ database: `sqlite:${file}` })
  const records = openRecords(join(directory, 'records.db'), file)
  try {
    if ((await management.tenants.list({ limit: 1 })).length === 0) await seed(management, records)
  } finally {
    records.close()
    await management.close()
  }
}

function explainListening(error: unknown): never {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
  const { port } = error as { readonly port?: number }
  throw new Error(portIsTaken(port ?? 0), { cause: error })
}
