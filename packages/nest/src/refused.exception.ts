import { HttpException } from '@nestjs/common'
import type { ProblemResponse } from '@wardkit/core/http'

/** A request that is refused, with the whole answer to it. A filter of the application's own finds in it what Nest's exceptions have. */
export class RefusedException extends HttpException {
  readonly problem: ProblemResponse

  constructor(problem: ProblemResponse) {
    super(JSON.parse(problem.body) as object, problem.status)
    this.problem = problem
  }
}
