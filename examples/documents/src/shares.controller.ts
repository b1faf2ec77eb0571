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
  Query,
  Req,
} from '@nestjs/common'
import type { Link, Principal, Wardkit } from '@wardkit/core'
import { CurrentPrincipal, type Guarded } from '@wardkit/nest'
import { z } from 'zod'
import { readInput } from './read-input.ts'
import { WARDKIT } from './wardkit.token.ts'

const ShareInput = z.strictObject({
  document_id: z.string().min(1),
  user_id: z.string().min(1),
  expires_at: z.iso.datetime({ offset: true }).optional(),
})
const DocumentId = z.string().min(1)

/** A document shared with a user. */
interface Share {
  readonly share_id: string
  readonly document_id: string
  readonly user_id: string
  /** Null: for ever. */
  readonly expires_at: string | null
}

/** Shares documents, and shares them no longer. A share is a policy link, and is kept nowhere else. */
@Controller('shares')
export class SharesController {
  readonly #wardkit: Wardkit

  constructor(@Inject(WARDKIT) wardkit: Wardkit) {
    this.#wardkit = wardkit
  }

  @Post()
  async share(@Body() body: unknown, @CurrentPrincipal() principal: Principal, @Req() request: Guarded<object>) {
    const { document_id, user_id, expires_at } = readInput(ShareInput, body)
    const link = await this.#linksOf(principal, request).create({
      tenant: principal.tenant,
      template: 'share-document',
      principal: { type: 'user', id: user_id },
      resource: { type: 'documents', id: document_id },
      ...(expires_at === undefined ? {} : { expiresAt: Date.parse(expires_at) }),
    })
    return toShare(link, document_id)
  }

  @Get()
  async list(
    @Query('document_id') documentId: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Guarded<object>,
  ): Promise<readonly Share[]> {
    const id = readInput(DocumentId, documentId)
    const { tenant } = principal
    const links = await this.#linksOf(principal, request).list({ tenant, resource: { type: 'documents', id } })
    return links.map((link) => toShare(link, id))
  }

  @Delete(':shareId')
  @HttpCode(204)
  async revoke(
    @Param('shareId') id: string,
    @Query('document_id') documentId: unknown,
    @CurrentPrincipal() principal: Principal,
    @Req() request: Guarded<object>,
  ): Promise<void> {
    const links = this.#linksOf(principal, request)
    const { tenant } = principal
    const link = await links.find({ tenant, id })
    // The caller was asked about the document of the query, so no other document's link is theirs to revoke.
    if (link?.resource?.id !== readInput(DocumentId, documentId)) throw new NotFoundException()
    await links.revoke({ tenant, id })
  }

  /** Links in the caller's name: nobody shares what they may not do themselves, and the audit log names them. */
  #linksOf(principal: Principal, { wardkit }: Guarded<object>): Wardkit['links'] {
    return this.#wardkit.as(principal, { requestId: wardkit.requestId }).links
  }
}

function toShare({ id, principal, expiresAt }: Link, documentId: string): Share {
  return {
    share_id: id,
    document_id: documentId,
    user_id: principal.id,
    expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  }
}
