import type { INestApplicationContext } from '@nestjs/common'
import type { NestAuthorizer } from './nest-authorizer.ts'
import { NEST_AUTHORIZER } from './tokens.ts'

/**
 * Initializes an application and checks the routes of its controllers against the documents, before it listens.
 *
 * Without this call the same check runs at the first request, and while routes are ambiguous every request is answered 503.
 *
 * @throws WardkitError `ERR_ROUTES_AMBIGUOUS` listing every route that is ambiguous, shadows another, or is in no document
 */
export async function verifyRoutes(app: INestApplicationContext): Promise<void> {
  await app.init()
  await app.get<NestAuthorizer>(NEST_AUTHORIZER, { strict: false }).verify()
}
