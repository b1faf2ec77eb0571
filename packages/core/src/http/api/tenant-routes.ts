import { createRoute, z } from '@hono/zod-openapi'
import { WardkitError } from '../../errors/index.ts'
import { NO_BRANDING, overlayBranding, type Branding } from '../../identity/branding.ts'
import type { Store, Tenant } from '../../identity/identity-store.ts'
import type { FindPasswordRules } from '../../identity/password-rules.ts'
import { readTenantSettings, type SettingsChange, type VersionedSettings } from '../../identity/tenant-settings.ts'
import { answers, Id, PRINCIPAL_PROBLEMS, problems, takes, VersionBody } from './api-schemas.ts'
import { forgetSession } from './login-answer.ts'
import { PasswordRulesAnswer, toPasswordRulesAnswer } from './password-schemas.ts'
import { noteRevision, principalOf, type OwnContext, type OwnModule } from './own-module.ts'

const BrandingAnswer = z
  .object({
    displayName: z.string().nullable(),
    logoUrl: z.string().nullable(),
    termsUrl: z.string().nullable(),
    privacyUrl: z.string().nullable(),
    supportUrl: z.string().nullable(),
  })
  .openapi('Branding')

const Url = z.string().min(1).max(2_000).nullable().optional()
const BrandingBody = z
  .strictObject({
    displayName: z.string().min(1).max(200).nullable().optional(),
    logoUrl: Url,
    termsUrl: Url,
    privacyUrl: Url,
    supportUrl: Url,
  })
  .openapi('BrandingInput', { description: 'What is absent stays as it is; null leaves it to the application' })

const SessionPolicyBody = z
  .strictObject({
    idleMinutes: z.int().min(1).nullable().optional(),
    absoluteHours: z.int().min(1).nullable().optional(),
  })
  .openapi('SessionPolicyInput', { description: 'Shorter than the application’s; null leaves it to the application' })

const SecondFactor = z
  .enum(['optional', 'required'])
  .openapi({ description: 'Whether everybody who logs in with a password shows a second factor too' })

const Count = z.int().min(0).max(32).nullable().optional()
const PasswordPolicyBody = z
  .strictObject({
    minimumLength: z.int().min(8).max(128).nullable().optional(),
    minimumDigits: Count,
    minimumUpperCase: Count,
    minimumLowerCase: Count,
    minimumSymbols: Count,
  })
  .openapi('PasswordPolicyInput', { description: 'Stricter than the application’s; null leaves it to the application' })

const Rule = z.int().nullable()

const TenantSettingsAnswer = z
  .object({
    id: z.string(),
    slug: z.string(),
    name: z.string(),
    version: z.int(),
    branding: BrandingAnswer,
    sessionPolicy: z.object({ idleMinutes: z.int().nullable(), absoluteHours: z.int().nullable() }),
    passwordPolicy: z.object({
      minimumLength: Rule,
      minimumDigits: Rule,
      minimumUpperCase: Rule,
      minimumLowerCase: Rule,
      minimumSymbols: Rule,
    }),
    passwordRules: PasswordRulesAnswer.openapi({ description: 'What holds in the end' }),
    secondFactor: SecondFactor,
  })
  .openapi('TenantSettings')

