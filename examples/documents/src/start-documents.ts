import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { NestFactory } from '@nestjs/core'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { verifyRoutes } from '@wardkit/nest'
import { DocumentsModule } from './documents.module.ts'

/** A running service of documents. */
export interface DocumentsService {
  readonly url: string
  readonly wardkit: Wardkit
  close(): Promise<void>
}

export interface DocumentsOptions {
  /** Where Wardkit keeps what it knows: `sqlite:./documents.db`. */
  readonly database: string
  /** 0 takes a free one. */
  readonly port: number
}

const here = new URL('..', import.meta.url)

/** Starts the service on this machine alone. */
export async function startDocuments({ database, port }: DocumentsOptions): Promise<DocumentsService> {
  const wardkit = await createWardkit({
    openapi: fileURLToPath(new URL('openapi.yaml', here)),
    database,
    globalPolicies: ['add', 'owner'].map((name) => ({ name, policy: readPolicy(name) })),
  })
  const app = await NestFactory.create(DocumentsModule.guardedBy(wardkit), { logger: ['error', 'warn'] })
  await verifyRoutes(app)
  await app.listen(port, '127.0.0.1')
  const address = (app.getHttpServer() as { address(): AddressInfo }).address()
  return {
    url: `http://127.0.0.1:${address.port}`,
    wardkit,
    async close() {
      await app.close()
      await wardkit.close()
    },
  }
}

function readPolicy(name: string): string {
  return readFileSync(new URL(`policies/${name}.yaml`, here), 'utf8')
}
