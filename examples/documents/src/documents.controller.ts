import { randomUUID } from 'node:crypto'
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  Put,
  Req,
} from '@nestjs/common'
import type { Principal, Wardkit } from '@wardkit/core'
import { CurrentPrincipal, CurrentTenant, type Guarded } from '@wardkit/nest'
import { z } from 'zod'
import { DOCUMENT_ROWS, Documents, type Document } from './documents.ts'
import { readInput } from './read-input.ts'
import { WARDKIT } from './wardkit.token.ts'

const DocumentInput = z.strictObject({ document_name: z.string().min(1), folder_id: z.string().optional() })

/** Adds, lists, reads, changes and deletes documents. Who may is not asked here: whoever comes here may. */
@Controller('documents')
export class DocumentsController {
  readonly #documents: Documents
  readonly #wardkit: Wardkit

  constructor(@Inject(Documents) documents: Documents, @Inject(WARDKIT) wardkit: Wardkit) {
    this.#documents = documents
    this.#wardkit = wardkit
  }

  @Post()
  async add(
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Guarded<object>,
  ): Promise<Document> {
    const { document_name, folder_id = null } = readInput(DocumentInput, body)
    const document = { document_id: randomUUID(), document_name, owner: principal.id, folder_id }
    // Registered first: a document that nobody can reach does less harm than one that nobody is asked about.
    await register(document, request)
    this.#documents.put(principal.tenant, document)
    return document
  }

  /** The same documents that the caller may read one by one. */
  @Get()
  async list(@CurrentPrincipal() principal: Principal): Promise<readonly Document[]> {
    const filter = await this.#wardkit.filter(principal, 'GET:/documents/{documentId}', { rows: DOCUMENT_ROWS })
    return this.#documents.list(filter)
  }

  @Get(':documentId')
  read(@Param('documentId') documentId: string, @CurrentTenant() tenant: string): Document {
    const document = this.#documents.find(tenant, documentId)
    if (document === undefined) throw new NotFoundException()
    return document
  }

  @Put(':documentId')
  async change(
    @Param('documentId') documentId: string,
    @Body() body: unknown,
    @CurrentTenant() tenant: string,
    @Req() request: Guarded<object>,
  ): Promise<Document> {
    const { document_name, folder_id = null } = readInput(DocumentInput, body)
    // The owner stays, whoever changes it.
    const document = { ...this.read(documentId, tenant), document_name, folder_id }
    await register(document, request)
    this.#documents.put(tenant, document)
    return document
  }

  @Delete(':documentId')
  @HttpCode(204)
  async delete(@Param('documentId') documentId: string, @CurrentTenant() tenant: string): Promise<void> {
    this.#documents.delete(tenant, documentId)
    // Its links go with it.
    await this.#wardkit.resources.remove({ tenant, type: 'documents', id: documentId })
  }
}

async function register({ document_id, owner, folder_id }: Document, { wardkit }: Guarded<object>): Promise<void> {
  await wardkit.register({
    type: 'documents',
    id: document_id,
    owner,
    ...(folder_id === null ? {} : { parent: { type: 'folders', id: folder_id } }),
  })
}
