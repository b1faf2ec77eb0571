import { randomUUID } from 'node:crypto'
import { Body, Controller, Post, Req } from '@nestjs/common'
import type { Principal } from '@wardkit/core'
import { CurrentPrincipal, type Guarded } from '@wardkit/nest'
import { z } from 'zod'
import { readInput } from './read-input.ts'

const FolderInput = z.strictObject({ folder_name: z.string().min(1), audience: z.enum(['owners', 'company']) })

/** Adds folders: documents in one have its tags. */
@Controller('folders')
export class FoldersController {
  @Post()
  async add(
    @Body() body: unknown,
    @CurrentPrincipal() { id: owner }: Principal,
    @Req() { wardkit }: Guarded<object>,
  ): Promise<object> {
    const { folder_name, audience } = readInput(FolderInput, body)
    const folder_id = randomUUID()
    await wardkit.register({ type: 'folders', id: folder_id, owner, tags: { audience } })
    return { folder_id, folder_name, audience }
  }
}
