import { Injectable } from '@nestjs/common'

/** What a company keeps. */
export interface Document {
  readonly document_id: string
  readonly document_name: string
}

/** The documents of every company, in memory. Each is reached through its tenant, so that nothing can forget one. */
@Injectable()
export class Documents {
  readonly #tenants = new Map<string, Map<string, Document>>()

  find(tenant: string, documentId: string): Document | undefined {
    return this.#tenants.get(tenant)?.get(documentId)
  }

  add(tenant: string, document: Document): void {
    const documents = this.#tenants.get(tenant) ?? new Map<string, Document>()
    this.#tenants.set(tenant, documents.set(document.document_id, document))
  }
}
