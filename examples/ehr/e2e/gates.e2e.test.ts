import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PEOPLE } from '../src/people.ts'
import { logIn, startDemo, type Demo } from './start-browser.ts'

// What the pages offer to whom. The services refuse the rest by themselves: src/scenario.test.ts.

let demo: Demo
beforeAll(async () => {
  demo = await startDemo()
}, 60_000)
afterAll(() => demo.close())

describe('the pages of the EHR', () => {
  it('offer a nurse the patients of their ward, and the change of their records', { timeout: 60_000 }, async () => {
    const page = await demo.open()
    await logIn(page, PEOPLE.nurse)
    await page.getByText('4 patients').waitFor()
    expect(await page.getByRole('button', { name: 'New patient' }).count()).toBe(0)

    await page.getByRole('searchbox', { name: 'Search by name or number' }).fill('okafor')
    await page.getByText('1 patient', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Chidi Okafor' }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('textbox', { name: 'Notes' }).fill('Walks twice a day.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Walks twice a day.', { exact: true }).waitFor()

    await page.goto('/patients/P-1008')
    await page.getByRole('heading', { name: 'You may not open this' }).waitFor()
  })

  it('show the front desk no notes and no way to change a record', { timeout: 60_000 }, async () => {
    const page = await demo.open()
    await logIn(page, PEOPLE.receptionist)
    await page.getByRole('link', { name: 'Jonas Weber' }).click()
    await page.getByText('Notes are not part of what your role shows.').waitFor()
    await page.getByText('No reports about this patient that you may read.').waitFor()
    expect(await page.getByText('penicillin').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'File report' }).count()).toBe(0)
  })

  it('let a doctor file a report, which only the admin may correct', { timeout: 60_000 }, async () => {
    const [doctor, admin] = [await demo.open(), await demo.open()]
    await logIn(doctor, PEOPLE.doctor)
    await doctor.goto('/patients/P-1013')
    await doctor.getByRole('button', { name: 'File report' }).click()
    await doctor.getByRole('textbox', { name: 'Report number' }).fill('XR-1000')
    await doctor.getByRole('textbox', { name: 'Findings' }).fill('No fracture.')
    await doctor.getByRole('dialog').getByRole('button', { name: 'File report' }).click()
    await doctor.getByText('No fracture.', { exact: true }).waitFor()
    expect(await doctor.getByRole('button', { name: 'Correct' }).count()).toBe(0)

    await logIn(admin, PEOPLE.admin)
    await admin.goto('/reports/XR-1000')
    await admin.getByRole('button', { name: 'Correct' }).click()
    await admin.getByRole('textbox', { name: 'Findings' }).fill('A hairline fracture.')
    await admin.getByRole('button', { name: 'Save' }).click()
    await admin.getByText('A hairline fracture.', { exact: true }).waitFor()
  })

  it('let a doctor share a report of theirs, and take it back', { timeout: 60_000 }, async () => {
    const [doctor, patient] = [await demo.open(), await demo.open()]
    await logIn(doctor, PEOPLE.doctor)
    await doctor.goto('/patients/P-1013')
    await doctor.getByRole('button', { name: 'File report' }).click()
    await doctor.getByRole('textbox', { name: 'Report number' }).fill('XR-1001')
    await doctor.getByRole('textbox', { name: 'Findings' }).fill('Healed well.')
    await doctor.getByRole('dialog').getByRole('button', { name: 'File report' }).click()
    await doctor.getByText('Healed well.', { exact: true }).waitFor()

    await doctor.goto('/reports/XR-1001')
    await doctor.getByRole('button', { name: 'Share' }).click()
    const dialog = doctor.getByRole('dialog', { name: 'Share XR-1001' })
    await dialog.getByText('Shared with nobody yet').waitFor()
    await dialog.getByRole('textbox', { name: 'E-mail' }).fill(PEOPLE.patient.email)
    await dialog.getByRole('button', { name: 'Share', exact: true }).click()
    const revoke = dialog.getByRole('button', { name: `Stop sharing with ${PEOPLE.patient.name}` })
    await revoke.waitFor()

    await logIn(patient, PEOPLE.patient, 'No patients yet')
    await patient.goto('/reports/XR-1001')
    await patient.getByText('Healed well.', { exact: true }).waitFor()
    expect(await patient.getByRole('button', { name: 'Share' }).count()).toBe(0)

    await revoke.click()
    await dialog.getByText('Shared with nobody yet').waitFor()
    await patient.reload()
    await patient.getByRole('heading', { name: 'You may not open this' }).waitFor()
  })

  it(
    'keep everything of another facility from its staff, and lead who is not logged in to the login',
    { timeout: 60_000 },
    async () => {
      const page = await demo.open()
      await page.goto('/patients/P-1001')
      await page.getByRole('heading', { name: 'Sign in to Larkspur Health' }).waitFor()
      expect(new URL(page.url()).pathname).toBe('/login')
      await logIn(page, PEOPLE.other, 'There is nothing here')
      expect(new URL(page.url()).pathname).toBe('/patients/P-1001')
      await page.getByRole('link', { name: 'To the patients' }).click()
      await page.getByRole('heading', { name: 'No patients yet' }).waitFor()
    },
  )
})
