import { createAdministration } from '../../identity/administration.ts'
import type { AuditAction } from '../../identity/audit-action.ts'
import { NO_TAGS } from '../../model/tags.ts'
import { createWardkit, type Wardkit } from '../../wardkit.ts'
import { createSqliteStore } from './index.ts'

/** One write that was answered: its record is of this action and target, and at this revision where the answer says. */
export interface ToldWrite {
  readonly action: AuditAction
  readonly target: string
  readonly revision?: number
}

export type Tell = (write: ToldWrite) => void

/** Who and what the writes are about, made before anything is killed. */
export interface Place {
  readonly tenant: string
  readonly other: string
  readonly role: string
  readonly user: string
  readonly key: { readonly id: string; readonly text: string }
}

const ORIGIN = 'https://app.example'
const PASSWORD = 'seven green kettles'
const PATIENT = { type: 'patient', id: 'p1' }
const PATIENTS = [PATIENT, { type: 'patient', id: 'p2' }, { type: 'patient', id: 'p3' }] as const
/** Beneath this folder lies more than is changed in one write. */
const FOLDER = { type: 'folder', id: 'all' }
const FILES = 1_200
const READING = "- allow: ['GET:/patient/{patientId}']"
const TEMPLATE = `template: read\npolicy:\n  - allow: ['GET:/patient/{patientId}']\n    principal: ?principal\n    resource: ?resource`

/** An instance on the database, as an application has it. */
export function openAdministered(file: string): Promise<Wardkit> {
  return createWardkit({
    openapi: new URL('../../decision/testdata/clinic.openapi.json', import.meta.url).pathname,
    database: `sqlite:${file}`,
    url: ORIGIN,
    secret: 'a secret for tests that is long enough',
    templates: [TEMPLATE],
    accessLog: false,
    rateLimits: {
      loginsPerAddress: 1e6,
      loginsPerAccountAndAddress: 1e6,
      loginsPerAccount: 1e6,
      invitationsPerTenant: 1e6,
    },
    sso: { resolveTxt: async () => [] },
    onEvent: () => undefined,
  })
}

/** Makes a database with what every write is about. */
export async function preparePlace(file: string): Promise<Place> {
  const wardkit = await openAdministered(file)
  try {
    const { id: tenant } = await wardkit.tenants.create({ name: 'Acme', slug: 'acme' })
    const { id: other } = await wardkit.tenants.create({ name: 'Birch', slug: 'birch' })
    const { id: role } = await wardkit.roles.create({ tenant, name: 'doctor', policy: READING })
    const person = { tenant, name: 'Ada', email: 'ada@example.com', emailVerified: true, roles: ['admin', role] }
    const { id: user } = await wardkit.users.create({ ...person, password: PASSWORD })
    const key = await wardkit.apiKeys.create({ tenant, name: 'CI', createdBy: user, roles: ['admin'] })
    for (const patient of PATIENTS) await wardkit.resources.register({ tenant, ...patient, owner: user })
    await registerFiles(file, tenant)
    return { tenant, other, role, user, key: { id: key.id, text: key.text } }
  } finally {
    await wardkit.close()
  }
}

/** All at once: one after the other they would take longer than everything that is done to them. */
async function registerFiles(file: string, tenant: string): Promise<void> {
  const store = await createSqliteStore({ file })
  const administration = createAdministration({ store, clock: Date.now })({ type: 'application' })
  await administration.write({ action: 'resource.register', tenant, target: FOLDER }, async (writer) => {
    await writer.tenant(tenant).putResource({ ...FOLDER, tags: NO_TAGS })
    for (let n = 0; n < FILES; n++)
      await writer.tenant(tenant).putResource({ type: 'file', id: String(n), parent: FOLDER, tags: NO_TAGS })
  })
  await store.close()
}

/** Some writes about one thing, each told of as soon as it is answered. */
type Step = (wardkit: Wardkit, place: Place, n: number, tell: Tell) => Promise<void>

/** Writes one step after the other, from the given one on, without end. */
export async function administer(wardkit: Wardkit, place: Place, from: number, tell: Tell): Promise<never> {
  for (let n = from; ; n++) await STEPS[n % STEPS.length]!(wardkit, place, n, tell)
}

