import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { WardkitError } from '@wardkit/core/errors'
import { problemOf } from '@wardkit/core/http'
import { catchError, type Observable } from 'rxjs'
import type { Guarded } from './guarded.ts'
import { RefusedException } from './refused.exception.ts'

/** Gives errors of Wardkit that a handler lets pass, such as those of `request.wardkit.register()`, the answer that the guard would give. */
@Injectable()
export class ProblemInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle()
    return next.handle().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof WardkitError)) throw error
        const { wardkit } = context.switchToHttp().getRequest<Partial<Guarded<object>>>()
        throw new RefusedException(problemOf(error, wardkit?.requestId))
      }),
    )
  }
}
