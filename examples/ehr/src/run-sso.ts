import { ACCOUNTS, CLIENT, STAFF_DOMAIN, type Account } from './directory/accounts.ts'
import { login } from './login.ts'
import type { StepResult } from './run-scenario.ts'
import { openScenarioBrowser, type ScenarioBrowser } from './scenario-browser.ts'
import { createScenarioClient, type Answer } from './scenario-client.ts'
import type { Ehr } from './start-ehr.ts'

const [DINA, THEO] = ACCOUNTS as readonly [Account, Account]

const PATIENT = '/patient/P-1001'
const UPDATE = { name: 'Amira Haddad', notes: 'Seen by Dina.', lastVisitDate: '2026-02-10' }

/**
 * Connects the hospital's own identity provider, as its admin does over HTTP, and logs its people in: a group there is a role here, for as long as they
 * are in it.
 */
export async function runSso({ web, patient, directory }: Ehr['urls']): Promise<readonly StepResult[]> {
  const { results, send, note } = createScenarioClient(web)
  const token = await login(patient, 'admin')
  const asAdmin = { token }

  const roles = (await send('the admin looks at the roles', 200, 'GET', '/wardkit/roles', asAdmin))['items']
  const roleNamed = (name: string): string =>
    (roles as readonly { readonly id: string; readonly name: string }[]).find((role) => role.name === name)?.id ?? ''
  const doctorAccess = roleNamed('doctor access')
  const frontDesk = roleNamed('front desk')

  const provider = { name: 'AcmeHealth directory', discoveryUrl: directory, clientId: CLIENT.id }
  const connection = await send('and names the hospital’s identity provider', 201, 'POST', '/wardkit/connections', {
    ...asAdmin,
    body: { ...provider, clientSecret: CLIENT.secret, scopes: ['email', 'profile', 'groups'] },
  })
  const at = `/wardkit/connections/${String(connection['id'])}`
  await send('which nobody can use before a test login has passed', 409, 'POST', `${at}/activate`, asAdmin)
  const rules = [{ attribute: 'groups', match: 'contains', value: 'Doctors', role: doctorAccess }]
  const tagRules = [{ attribute: 'function', tag: 'function' }]
  await send('the group `Doctors` there is to be "doctor access" here', 200, 'PUT', `${at}/mapping`, {
    ...asAdmin,
    body: { rules, tagRules, defaultRole: null, mode: 'authoritative', version: connection['version'] },
  })

  const domain = await send('the admin says which domain is the hospital’s', 201, 'POST', '/wardkit/domains', {
    ...asAdmin,
    body: { domain: STAFF_DOMAIN },
  })
  const ofDomain = `/wardkit/domains/${String(domain['id'])}`
  await send('which is not so without a record in the DNS', 200, 'POST', `${ofDomain}/verify`, {
    ...asAdmin,
    holds: { status: 'pending' },
  })
  const record = domain['record'] as { readonly name: string; readonly value: string }
  const it = openScenarioBrowser()
  await it.post(`${directory}/records`, { name: record.name, text: record.value })
  const verified = { ...asAdmin, holds: { status: 'verified' } }
  await send('and is, with one', 200, 'POST', `${ofDomain}/verify`, verified)
  const assigned = { ...asAdmin, body: { connection: connection['id'] } }
  await send('people of that domain are to log in there', 200, 'PATCH', ofDomain, assigned)

  await it.post(`${directory}/application`, urisOf(connection))
  const { url } = await send('the admin begins a test login', 200, 'POST', `${at}/test`, asAdmin)
  const tested = await logInThere(openScenarioBrowser(), String(url), DINA)
  note('which Dina carries out at the hospital', 200, tested.text.includes('The test login passed') ? tested.status : 0)
  await send('now people can log in by it', 200, 'POST', `${at}/activate`, asAdmin)

  const dina = openScenarioBrowser()
  await logIn('Dina logs in with nothing but her e-mail here', DINA, dina)
  await expectAs(dina, 'Dina, in the group `Doctors`, reads a patient', 200, 'GET')
  await expectAs(dina, 'and updates them', 200, 'PUT')
  const theo = openScenarioBrowser()
  await logIn('Theo, who is not in it, logs in too', THEO, theo)
  await expectAs(theo, 'and reads nobody', 403, 'GET')

  const users = (await send('the admin finds Dina', 200, 'GET', `/wardkit/users?search=${DINA.email}`, asAdmin))[
    'items'
  ]
  const [user] = users as readonly { readonly id: string }[]
  await send('and gives her the front desk, by hand', 200, 'PATCH', `/wardkit/users/${user?.id ?? ''}`, {
    ...asAdmin,
    body: { roles: [doctorAccess, frontDesk] },
  })
  await it.post(`${directory}/people/${DINA.sub}`, { group: 'Staff' })
  await logIn('the hospital takes her out of `Doctors`, and she logs in again', DINA, dina)
  await expectAs(dina, 'she is no doctor here any more', 403, 'PUT')
  await expectAs(dina, 'and at the front desk still: she reads a patient, without the notes', 200, 'GET', 'notes')
  await it.post(`${directory}/people/${DINA.sub}`, { group: 'Doctors' })
  await logIn('she is put into it again, and logs in', DINA, dina)
  await expectAs(dina, 'she is a doctor again', 200, 'PUT')

  const logout = await dina.send('POST', `${web}/wardkit/logout?sso=true`)
  const { url: there } = JSON.parse(logout.text) as { readonly url: string }
  const page = await dina.visit(there)
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
  const left = await dina.post(`${directory}/session/end/confirm`, { xsrf, logout: 'yes' })
  note('Dina logs out, here and at the hospital, and comes back', 200, left.url.startsWith(web) ? left.status : 0)
  await expectAs(dina, 'after which she is nobody', 401, 'GET')
  return results

  async function logIn(title: string, account: Account, browser: ScenarioBrowser): Promise<void> {
    const begun = await browser.send('POST', `${web}/wardkit/login/init`, { email: account.email, returnTo: '/' })
    const { url = '' } = JSON.parse(begun.text) as { readonly url?: string }
    await logInThere(browser, new URL(url, web).href, account)
    note(title, 200, (await browser.send('GET', `${web}/wardkit/session`)).status)
  }

  async function expectAs(
    browser: ScenarioBrowser,
    title: string,
    expected: number,
    method: 'GET' | 'PUT',
    hidden?: string,
  ): Promise<void> {
    const { status, text } = await browser.send(method, web + PATIENT, method === 'PUT' ? UPDATE : undefined)
    const isHidden = hidden === undefined || !Object.hasOwn(JSON.parse(text) as Answer, hidden)
    note(title, expected, isHidden ? status : 0)
  }
}

/** Goes to the provider by a URL of the EHR, logs in there where the provider asks, and comes back. */
async function logInThere(browser: ScenarioBrowser, url: string, { email, password }: Account) {
  const page = await browser.visit(url)
  return page.url.includes('/interaction/') ? browser.post(page.url, { email, password }) : page
}

function urisOf(connection: Answer): Readonly<Record<string, string>> {
  const names = ['redirectUri', 'postLogoutRedirectUri', 'backchannelLogoutUri']
  return Object.fromEntries(names.map((name) => [name, String(connection[name])]))
}
