import 'reflect-metadata'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NestFactory } from '@nestjs/core'
import { createWardkit, type Wardkit } from '@wardkit/core'
import { verifyRoutes } from '@wardkit/nest'
import { DocumentsModule } from './documents.module.ts'
import { Documents } from './documents.ts'

/** A running service of documents. */
export interface DocumentsService {
  readonly url: string
  readonly wardkit: Wardkit
  close(): Promise<void>
}

export interface DocumentsOptions {
  /** Where the databases are. */
  readonly directory: string
  /** 0 takes a free one. */
  readonly port: number
  /** Milliseconds since 1970; the system's by default. */
  readonly clock?: () => number
}

const here = new URL('..', import.meta.url)

/** Starts the service on this machine alone. */
export async function startDocuments({
  directory,
  port,
  clock = Date.now,
}: DocumentsOptions): Promise<DocumentsService> {
  const wardkitFile = join(directory, 'wardkit.db')
  const wardkit = await createWardkit({
    openapi: fileURLToPath(new URL('openapi.yaml', here)),
    database: `sqlite:${wardkitFile}`,
    globalPolicies: ['add', 'owner', 'company-folder'].map((name) => ({ name, policy: readPolicy(name) })),
    globalRoles: { 'document-admins': { name: 'Document admins', policy: readPolicy('document-admins') } },
    templates: [readPolicy('share-document')],
    clock,
  })
  const documents = new Documents(join(directory, 'documents.db'), wardkitFile)
  const app = await NestFactory.create(DocumentsModule.guardedBy(wardkit, documents), { logger: ['error', 'warn'] })
  await verifyRoutes(app)
  await app.listen(port, '127.0.0.1')
  const address = (app.getHttpServer() as { address(): AddressInfo }).address()
  return {
    url: `http://127.0.0.1:${address.port}`,
    wardkit,
    async close() {
      await app.close()
      documents.close()
      await wardkit.close()
    },
  }
}

function readPolicy(name: string): string {
  return readFileSync(new URL(`policies/${name}.yaml`, here), 'utf8')
}
