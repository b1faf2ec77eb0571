import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNTS, CLIENT, STAFF_DOMAIN } from '../src/directory/accounts.ts'
import { keepScreen, startDemo, type Demo } from './start-browser.ts'

// A hospital from its sign-up to its own identity provider, by the pages alone: nobody asks an API, and nothing is mocked. Each chapter goes on where the
// one before it ended.

const [DINA] = ACCOUNTS
const FOUNDER = { name: 'Fay Founder', email: 'fay@juniper.example', password: 'seven green kettles' }
const DOCTOR = { name: 'Dev Doctor', email: 'dev@juniper.example', password: 'nine blue teapots, all of them' }
const TENANT = 'Juniper Hospital'
const PATIENT = { id: 'J-1', name: 'June Carter' }

let demo: Demo
/** The founder's window, who administers the hospital. */
let admin: Page
/** The doctor's. */
let doctor: Page

beforeAll(async () => {
  demo = await startDemo()
  admin = await demo.open()
  doctor = await demo.open()
}, 90_000)
afterAll(() => demo.close())

describe('a hospital', { timeout: 90_000 }, () => {
  it('signs up, and its founder is its admin by the link of a mail', async () => {
    await admin.goto('/sign-up')
    await admin.getByRole('textbox', { name: 'Work e-mail' }).fill(FOUNDER.email)
    await admin.getByRole('textbox', { name: 'Organization' }).fill(TENANT)
    await admin.keyboard.press('Enter')
    await admin.getByText(FOUNDER.email).waitFor()
    await followMail(admin, FOUNDER.email)
    await admin.getByRole('textbox', { name: 'Your name' }).fill(FOUNDER.name)
    await admin.getByLabel('Password', { exact: true }).fill(FOUNDER.password)
    await admin.keyboard.press('Enter')
    await admin.getByRole('heading', { name: 'No patients yet' }).waitFor()
    await admin.getByRole('button', { name: 'New patient' }).first().click()
    await admin.getByRole('textbox', { name: 'Name' }).fill(PATIENT.name)
    await admin.getByRole('textbox', { name: 'Number' }).fill(PATIENT.id)
    await admin.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    await admin.getByRole('heading', { name: PATIENT.name }).waitFor()
  })

  it('invites a doctor, who joins by the link of a mail', async () => {
    await admin.goto('/admin/people')
    await admin.getByRole('button', { name: 'Invite people' }).first().click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('E-mails').fill(DOCTOR.email)
    await admin.keyboard.press('Enter')
    await keepScreen(admin, 'identity-invite')
    await dialog.getByRole('button', { name: 'Send invitation', exact: true }).click()
    await admin.getByRole('rowheader', { name: DOCTOR.email }).waitFor()

    await followMail(doctor, DOCTOR.email)
    await doctor.getByRole('heading', { name: `Join ${TENANT}` }).waitFor()
    await keepScreen(doctor, 'identity-join')
    await doctor.getByLabel('Your name').fill(DOCTOR.name)
    await doctor.getByLabel('Password', { exact: true }).fill(DOCTOR.password)
    await doctor.keyboard.press('Enter')
    await doctor.getByRole('heading', { name: 'No patients yet' }).waitFor()
  })

  it('writes the role of its doctors, under a condition', async () => {
    await admin.goto('/admin/roles')
    await admin.getByRole('button', { name: 'New role' }).first().click()
    const form = admin.getByRole('form', { name: 'New role' })
    await form.getByRole('textbox', { name: 'Name' }).fill('Doctors')
    await form.getByRole('button', { name: 'Add a rule' }).click()
    await form.getByRole('button', { name: 'Choose operations' }).click()
    const dialog = admin.getByRole('dialog', { name: 'Choose operations' })
    await dialog.getByRole('searchbox', { name: 'Search operations' }).fill('/patient/{patientId}')
    for (const method of ['GET', 'PUT']) {
      await dialog.getByRole('checkbox', { name: new RegExp(`^${method}.*/patient/\\{patientId\\}`) }).check()
    }
    await dialog.getByRole('button', { name: 'Done' }).click()
    await form.getByRole('radio', { name: 'Under a condition' }).check()
    await form.getByRole('combobox', { name: 'Tag key' }).fill('function')
    await form.getByRole('combobox', { name: 'With' }).fill('doctors')
    await form.getByText("$principalTags:function = 'doctors'").waitFor()
    await keepScreen(admin, 'identity-role')
    await form.getByRole('button', { name: 'Create role' }).click()
    await admin.getByRole('form', { name: 'Doctors' }).waitFor()
  })

  it('refuses the doctor who holds the role without the tag, and lets the one who has it', async () => {
    await editUser(DOCTOR.name, async (dialog) => {
      await dialog.getByRole('combobox', { name: 'Roles' }).click()
      await admin.getByRole('option', { name: 'Doctors' }).click()
      await admin.keyboard.press('Escape')
    })
    await doctor.goto(`/patients/${PATIENT.id}`)
    await doctor.getByRole('heading', { name: 'You may not open this' }).waitFor()

    await editUser(DOCTOR.name, async (dialog) => {
      await dialog.getByRole('button', { name: 'Add tag' }).click()
      await dialog.getByRole('combobox', { name: 'Key' }).fill('function')
      await dialog.getByRole('combobox', { name: 'Values' }).fill('doctors')
      await admin.keyboard.press('Enter')
    })
    await doctor.reload()
    await doctor.getByRole('heading', { name: PATIENT.name }).waitFor()
    await doctor.getByRole('button', { name: 'Edit' }).click()
    await doctor.getByRole('textbox', { name: 'Notes' }).fill('Seen by Dev.')
    await doctor.getByRole('button', { name: 'Save' }).click()
    await doctor.getByText('Seen by Dev.', { exact: true }).waitFor()
    await keepScreen(doctor, 'identity-doctor')
  })

  it('proves its domain, and connects its identity provider', async () => {
    const provider = await demo.open()
    await admin.goto('/admin/single-sign-on')
    await admin.getByRole('button', { name: 'Set up single sign-on' }).click()
    await admin.getByRole('textbox', { name: 'Domain' }).fill(STAFF_DOMAIN)
    await admin.keyboard.press('Enter')
    const record = admin.getByText(/^wardkit-domain=/)
    const text = await record.innerText()
    await provider.goto(demo.ehr.urls.directory)
    await provider.getByRole('textbox', { name: 'Name' }).fill(`_wardkit.${STAFF_DOMAIN}`)
    await provider.getByRole('textbox', { name: 'Text' }).fill(text)
    await provider.getByRole('button', { name: 'Write a TXT record' }).click()
    await admin.getByRole('button', { name: 'Check record' }).click()
    await admin.getByText('Verified', { exact: true }).first().waitFor()
    await admin.getByRole('button', { name: 'Continue' }).click()

    await admin.getByRole('radio', { name: 'Another provider' }).check()
    await admin.getByRole('textbox', { name: 'Discovery URL or issuer' }).fill(demo.ehr.urls.directory)
    await admin.getByRole('textbox', { name: 'Client ID' }).fill(CLIENT.id)
    await admin.getByLabel('Client secret', { exact: true }).fill(CLIENT.secret)
    await admin.getByRole('textbox', { name: 'Name' }).fill('Juniper directory')
    await admin.getByRole('textbox', { name: 'Scopes' }).fill('openid email profile groups')
    await admin.getByRole('button', { name: 'Save connection' }).click()
    await admin.getByText('Register these addresses').waitFor()
    await provider.goto(demo.ehr.urls.directory)
    for (const [here, there] of [
      ['Sign-in redirect URI', 'Redirect URI'],
      ['Sign-out redirect URI', 'Post-logout redirect URI'],
      ['Back-channel logout URI', 'Back-channel logout URI'],
    ] as const) {
      const address = await admin.getByRole('region', { name: here, exact: true }).innerText()
      await provider.getByRole('textbox', { name: there, exact: true }).fill(address.trim())
    }
    await provider.getByRole('button', { name: 'Save' }).first().click()
    await admin.getByRole('button', { name: 'Continue' }).click()
  })

  it('tests the provider in a window of its own, and activates it', async () => {
    const opened = admin.context().waitForEvent('page')
    await admin.getByRole('button', { name: 'Run a test' }).click()
    const test = await opened
    await logInAtProvider(test)
    await test.getByText('The test login passed').waitFor()
    await test.close()
    await admin.getByText('Passed', { exact: true }).first().waitFor()
    await keepScreen(admin, 'identity-sso-test')
    await admin.getByRole('button', { name: 'Continue' }).click()
    await admin.getByRole('button', { name: 'Activate', exact: true }).click()
    await admin.getByRole('rowheader', { name: /Juniper directory/ }).waitFor()
  })

  it('maps a group there to the role here', async () => {
    await admin.goto('/admin/group-mapping')
    await admin.getByRole('button', { name: 'Add rule' }).click()
    await admin.getByRole('textbox', { name: 'Attribute' }).fill('groups')
    await admin.getByRole('textbox', { name: 'Value' }).fill('Doctors')
    await admin.getByRole('combobox', { name: 'Role', exact: true }).selectOption('Doctors')
    await admin.getByRole('button', { name: 'Add tag' }).click()
    await admin.getByRole('textbox', { name: 'Attribute' }).nth(1).fill('function')
    await admin.getByRole('textbox', { name: 'Tag' }).fill('function')
    await admin.getByText('Holds', { exact: true }).waitFor()
    await keepScreen(admin, 'identity-mapping')
    await admin.getByRole('button', { name: 'Save mapping' }).click()
    await admin.getByText('The mapping is saved.', { exact: false }).waitFor()
  })

  it('lets somebody in whom only the provider knows, with the role of their group', async () => {
    const dina = await demo.open()
    await dina.goto(`/patients/${PATIENT.id}`)
    await dina.getByLabel('E-mail').fill(DINA.email)
    await dina.getByRole('button', { name: 'Continue', exact: true }).click()
    await logInAtProvider(dina)
    await dina.waitForURL(`${demo.ehr.urls.web}/**`)
    await dina.goto(`/patients/${PATIENT.id}`)
    await dina.getByRole('heading', { name: PATIENT.name }).waitFor()
    await dina.getByText('Seen by Dev.', { exact: true }).waitFor()
    await admin.goto('/admin/people')
    const row = admin.getByRole('row', { name: new RegExp(DINA.name) })
    await row.getByText('Doctors').first().waitFor()
    await keepScreen(admin, 'identity-people')
  })

  it('finds all of it in the audit log', async () => {
    await admin.goto('/admin/audit-log')
    await admin.getByRole('table', { name: 'Audit log' }).waitFor()
    const seen = new Set<string>()
    for (;;) {
      for (const action of await admin.getByRole('rowheader').allInnerTexts()) seen.add(action.trim())
      const next = admin.getByRole('button', { name: 'Next page' })
      if ((await next.count()) === 0 || (await next.isDisabled())) break
      const first = await admin.getByRole('rowheader').first().innerText()
      await next.click()
      await expect.poll(() => admin.getByRole('rowheader').first().innerText()).not.toBe(first)
    }
    await keepScreen(admin, 'identity-audit-log')
    expect([...seen]).toEqual(expect.arrayContaining(TOLD))
  })
})

