import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openManagement } from '@wardkit/core'
import { seed } from './seed.ts'
import type { ServiceName } from './start-service.ts'

/** A running EHR: two processes on one store. */
export interface Ehr {
  /** Where each service answers. */
  readonly urls: Readonly<Record<ServiceName, string>>
  /** The id of each service's process. */
  readonly processes: Readonly<Record<ServiceName, number>>
  /** Fulfilled, with what is to be said of it, when a service ends by itself; the other is ended with it. */
  readonly failed: Promise<string>
  close(): Promise<void>
}

export interface EhrOptions {
  /** Where the databases are kept. */
  readonly directory: string
  /** The patient service's; the diagnostic service takes the next. 0 takes free ones. */
  readonly port: number
}

/**
 * Starts both services on this machine alone, and seeds their store when it is empty.
 *
 * @throws Error when a service ends before it answers; what is wrong the service has said itself
 */
export async function startEhr({ directory, port }: EhrOptions): Promise<Ehr> {
  mkdirSync(directory, { recursive: true })
  const services: Service[] = []
  let isClosing = false

  /** Waits until the service answers. */
  async function start(name: ServiceName, ...settings: string[]): Promise<string> {
    const service = forkService(name, [directory, ...settings])
    services.push(service)
    return Promise.race([service.url, service.ended.then((what) => Promise.reject(new Error(what)))])
  }

  async function close(): Promise<void> {
    isClosing = true
    for (const { child } of services) child.kill('SIGTERM')
    await Promise.all(services.map(({ ended }) => ended))
  }

  try {
    const patient = await start('patient', String(port))
    // Tokens are issued for one URL, and both take only those: a login at the one is good for the other.
    const diagnostic = await start('diagnostic', String(port === 0 ? 0 : port + 1), patient)
    const failed = new Promise<string>((resolve) => {
      for (const { ended } of services) {
        void ended.then((what) => {
          if (!isClosing) void close().then(() => resolve(what))
        })
      }
    })
    // The roles speak of operations of both services, which the store knows by now.
    await seedIfEmpty(join(directory, 'wardkit.db'))
    const [first, second] = services.map(({ child }) => child.pid ?? 0) as [number, number]
    return { urls: { patient, diagnostic }, processes: { patient: first, diagnostic: second }, failed, close }
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

async function seedIfEmpty(file: string): Promise<void> {
  const management = await openManagement({ database: `sqlite:${file}` })
  try {
    if ((await management.tenants.list({ limit: 1 })).length === 0) await seed(management)
  } finally {
    await management.close()
  }
}
