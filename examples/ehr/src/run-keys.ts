import { login, readToken } from './login.ts'
import { readPolicy } from './policies.ts'
import type { StepResult } from './run-scenario.ts'
import { createScenarioClient } from './scenario-client.ts'
import type { Ehr } from './start-ehr.ts'

const TOKEN_EXCHANGE = {
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
}
/** What Cedar Lab and AcmeHealth have agreed on. */
const EXTERNAL_ID = 'order 4711 of AcmeHealth'

/** Lets programs in by a key, and a laboratory of another tenant by a role that it assumes to read one report. */
export async function runKeys({ web, patient }: Ehr['urls']): Promise<readonly StepResult[]> {
  const { results, send } = createScenarioClient(web)
  const asAdmin = { token: await login(patient, 'admin') }
  const asLab = { token: await login(patient, 'lab') }
  const acme = readToken(asAdmin.token).tenant
  const lab = readToken(asLab.token).tenant

  const roles = (await send('the admin looks at the roles', 200, 'GET', '/wardkit/roles', asAdmin))['items']
  const frontDesk = (roles as readonly { id: string; name: string }[]).find(({ name }) => name === 'front desk')?.id
  const made = { ...asAdmin, body: { name: 'appointment reminders', roles: [frontDesk ?? ''] } }
  const key = await send('and makes a key for a program', 201, 'POST', '/wardkit/api-keys', made)
  const [id, text] = [String(key['id']), String(key['text'])]
  await send('the key reads a patient', 200, 'GET', '/patient/P-1002', { token: text, hidden: 'notes' })
  const credentials = (secret: string) => ({
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    form: { grant_type: 'client_credentials' },
  })
  await send('a wrong secret is exchanged for nothing', 401, 'POST', '/wardkit/token', credentials(`${text}x`))
  const issued = await send('the key for a token', 200, 'POST', '/wardkit/token', credentials(text))
  const asProgram = { token: String(issued['access_token']) }
  await send('which reads a patient too', 200, 'GET', '/patient/P-1002', { ...asProgram, hidden: 'notes' })
  await send('and makes no other key', 403, 'POST', '/wardkit/api-keys', { ...made, ...asProgram })
  await send('the admin revokes the key', 204, 'DELETE', `/wardkit/api-keys/${id}`, asAdmin)
  await send('and the token is nothing any more', 401, 'GET', '/patient/P-1002', asProgram)

  await send('the lab, of another tenant, sees no report', 404, 'GET', '/diagnostic/LAB-7725', asLab)
  const written = { ...asAdmin, body: { name: 'ordered report', policy: readPolicy('ordered-report') } }
  const role = (await send('the admin writes a role for one', 201, 'POST', '/wardkit/roles', written))['role']
  const { id: roleId = '' } = role as { readonly id?: string }
  const assume = (externalId: string) => ({
    form: { ...TOKEN_EXCHANGE, subject_token: asLab.token, audience: acme, scope: roleId, external_id: externalId },
  })
  await send('which the lab cannot assume yet', 400, 'POST', '/wardkit/token', assume(EXTERNAL_ID))
  const trust = { trust: [{ tenant: lab, externalId: EXTERNAL_ID }], maxDurationSeconds: 900, version: 0 }
  await send('the admin trusts it, by an external id that both know', 200, 'PUT', `/wardkit/roles/${roleId}/trust`, {
    ...asAdmin,
    body: trust,
  })
  await send('by another external id it cannot still', 400, 'POST', '/wardkit/token', assume('order 1'))
  const assumed = await send('with it, it can', 200, 'POST', '/wardkit/token', assume(EXTERNAL_ID))
  const asRole = { token: String(assumed['access_token']) }
  await send('and reads that one report', 200, 'GET', '/diagnostic/LAB-7725', asRole)
  await send('no other', 403, 'GET', '/diagnostic/LAB-7719', asRole)
  await send('and no patient', 403, 'GET', '/patient/P-1008', asRole)
  const nobody = { ...asAdmin, body: { trust: [], version: 1 } }
  await send('the admin trusts it no more', 200, 'PUT', `/wardkit/roles/${roleId}/trust`, nobody)
  await send('and the next request is refused', 401, 'GET', '/diagnostic/LAB-7725', asRole)
  return results
}
