import type { StoreWriter } from '../identity/identity-store.ts'
import { NO_TAGS } from '../model/tags.ts'
import {
  aLink,
  aPerson,
  aResource,
  aRole,
  aSession,
  aTenant,
  aUser,
  anApiKey,
  anInvitation,
  NOW,
} from '../testing/store-fixtures.ts'

/** The tenant that is to go, and the person whom no other tenant has: no other row may name them. */
export const GONE = 'tnt_gone'
export const GONE_PERSON = 'per_gone'
export const KEPT = 'tnt_kept'

/** A row in everything that is kept of a tenant, and in all of another that reaches into it. */
export async function writeWholeTenant(writer: StoreWriter): Promise<void> {
  await writer.insertPerson(aPerson(GONE_PERSON, { email: 'gone@example.com' }))
  await writer.insertPerson(aPerson('per_both', { email: 'both@example.com' }))
  await writer.putPasswordHash(GONE_PERSON, 'hash', NOW)
  await writer.putPasswordHash('per_both', 'hash', NOW)
  await writer.putTotp({ person: GONE_PERSON, wrapped: 'wrapped', usedStep: 0, createdAt: NOW })
  await writer.putRecoveryCodes(GONE_PERSON, ['aGFzaA'])
  await writer.insertPasskey({
    id: 'pky',
    person: GONE_PERSON,
    credential: 'Y3JlZA',
    publicKey: 'a2V5',
    counter: 0,
    transports: [],
    multiDevice: false,
    backedUp: false,
    name: 'Laptop',
    createdAt: NOW,
    lastUsedAt: null,
  })
  for (const id of [GONE, KEPT]) await writer.insertTenant(aTenant(id))
  for (const tenant of [GONE, KEPT]) await writeOwn(writer, tenant, tenant === GONE ? KEPT : GONE)
  await writer.tenant(GONE).insertUser(aUser(GONE, 'only', { person: GONE_PERSON }))
  for (const subject of [GONE_PERSON, `inv-${GONE}`, 'stranger']) {
    const code = { purpose: 'sign-up', secretHash: 'c2VjcmV0', data: '{}', expiresAt: NOW + 1_000, attempts: 0 }
    await writer.insertCode({ id: `cod-${subject}`, subject, ...code })
  }
}

async function writeOwn(writer: StoreWriter, tenant: string, other: string): Promise<void> {
  const own = writer.tenant(tenant)
  const named = (kind: string) => `${kind}-${tenant}`
  await own.putSettings('{}', undefined, NOW)
  await own.putGuardrail("- deny: ['GET:/x']", undefined, NOW)
  await own.insertRole(aRole('role'))
  const user = aUser(tenant, named('usr'), { person: 'per_both', roles: ['role'] })
  await own.insertUser(user)
  await own.insertApiKey(anApiKey(tenant, named('key'), { createdBy: user.id, roles: ['role'] }))
  await own.putResource(aResource('folder', named('f')))
  await own.putResource(aResource('file', named('x'), { parent: { type: 'folder', id: named('f') } }))
  await own.beginSubtree(aResource('folder', named('f')), 'change')
  await own.revokePrincipal('somebody', NOW)
  await own.insertInvitation(anInvitation(named('inv'), { tenant }))
  await own.insertSession(aSession(named('ses'), { tenant, user: user.id }))
  const connection = named('con')
  await own.insertConnection({
    id: connection,
    tenant,
    type: 'oidc',
    name: 'Okta',
    status: 'active',
    version: 1,
    configuration: 1,
    testedConfiguration: 1,
    issuer: 'https://idp.example',
    discoveryUrl: 'https://idp.example',
    clientId: 'client',
    wrappedSecret: 'wrapped',
    scopes: ['openid'],
    mapping: { rules: [], tagRules: [], defaultRole: null, mode: 'additive' },
    createdAt: NOW,
    updatedAt: NOW,
  })
  const run = { configuration: 1, status: 'passed', at: NOW, report: '{}' } as const
  await own.putTestRun({ id: 'run', tenant, connection, ...run })
  const domain = { domain: `${tenant.replace('_', '-')}.example`, proof: 'proof', verifiedAt: NOW, createdAt: NOW }
  await own.insertDomain({ id: 'dom', tenant, connection, ...domain, checkedAt: null, problem: null })
  await own.updateDomain('dom', { verifiedAt: NOW })
  await own.putSsoSettings({ enforced: false, breakGlass: [] }, undefined, NOW)
  const subject = { issuer: 'https://idp.example', subject: 'sub' }
  await own.putSsoIdentity({ tenant, connection, ...subject, user: user.id, tagKeys: [], createdAt: NOW, usedAt: NOW })
  const session = { session: named('ses'), connection, subject: 'sub', sid: null, wrappedIdToken: null }
  await own.putSsoSession({ tenant, ...session })

  const everybody = { principal: null, tags: NO_TAGS, externalIdHash: null }
  const entries = [tenant, other].map((trusted) => ({ id: `tru-${trusted}`, tenant: trusted, ...everybody }))
  await own.putTrust({ tenant, role: 'role', entries, sessionTags: [], maxDurationSeconds: 600 }, undefined, NOW)
  for (const to of [tenant, other]) {
    await own.insertLink(aLink(tenant, `lnk-to-${to}`, { principal: { type: 'tenant', id: to, tenant: to } }))
  }
}
