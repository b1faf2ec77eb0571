import { createRoute, z } from '@hono/zod-openapi'
import type { SigningKeys } from '../../identity/signing-keys.ts'
import { answers, problems } from './api-schemas.ts'
import type { OwnModule } from './own-module.ts'

const PublicJwkAnswer = z
  .object({
    kid: z.string(),
    kty: z.string(),
    alg: z.string(),
    use: z.literal('sig'),
    crv: z.string().optional(),
    x: z.string().optional(),
    y: z.string().optional(),
    n: z.string().optional(),
    e: z.string().optional(),
  })
  .openapi('PublicJwk')

/** What anybody may read: the keys that verify access tokens, and the document of this API. */
export const publishedRoutes = {
  keys: createRoute({
    method: 'get',
    path: '/.well-known/jwks.json',
    summary: 'The public keys that verify access tokens',
    security: [],
    responses: {
      200: answers('A JSON Web Key Set', z.object({ keys: z.array(PublicJwkAnswer) })),
      ...problems(503),
    },
  }),
  document: createRoute({
    method: 'get',
    path: '/openapi.json',
    summary: 'This document',
    security: [],
    responses: { 200: answers('OpenAPI 3.1', z.looseObject({})) },
  }),
}

export interface Published {
  readonly signingKeys: Pick<SigningKeys, 'getJwks'>
  readonly document: object
}

export function servePublished({ signingKeys, document }: Published): OwnModule {
  return (router) => {
    router.openapi(publishedRoutes.keys, async (context) => {
      const { keys } = await signingKeys.getJwks()
      return context.json({ keys: [...keys] }, 200)
    })
    router.openapi(publishedRoutes.document, (context) => context.json({ ...document }, 200))
  }
}
