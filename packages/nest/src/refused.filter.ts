import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { NestAuthorizer } from './nest-authorizer.ts'
import { RefusedException } from './refused.exception.ts'
import { NEST_AUTHORIZER } from './tokens.ts'

/** Answers what is refused with a problem body of its own media type. */
@Catch(RefusedException)
export class RefusedFilter implements ExceptionFilter<RefusedException> {
  readonly #authorizer: NestAuthorizer

  constructor(@Inject(NEST_AUTHORIZER) authorizer: NestAuthorizer) {
    this.#authorizer = authorizer
  }

  catch({ problem }: RefusedException, host: ArgumentsHost): void {
    this.#authorizer.send(host.switchToHttp().getResponse(), problem)
  }
}
