import { Module, type DynamicModule } from '@nestjs/common'
import type { Wardkit } from '@wardkit/core'
import { WardkitModule } from '@wardkit/nest'
import { DocumentsController } from './documents.controller.ts'
import { Documents } from './documents.ts'
import { FoldersController } from './folders.controller.ts'
import { SharesController } from './shares.controller.ts'
import { WARDKIT } from './wardkit.token.ts'

/** The service: every operation of openapi.yaml is decided before a controller hears of it. */
@Module({ controllers: [DocumentsController, FoldersController, SharesController] })
export class DocumentsModule {
  static guardedBy(wardkit: Wardkit, documents: Documents): DynamicModule {
    return {
      module: DocumentsModule,
      imports: [WardkitModule.forRoot({ wardkit })],
      providers: [
        { provide: WARDKIT, useValue: wardkit },
        { provide: Documents, useValue: documents },
      ],
    }
  }
}
