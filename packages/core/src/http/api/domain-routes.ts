import { createRoute, z } from '@hono/zod-openapi'
import type { SsoDomain } from '../../identity/sso-store.ts'
import { proofRecord } from '../../sso/domains.ts'
import type { VersionedSettings } from '../../sso/sso-enforcement.ts'
import { withoutUndefined } from '../../util/without-undefined.ts'
import {
  answers,
  Id,
  PageQuery,
  pageOf,
  PRINCIPAL_PROBLEMS,
  problems,
  REVISED,
  takes,
  VersionBody,
} from './api-schemas.ts'
import { pageById } from './cursor.ts'
import { noteRevision, principalOf, type OwnModule } from './own-module.ts'

const DomainAnswer = z
  .object({
    id: z.string(),
    domain: z.string(),
    status: z.enum(['pending', 'verified']),
    record: z
      .object({ name: z.string(), type: z.literal('TXT'), value: z.string() })
      .openapi({ description: 'To be published in the DNS of the domain' }),
    connection: z.string().nullable().openapi({ description: 'Where logins with e-mails of the domain go' }),
    verifiedAt: z.int().nullable(),
    lastCheck: z.object({ at: z.int(), problem: z.string().nullable() }).nullable(),
  })
  .openapi('Domain')

const SettingsAnswer = z
  .object({
    enforced: z.boolean().openapi({ description: 'Whether people must log in by an identity provider' }),
    breakGlass: z.array(z.string()).openapi({ description: 'Ids of users who may log in otherwise all the same' }),
    version: VersionBody,
  })
  .openapi('SsoSettings')

const params = z.object({ domainId: Id })
const resource = { 'x-wardkit-resource': { type: 'wardkit:domain', id: '$path:domainId' } }

/** The domains that the tenant proves to be its own, and whether their people must come by single sign-on. */
export const domainRoutes = {
  list: createRoute({
    method: 'get',
    path: '/domains',
    summary: 'The domains of the tenant',
    request: { query: PageQuery },
    responses: { 200: answers('By id', pageOf(DomainAnswer)), ...PRINCIPAL_PROBLEMS, ...problems(400) },
  }),
  add: createRoute({
    method: 'post',
    path: '/domains',
    summary: 'Say that a domain is the tenant’s, to be verified',
    'x-step-up': 'tenant',
    request: { body: takes(z.strictObject({ domain: z.string().min(1).max(253) })) },
    responses: {
      201: answers('The domain, with the record that proves it', DomainAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 409, 413, 415),
    },
  }),
  verify: createRoute({
    method: 'post',
    path: '/domains/{domainId}/verify',
    summary: 'Look the record up that proves a domain',
    'x-step-up': 'tenant',
    ...resource,
    request: { params },
    responses: {
      200: answers('Verified, or what the look-up lacked', DomainAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(404, 409),
    },
  }),
  assign: createRoute({
    method: 'patch',
    path: '/domains/{domainId}',
    summary: 'Send logins with e-mails of a domain to an identity provider, or to none',
    'x-step-up': 'tenant',
    ...resource,
    request: { params, body: takes(z.strictObject({ connection: Id.nullable() })) },
    responses: { 200: answers('The domain', DomainAnswer), ...PRINCIPAL_PROBLEMS, ...problems(400, 404, 413, 415) },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/domains/{domainId}',
    summary: 'Give a domain up',
    'x-step-up': 'tenant',
    ...resource,
    request: { params },
    responses: { 204: REVISED, ...PRINCIPAL_PROBLEMS, ...problems(404) },
  }),
  readSettings: createRoute({
    method: 'get',
    path: '/sso-settings',
    summary: 'Whether people must come by single sign-on',
    responses: { 200: answers('The settings', SettingsAnswer), ...PRINCIPAL_PROBLEMS },
  }),
  setSettings: createRoute({
    method: 'put',
    path: '/sso-settings',
    summary: 'Say whether people must come by single sign-on',
    'x-step-up': 'tenant',
    description: 'To enforce it, a connection must be active, and an admin with a password must be among `breakGlass`.',
    request: {
      body: takes(
        z.strictObject({
          enforced: z.boolean(),
          breakGlass: z.array(Id).max(20),
          version: VersionBody.optional(),
        }),
      ),
    },
    responses: {
      200: answers('The settings', SettingsAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 404, 409, 413, 415),
    },
  }),
}

export const serveDomains: OwnModule = (router) => {
  router.openapi(domainRoutes.list, async (context) => {
    const { tenant } = principalOf(context)
    const { domains } = context.get('management')
    const { items, next } = await pageById(context.req.valid('query'), (page) => domains.list(tenant, page))
    return context.json({ items: items.map(toAnswer), next }, 200)
  })
  router.openapi(domainRoutes.add, async (context) => {
    const { tenant } = principalOf(context)
    const { domain } = context.req.valid('json')
    const { revision, ...added } = await context.get('management').domains.add({ tenant, domain })
    noteRevision(context, revision)
    return context.json(toAnswer(added), 201)
  })
  router.openapi(domainRoutes.verify, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').domainId
    const { revision, ...checked } = await context.get('management').domains.verify({ tenant, id })
    noteRevision(context, revision)
    return context.json(toAnswer(checked), 200)
  })
  router.openapi(domainRoutes.assign, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').domainId
    const { connection } = context.req.valid('json')
    const { revision, ...assigned } = await context.get('management').domains.assign({ tenant, id, connection })
    noteRevision(context, revision)
    return context.json(toAnswer(assigned), 200)
  })
  router.openapi(domainRoutes.remove, async (context) => {
    const { tenant } = principalOf(context)
    const id = context.req.valid('param').domainId
    const { revision } = await context.get('management').domains.remove({ tenant, id })
    noteRevision(context, revision)
    return context.body(null, 204)
  })
  router.openapi(domainRoutes.readSettings, async (context) => {
    const { tenant } = principalOf(context)
    return context.json(toSettings(await context.get('management').ssoEnforcement.get(tenant)), 200)
  })
  router.openapi(domainRoutes.setSettings, async (context) => {
    const { tenant } = principalOf(context)
    const { version: expectedVersion, ...settings } = context.req.valid('json')
    const change = { tenant, ...settings, ...withoutUndefined({ expectedVersion }) }
    const { revision, ...set } = await context.get('management').ssoEnforcement.set(change)
    noteRevision(context, revision)
    return context.json(toSettings(set), 200)
  })
}

function toAnswer(domain: SsoDomain): z.infer<typeof DomainAnswer> {
  const { id, connection, verifiedAt, checkedAt, problem } = domain
  const { name, value } = proofRecord(domain)
  return {
    id,
    domain: domain.domain,
    status: verifiedAt === null ? 'pending' : 'verified',
    record: { name, type: 'TXT', value },
    connection,
    verifiedAt,
    lastCheck: checkedAt === null ? null : { at: checkedAt, problem },
  }
}

function toSettings({ enforced, breakGlass, version }: VersionedSettings): z.infer<typeof SettingsAnswer> {
  return { enforced, breakGlass: [...breakGlass], version }
}
