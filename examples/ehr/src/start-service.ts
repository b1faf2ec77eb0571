import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { createDiagnosticApp } from './diagnostic-app.ts'
import { createPatientApp } from './patient-app.ts'
import { openRecords, type Records } from './records.ts'

/** The two services of the EHR. Each has its own process and OpenAPI document. */
export type ServiceName = 'patient' | 'diagnostic'

export interface ServiceOptions {
  readonly service: ServiceName
  /** Where the databases are that both share. */
  readonly directory: string
  /** 0 takes a free one. */
  readonly port: number
  /** The URL that access tokens are issued for, the same for both; the service's own when absent. */
  readonly issuer?: string
}

/** A service that answers. */
export interface RunningService {
  readonly url: string
  close(): Promise<void>
}

const LISTENERS: Record<ServiceName, (wardkit: Wardkit, records: Records) => RequestListener> = {
  patient: createPatientApp,
  diagnostic(wardkit, records) {
    const answer = createDiagnosticApp(wardkit, records).callback()
    return (request, response) => void answer(request, response)
  },
}

/** Starts one service, on this machine alone. */
export async function startService({ service, directory, port, issuer }: ServiceOptions): Promise<RunningService> {
  // The port comes first: tokens name the URL they are for, so it must be known before Wardkit starts.
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const wardkit = await createWardkit({
    openapi: fileURLToPath(new URL(`../${service}.openapi.yaml`, import.meta.url)),
    database: `sqlite:${join(directory, 'wardkit.db')}`,
    url: issuer ?? url,
  })
  const records = openRecords(join(directory, 'records.db'))
  server.on('request', LISTENERS[service](wardkit, records))

  return {
    url,
    async close() {
      server.close()
      server.closeAllConnections()
      await wardkit.close()
      records.close()
    },
  }
}
