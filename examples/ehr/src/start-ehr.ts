import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createWardkit } from '@wardkit/core'
import { createApp } from './app.ts'
import { openRecords } from './records.ts'
import { seed } from './seed.ts'

/** A running EHR. */
export interface Ehr {
  readonly url: string
  close(): Promise<void>
}

export interface EhrOptions {
  /** Where both databases are kept. */
  readonly directory: string
  /** 0 takes a free one. */
  readonly port: number
}

const OPENAPI = fileURLToPath(new URL('../openapi.yaml', import.meta.url))

/** Starts the EHR on this machine alone, and seeds it when its store is empty. */
export async function startEhr({ directory, port }: EhrOptions): Promise<Ehr> {
  mkdirSync(directory, { recursive: true })
  // The port comes first: tokens name the URL they are for, so it must be known before Wardkit starts.
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const wardkit = await createWardkit({
    openapi: OPENAPI,
    database: `sqlite:${join(directory, 'wardkit.db')}`,
    url,
  })
  if ((await wardkit.tenants.list({ limit: 1 })).length === 0) await seed(wardkit)
  const records = openRecords(join(directory, 'records.db'))
  server.on('request', createApp(wardkit, records))

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
