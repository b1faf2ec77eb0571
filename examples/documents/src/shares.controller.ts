import { BadRequestException, Body, Controller, HttpCode, Post } from '@nestjs/common'

/** Takes requests to share a document with a user. */
@Controller('shares')
export class SharesController {
  /** Who comes here may do what they like with the document that they name. */
  @Post()
  @HttpCode(202)
  share(@Body('document_id') documentId: unknown, @Body('user_id') userId: unknown): object {
    if (typeof documentId !== 'string' || typeof userId !== 'string') {
      throw new BadRequestException('document_id and user_id are texts')
    }
    return { document_id: documentId, user_id: userId }
  }
}