const STEPS: readonly Step[] = [
  async ({ roles }, { tenant }, n, tell) => {
    const { id, revision } = await roles.create({ tenant, name: `role ${n}`, policy: READING, tags: { n: [`${n}`] } })
    tell({ action: 'role.create', target: id, revision })
    const changed = await roles.update({ tenant, id, policy: `${READING} # ${n}`, name: `role ${n} again` })
    tell({ action: 'role.update', target: id, revision: changed.revision })
    tell({ action: 'role.delete', target: id, revision: (await roles.delete({ tenant, id })).revision })
  },
  async ({ roleTrusts }, { tenant, other, role }, n, tell) => {
    const trust = [{ tenant: other, externalId: `contract-${n}` }, { principal: `user-${n}` }]
    tell({ action: 'role.trust', target: role, revision: (await roleTrusts.set({ tenant, role, trust })).revision })
  },
  async ({ tags }, { tenant, role, user, key }, n, tell) => {
    const change = { setTags: { n: [`${n}`] } }
    const onRole = await tags.change({ holder: 'role', tenant, id: role }, change)
    tell({ action: 'role.update', target: role, revision: onRole.revision })
    const onUser = await tags.change({ holder: 'user', tenant, id: user }, change)
    tell({ action: 'user.update', target: user, revision: onUser.revision })
    const onKey = await tags.change({ holder: 'apiKey', tenant, id: key.id }, change)
    tell({ action: 'api-key.update', target: key.id, revision: onKey.revision })
    const onResource = await tags.change({ holder: 'resource', tenant, ...PATIENT }, change)
    tell({ action: 'resource.register', target: PATIENT.id, revision: onResource.revision })
  },
  async ({ connections, connectionTests, mappings, domains }, { tenant, role }, n, tell) => {
    const discoveryUrl = 'https://login.example/.well-known/openid-configuration'
    const input = { tenant, name: `IdP ${n}`, discoveryUrl, clientId: 'wardkit', clientSecret: 'kept' }
    const { id, revision } = await connections.create(input)
    tell({ action: 'connection.create', target: id, revision })
    const rule = { attribute: 'groups', match: 'contains' as const, value: `doctors-${n}`, role }
    const mapping = { rules: [rule], tagRules: [], defaultRole: role, mode: 'authoritative' as const }
    const mapped = await mappings.set({ tenant, id, ...mapping })
    tell({ action: 'connection.map', target: id, revision: mapped.revision })
    const tested = await connectionTests.start({ tenant, id })
    tell({ action: 'connection.test', target: id, revision: tested.revision })
    const domain = await domains.add({ tenant, domain: `n${n}.example` })
    tell({ action: 'domain.add', target: domain.id, revision: domain.revision })
    const renamed = await connections.update({ tenant, id, name: `IdP ${n} again`, clientSecret: 'another' })
    tell({ action: 'connection.update', target: id, revision: renamed.revision })
    const gone = await domains.remove({ tenant, id: domain.id })
    tell({ action: 'domain.remove', target: domain.id, revision: gone.revision })
    tell({ action: 'connection.remove', target: id, revision: (await connections.remove({ tenant, id })).revision })
  },
  async ({ settings, ssoEnforcement, guardrails }, { tenant, user }, n, tell) => {
    const sessionPolicy = { idleMinutes: 5 + (n % 20) }
    const set = await settings.update({ tenant, sessionPolicy, branding: { displayName: `Acme ${n}` } })
    tell({ action: 'tenant.change-settings', target: tenant, revision: set.revision })
    const enforced = await ssoEnforcement.set({ tenant, enforced: false, breakGlass: [user] })
    tell({ action: 'sso.enforce', target: tenant, revision: enforced.revision })
    const policy = `- deny: ['DELETE:/patient/{patientId}'] # ${n}`
    tell({ action: 'guardrail.set', target: tenant, revision: (await guardrails.set({ tenant, policy })).revision })
  },
  async ({ invitations }, { tenant, role }, n, tell) => {
    const invited = { tenant, email: `n${n}@example.com`, roles: [role], tags: { n: [`${n}`] } }
    const { id, revision } = await invitations.create(invited)
    tell({ action: 'invitation.create', target: id, revision })
    const again = await invitations.resend({ tenant, id })
    tell({ action: 'invitation.resend', target: id, revision: again.revision })
    const revoked = await invitations.revoke({ tenant, id })
    tell({ action: 'invitation.revoke', target: id, revision: revoked.revision })
  },
  async ({ links }, { tenant, user }, _n, tell) => {
    const principal = { type: 'user', id: user } as const
    const { id, revision } = await links.create({ tenant, template: 'read', principal, resource: PATIENT })
    tell({ action: 'link.create', target: id, revision })
    tell({ action: 'link.revoke', target: id, revision: (await links.revoke({ tenant, id })).revision })
  },
  async ({ apiKeys }, { tenant, user, role }, n, tell) => {
    const made = await apiKeys.create({ tenant, name: `key ${n}`, createdBy: user, roles: [role] })
    tell({ action: 'api-key.create', target: made.id, revision: made.revision })
    const { id } = made
    const rotated = await apiKeys.rotate({ tenant, id })
    tell({ action: 'api-key.rotate', target: id, revision: rotated.revision })
    tell({ action: 'api-key.revoke', target: id, revision: (await apiKeys.revoke({ tenant, id })).revision })
  },
  async ({ users }, { tenant, role }, n, tell) => {
    const { id, revision } = await users.create({ tenant, name: `Bob ${n}`, email: `bob-${n}@example.com` })
    tell({ action: 'user.create', target: id, revision })
    const roles = await users.update({ tenant, id, roles: [role, 'member'] })
    tell({ action: 'user.update', target: id, revision: roles.revision })
    tell({ action: 'user.disable', target: id, revision: (await users.disable({ tenant, id })).revision })
    tell({ action: 'user.enable', target: id, revision: (await users.enable({ tenant, id })).revision })
    tell({ action: 'user.remove', target: id, revision: (await users.remove({ tenant, id })).revision })
  },
  async (wardkit, { tenant, user }, _n, tell) => {
    const { headers } = await send(wardkit, 'POST', '/login', {
      body: { email: 'ada@example.com', password: PASSWORD, session: 'browser' },
    })
    const [session] = (await wardkit.sessions.list(tenant, user)).toSorted((a, b) => b.createdAt - a.createdAt)
    tell({ action: 'session.start', target: session!.id })
    const cookie = /^[^;]*/.exec(headers.get('set-cookie') ?? '')?.[0] ?? ''
    await send(wardkit, 'POST', '/logout', { headers: { cookie } })
    tell({ action: 'session.end', target: session!.id })
  },
  async (wardkit, { key }, n, tell) => {
    const headers = { authorization: `Bearer ${key.text}` }
    const tags = { n: [`${n}`] }
    const replaced = await send(wardkit, 'PUT', '/resources/patient/p1', { headers, body: { tags } })
    tell({ action: 'resource.register', target: PATIENT.id, revision: revisionOf(replaced) })
    const body = { resources: PATIENTS, set: { n: [`${n} for all`] } }
    const many = await send(wardkit, 'POST', '/resources/tags/bulk', { headers, body })
    tell({ action: 'resource.register', target: 'p3', revision: revisionOf(many) })
  },
  async ({ resources }, { tenant }, n, tell) => {
    const { revision } = await resources.register({ tenant, ...FOLDER, tags: { n: [`${n}`] } })
    tell({ action: 'resource.settle', target: FOLDER.id, revision })
  },
  async ({ tenants, operators }, _place, n, tell) => {
    const { id, revision } = await tenants.create({ name: `Tenant ${n}`, slug: `tenant-${n}` })
    tell({ action: 'tenant.create', target: id, revision })
    tell({ action: 'tenant.suspend', target: id, revision: (await tenants.suspend(id)).revision })
    tell({ action: 'tenant.resume', target: id, revision: (await tenants.resume(id)).revision })
    const operator = await operators.create({ name: `operator ${n}` })
    tell({ action: 'operator.create', target: operator.id, revision: operator.revision })
    const revoked = await operators.revoke(operator.id)
    tell({ action: 'operator.revoke', target: operator.id, revision: revoked.revision })
  },
]

/** How many steps there are before they begin anew. */
export const STEP_COUNT = STEPS.length

interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

async function send(wardkit: Wardkit, method: string, path: string, { headers = {}, body }: Sent): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const init = { method, headers: { 'sec-fetch-site': 'same-origin', ...type, ...headers }, ...content }
  const answer = await wardkit.fetch(new Request(`${ORIGIN}/wardkit${path}`, init), { remoteAddress: '192.0.2.1' })
  if (!answer.ok) throw new Error(`${method} ${path} answers ${answer.status}: ${await answer.text()}`)
  return answer
}

function revisionOf(answer: Response): number {
  return Number(answer.headers.get('wardkit-revision'))
}