/** What a tenant sets for itself, and what anybody sees of it. */
export const tenantRoutes = {
  read: createRoute({
    method: 'get',
    path: '/tenant',
    summary: 'The tenant and its settings',
    responses: { 200: answers('The settings', TenantSettingsAnswer), ...PRINCIPAL_PROBLEMS },
  }),
  update: createRoute({
    method: 'patch',
    path: '/tenant',
    summary: 'Change settings of the tenant',
    description:
      'Who changes what concerns security has proved lately that it is them, and who requires a second factor did so with theirs.',
    request: {
      body: takes(
        z.strictObject({
          name: z.string().min(1).max(200).optional(),
          branding: BrandingBody.optional(),
          sessionPolicy: SessionPolicyBody.optional(),
          passwordPolicy: PasswordPolicyBody.optional(),
          secondFactor: SecondFactor.optional(),
          version: VersionBody,
        }),
      ),
    },
    responses: {
      200: answers('The settings', TenantSettingsAnswer),
      ...PRINCIPAL_PROBLEMS,
      ...problems(400, 409, 413, 415),
    },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/tenant',
    'x-step-up': 'tenant',
    summary: 'Delete the tenant and everything of it, for good',
    request: {
      body: takes(z.strictObject({ confirm: z.string().max(200).openapi({ description: 'The slug of the tenant' }) })),
    },
    responses: { 204: { description: 'Gone' }, ...PRINCIPAL_PROBLEMS, ...problems(400, 413, 415) },
  }),
  branding: createRoute({
    method: 'get',
    path: '/branding',
    summary: 'What a login page shows of a tenant, or of the application where there is no such tenant',
    security: [],
    request: { query: z.strictObject({ tenant: Id.optional().openapi({ description: 'Its slug' }) }) },
    responses: {
      200: answers(
        'The branding, and what a new password must be there',
        BrandingAnswer.extend({ passwordRules: PasswordRulesAnswer }).openapi('LoginPage'),
      ),
      ...problems(400, 503),
    },
  }),
}

export interface TenantDependencies {
  readonly store: Pick<Store, 'findTenant' | 'findTenantBySlug' | 'tenant'>
  readonly passwordRules: FindPasswordRules
  /** The application's. */
  readonly branding: Branding
}

export function serveTenant({ store, passwordRules, branding: application }: TenantDependencies): OwnModule {
  async function findOwn(context: OwnContext): Promise<Tenant> {
    const tenant = await store.findTenant(principalOf(context).tenant)
    if (tenant === undefined) throw new WardkitError('ERR_NOT_FOUND', 'there is no such tenant')
    return tenant
  }

  async function describe(
    context: OwnContext,
    settings: VersionedSettings,
  ): Promise<z.infer<typeof TenantSettingsAnswer>> {
    const { id, slug, name } = await findOwn(context)
    return { id, slug, name, ...settings, passwordRules: toPasswordRulesAnswer(await passwordRules.inTenant(id)) }
  }

  return (router) => {
    router.openapi(tenantRoutes.read, async (context) => {
      const settings = await context.get('management').settings.get(principalOf(context).tenant)
      return context.json(await describe(context, settings), 200)
    })

    router.openapi(tenantRoutes.update, async (context) => {
      const { version, ...given } = context.req.valid('json')
      // What was sent as JSON has no `undefined`: each field is there or is not.
      const change = given as Omit<SettingsChange, 'tenant'>
      const { secondFactor, passwordPolicy, sessionPolicy } = change
      if (secondFactor === 'required') await context.get('assertSteppedUp')('secondFactor')
      else if (secondFactor !== undefined || passwordPolicy !== undefined || sessionPolicy !== undefined)
        await context.get('assertSteppedUp')('tenant')
      const { settings } = context.get('management')
      const { tenant } = principalOf(context)
      const { revision, ...changed } = await settings.update({ ...change, tenant, expectedVersion: version })
      noteRevision(context, revision)
      return context.json(await describe(context, changed), 200)
    })

    router.openapi(tenantRoutes.remove, async (context) => {
      const { id, slug } = await findOwn(context)
      if (context.req.valid('json').confirm !== slug)
        throw new WardkitError('ERR_INVALID_INPUT', '`confirm` is not the slug of the tenant')
      noteRevision(context, (await context.get('management').tenants.delete(id)).revision)
      forgetSession(context)
      return context.body(null, 204)
    })

    router.openapi(tenantRoutes.branding, async (context) => {
      const { tenant: slug } = context.req.valid('query')
      const named = slug === undefined ? undefined : await store.findTenantBySlug(slug)
      // A tenant that is not there, or is suspended, looks like one that has set nothing.
      const tenant = named?.status === 'active' ? named : undefined
      const own = tenant === undefined ? NO_BRANDING : (await readTenantSettings(store.tenant(tenant.id))).branding
      const rules = tenant === undefined ? passwordRules.application : await passwordRules.inTenant(tenant.id)
      return context.json({ ...overlayBranding(own, application), passwordRules: toPasswordRulesAnswer(rules) }, 200)
    })
  }
}
