import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { createDiagnosticApp } from './diagnostic-app.ts'
import { createDemoDns } from './directory/directory-file.ts'
import { createPatientApp } from './patient-app.ts'
import { SHARED_POLICIES } from './policies.ts'
import { openRecords, type Records } from './records.ts'

/** The two services of the EHR. Each has its own process and OpenAPI document. */
export type ServiceName = 'patient' | 'diagnostic'

export interface ServiceOptions {
  readonly service: ServiceName
  /** Where the databases are that both share. */
  readonly directory: string
  /** 0 takes a free one. */
  readonly port: number
  /** Where people's browsers reach both services, through a gateway: what tokens are issued for and links in mails lead to. */
  readonly publicUrl: string
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
export async function startService({ service, directory, port, publicUrl }: ServiceOptions): Promise<RunningService> {
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const database = join(directory, 'wardkit.db')
  const document = (of: ServiceName): string => fileURLToPath(new URL(`../${of}.openapi.yaml`, import.meta.url))
  const wardkit = await createWardkit({
    ...SHARED_POLICIES,
    // The patient service answers for everybody what may be done, so it knows both documents; the other decides about its own operations alone.
    ...(service === 'patient'
      ? { openapi: [document('patient'), document('diagnostic')] }
      : { openapi: document('diagnostic'), otherServices: [document('patient')] }),
    database: `sqlite:${database}`,
    url: publicUrl,
    trustedProxyHops: 1,
    // The hospital's identity provider runs on this machine, and its domain is in no real DNS.
    sso: { allowLoopback: true, resolveTxt: createDemoDns(directory) },
  })
  const records = openRecords(join(directory, 'records.db'), database)
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
