import { OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import { OWN_BASE_PATH } from '../fetch-mount.ts'
import { accountRoutes } from './account-routes.ts'
import { connectionRoutes } from './connection-routes.ts'
import { decisionRoutes } from './decision-routes.ts'
import { domainRoutes } from './domain-routes.ts'
import { guardrailRoutes } from './guardrail-routes.ts'
import { acceptRoutes } from './accept-routes.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { keyRoutes } from './key-routes.ts'
import { linkRoutes } from './link-routes.ts'
import { logRoutes } from './log-routes.ts'
import { loginRoutes } from './login-routes.ts'
import { mappingRoutes } from './mapping-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { outboxRoutes } from './outbox-routes.ts'
import { profileRoutes } from './profile-routes.ts'
import { publishedRoutes } from './published-routes.ts'
import { rolePreviewRoutes } from './role-preview-routes.ts'
import { roleRoutes } from './role-routes.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import { securityRoutes } from './security-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { ssoRoutes } from './sso-routes.ts'
import { stepUpRoutes } from './step-up-routes.ts'
import { resourceRoutes } from './resource-routes.ts'
import { tagRoutes } from './tag-routes.ts'
import { tenantRoutes } from './tenant-routes.ts'
import { userBulkRoutes } from './user-bulk-routes.ts'
import { tokenRoutes } from './token-routes.ts'
import { trustRoutes } from './trust-routes.ts'
import { userRoutes } from './user-routes.ts'
import { whoMayRoutes } from './who-may-routes.ts'

/** Every operation of Wardkit's own API. What is not declared here cannot be handled. */
export const OWN_ROUTES: readonly RouteConfig[] = [
  publishedRoutes,
  loginRoutes,
  secondFactorRoutes,
  accountRoutes,
  sessionRoutes,
  stepUpRoutes,
  securityRoutes,
  outboxRoutes,
  profileRoutes,
  decisionRoutes,
  tenantRoutes,
  acceptRoutes,
  invitationRoutes,
  userRoutes,
  userBulkRoutes,
  tagRoutes,
  resourceRoutes,
  roleRoutes,
  rolePreviewRoutes,
  guardrailRoutes,
  keyRoutes,
  connectionRoutes,
  mappingRoutes,
  ssoRoutes,
  domainRoutes,
  linkRoutes,
  whoMayRoutes,
  tokenRoutes,
  trustRoutes,
  logRoutes,
  operatorRoutes,
].flatMap((routes) => Object.values<RouteConfig>(routes))

/** The OpenAPI document of Wardkit's own API, made from the schemas that check its requests. Its paths are those that policies name. */
export function createOwnDocument(routes: readonly RouteConfig[] = OWN_ROUTES): object {
  const app = new OpenAPIHono()
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token or an API key',
  })
  for (const route of routes) app.openAPIRegistry.registerPath({ ...route, path: OWN_BASE_PATH + route.path })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Wardkit',
      version: '1',
      description:
        'Who belongs to a tenant, what they may do and what they did. Policies name these operations as they stand here.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
  })
}
