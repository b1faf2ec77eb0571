import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { NestAuthorizer } from './nest-authorizer.ts'
import { NEST_AUTHORIZER } from './tokens.ts'

/**
 * Lets a handler run only where a policy allows the operation that it is. `WardkitModule` puts it before every handler, behind the application's own global
 * guards, which may say who calls; with `global: false` it stands where `@UseGuards(AuthorizeGuard)` does.
 */
@Injectable()
export class AuthorizeGuard implements CanActivate {
  readonly #authorizer: NestAuthorizer

  constructor(@Inject(NEST_AUTHORIZER) authorizer: NestAuthorizer) {
    this.#authorizer = authorizer
  }

  canActivate(context: ExecutionContext): Promise<boolean> {
    return this.#authorizer.authorize(context)
  }
}
