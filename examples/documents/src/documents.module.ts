import { Module, type DynamicModule } from '@nestjs/common'
import type { Wardkit } from '@wardkit/core'
import { WardkitModule } from '@wardkit/nest'
import { DocumentsController } from './documents.controller.ts'
import { Documents } from './documents.ts'
import { SharesController } from './shares.controller.ts'

/** The service: every operation of openapi.yaml is decided before a controller hears of it. */
@Module({ controllers: [DocumentsController, SharesController], providers: [Documents] })
export class DocumentsModule {
  static guardedBy(wardkit: Wardkit): DynamicModule {
    return { module: DocumentsModule, imports: [WardkitModule.forRoot({ wardkit })] }
  }
}
