import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { CHROMIUM_ARGUMENTS, ensureChromium } from '../../../scripts/chromium.ts'
import type { Person } from '../src/people.ts'
import { startEhr, type Ehr } from '../src/start-ehr.ts'

/** The real servers on a store of their own, and a real browser before them. */
export interface Demo {
  readonly ehr: Ehr
  /** A browser window of its own: nobody is logged in. */
  open(options?: BrowserContextOptions): Promise<Page>
  close(): Promise<void>
}

const SCREENS = fileURLToPath(new URL('../screens', import.meta.url))

export async function startDemo(): Promise<Demo> {
  const directory = mkdtempSync(join(tmpdir(), 'wardkit-e2e-'))
  const ehr = await startEhr({ directory, port: 0 })
  const browser: Browser = await chromium.launch({
    executablePath: await ensureChromium(),
    args: [...CHROMIUM_ARGUMENTS],
  })
  return {
    ehr,
    async open(options = {}) {
      const context = await browser.newContext({
        baseURL: ehr.urls.web,
        locale: 'en-GB',
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(15_000)
      return context.newPage()
    },
    async close() {
      await browser.close()
      await ehr.close()
      rmSync(directory, { recursive: true })
    },
  }
}

/** Logs in by the page, as a person does. @param heading of the page that this leads to */
export async function logIn(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
  heading = 'Patients',
): Promise<void> {
  if (new URL(page.url(), 'http://localhost').pathname !== '/login') await page.goto('/login')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('heading', { name: heading }).waitFor()
}

/** Keeps what the page shows, for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({ path: join(SCREENS, `${name}.png`), animations: 'disabled' })
}
