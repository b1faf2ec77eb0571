import { randomUUID } from 'node:crypto'
import { BadRequestException, Body, Controller, Get, Inject, NotFoundException, Param, Post, Req } from '@nestjs/common'
import type { Principal } from '@wardkit/core'
import { CurrentPrincipal, CurrentTenant, type Guarded } from '@wardkit/nest'
import { Documents, type Document } from './documents.ts'

/** Adds and reads documents. */
@Controller('documents')
export class DocumentsController {
  readonly #documents: Documents

  constructor(@Inject(Documents) documents: Documents) {
    this.#documents = documents
  }

  @Post()
  async add(
    @Body('document_name') name: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() { wardkit }: Guarded<object>,
  ): Promise<Document> {
    if (typeof name !== 'string' || name === '') throw new BadRequestException('document_name is a text')
    const document = { document_id: randomUUID(), document_name: name }
    // Registered first: a document that nobody can reach does less harm than one that nobody is asked about.
    await wardkit.register({ type: 'documents', id: document.document_id, owner: principal.id })
    this.#documents.add(principal.tenant, document)
    return document
  }

  @Get(':documentId')
  read(@Param('documentId') documentId: string, @CurrentTenant() tenant: string): Document {
    const document = this.#documents.find(tenant, documentId)
    if (document === undefined) throw new NotFoundException()
    return document
  }
}
