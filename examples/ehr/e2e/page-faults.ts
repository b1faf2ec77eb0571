import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe offers on a page. */
interface Axe {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly help: string
      readonly nodes: readonly { readonly html: string }[]
    }[]
  }>
}

/** Everything that is wrong with what a page shows at its present size: overflow, text cut off, and what axe finds. Empty: nothing. */
export async function findPageFaults(page: Page): Promise<readonly string[]> {
  const layout = await page.evaluate(findLayoutFaults)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const accessibility = await page.evaluate(async () => {
    const { axe } = window as unknown as { readonly axe: Axe }
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `axe ${id}: ${help}: ${html.slice(0, 200)}`),
    )
  })
  return [...layout, ...accessibility]
}

/** Runs in the page. */
function findLayoutFaults(): string[] {
  const faults: string[] = []
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth)
    faults.push(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`)
  for (const element of document.body.querySelectorAll<HTMLElement>('*')) {
    const style = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const hasText = [...element.childNodes].some(
      ({ nodeType, textContent }) => nodeType === 3 && textContent?.trim() !== '',
    )
    // What is hidden from the eye on purpose is one pixel wide.
    if (!hasText || box.width <= 1 || style.visibility === 'hidden' || element.closest('select') !== null) continue
    const hides = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip'
    const isCut =
      (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1) ||
      (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1)
    if (isCut) faults.push(`text is cut off: ${element.outerHTML.slice(0, 200)}`)
  }
  return faults
}