/** What is told of the chapters above. */
const TOLD = [
  'tenant.sign-up',
  'invitation.create',
  'invitation.accept',
  'role.create',
  'user.update',
  'domain.add',
  'domain.verify',
  'domain.assign',
  'connection.create',
  'connection.test',
  'connection.tested',
  'connection.activate',
  'connection.map',
  'sso.log-in',
  'session.start',
]

/** Follows the link that was mailed to somebody, from the outbox. */
async function followMail(page: Page, email: string): Promise<void> {
  await page.goto('/wardkit/outbox')
  const mail = page.getByRole('article').filter({ hasText: `To ${email},` })
  const link = await mail.getByRole('link').first().getAttribute('href')
  await page.goto(link ?? 'about:blank')
}

/** Changes a user by the dialog of the people's table. */
async function editUser(name: string, change: (dialog: ReturnType<Page['getByRole']>) => Promise<void>): Promise<void> {
  await admin.goto('/admin/people')
  await admin.getByRole('button', { name: `Actions for ${name}` }).click()
  await admin.getByRole('menuitem', { name: 'Edit user' }).click()
  const dialog = admin.getByRole('dialog', { name: `Edit ${name}` })
  await change(dialog)
  await dialog.getByRole('button', { name: 'Save user' }).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** Logs Dina in at the hospital's identity provider. */
async function logInAtProvider(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Log in to AcmeHealth' }).waitFor()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(DINA.email)
  await page.getByLabel('Password').fill(DINA.password)
  await page.getByRole('button', { name: 'Log in' }).click()
}
