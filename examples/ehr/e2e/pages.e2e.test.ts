import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PEOPLE } from '../src/people.ts'
import { findPageFaults } from './page-faults.ts'
import { keepScreen, logIn, startDemo, type Demo } from './start-browser.ts'

// Every page of the EHR, as wide as a telephone, a tablet and a desk have it, in both colours, in the language with the longest words and in one
// that runs from right to left.

const WIDTHS = [360, 768, 1280]
const LANGUAGES = ['de', 'ar']
const COLOURS = ['light', 'dark'] as const

interface Shown {
  readonly name: string
  readonly path: string
  /** What is there when the page is: a selector. */
  readonly ready: string
}

const PUBLIC_PAGES: readonly Shown[] = [
  { name: 'login', path: '/login', ready: 'form' },
  { name: 'sign-up', path: '/sign-up', ready: 'form' },
  { name: 'reset-password', path: '/reset-password#code=none', ready: 'form' },
  { name: 'accept-invitation', path: '/accept-invitation#code=none', ready: '[role="alert"]' },
]
const PAGES: readonly Shown[] = [
  { name: 'patients', path: '/patients', ready: '.rows' },
  { name: 'patients-not-found', path: '/patients?search=nobody', ready: '.empty' },
  { name: 'patient', path: '/patients/P-1005', ready: '.links' },
  { name: 'patient-elsewhere', path: '/patients/P-9999', ready: '.empty' },
  { name: 'reports', path: '/reports', ready: '.rows' },
  { name: 'report', path: '/reports/LAB-7725', ready: '.prose' },
  { name: 'people', path: '/admin/people', ready: '[data-slot="user-invites"] h2' },
  { name: 'organization', path: '/admin/organization', ready: '[data-slot="tenant-profile"] form' },
  { name: 'security', path: '/admin/security', ready: '[data-slot="security-settings"] h3' },
  { name: 'api-keys', path: '/admin/api-keys', ready: '[data-slot="api-keys"] h2' },
  { name: 'nothing', path: '/nothing', ready: '.empty' },
]

let demo: Demo
/** Where the admin is logged in, once for all of their pages: logins are counted. */
let ofAdmin: Page
beforeAll(async () => {
  demo = await startDemo()
  ofAdmin = await demo.open()
  await logIn(ofAdmin, PEOPLE.admin)
}, 90_000)
afterAll(() => demo.close())

async function lookAt(page: Page, { name, path, ready }: Shown): Promise<readonly string[]> {
  const faults: string[] = []
  for (const language of LANGUAGES) {
    for (const colours of COLOURS) {
      await page.evaluate(
        ([chosenLanguage, theme]) => {
          localStorage.setItem('larkspur.language', chosenLanguage)
          localStorage.setItem('larkspur.theme', theme)
        },
        [language, colours] as const,
      )
      await page.goto(path)
      await page.locator(ready).first().waitFor()
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 })
        const where = `${name}-${width}-${colours}-${language}`
        await keepScreen(page, where)
        for (const fault of await findPageFaults(page)) faults.push(`${where}: ${fault}`)
      }
    }
  }
  return faults
}

describe('the pages of the EHR', () => {
  it.each(PUBLIC_PAGES)(
    '$name fits, is all there, and has nothing that axe finds',
    { timeout: 90_000 },
    async (shown) => {
      const page = await demo.open()
      await page.goto('/login')
      expect(await lookAt(page, shown)).toEqual([])
    },
  )

  it.each(PAGES)('$name fits, is all there, and has nothing that axe finds', { timeout: 90_000 }, async (shown) => {
    expect(await lookAt(ofAdmin, shown)).toEqual([])
  })
})
