import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const SHEETS = new URL('styles/', import.meta.url)

/** The selectors of a sheet's rules, those in a query aside, which add to what stands elsewhere. */
function selectorsOf(sheet: string): readonly string[] {
  const css = readFileSync(new URL(sheet, SHEETS), 'utf8').replace(/\/\*.*?\*\//gs, '')
  return [...css.matchAll(/^ {2}(\.wk-[^{]*)\{/gm)]
    .flatMap(([, selectors = '']) => selectors.split(','))
    .map((selector) => selector.trim())
}

it('has no two sheets write a rule for the same thing, as both hold on every page', () => {
  const sheetOf = new Map<string, string>()
  const faults: string[] = []
  for (const sheet of readdirSync(SHEETS)) {
    for (const selector of selectorsOf(sheet)) {
      const other = sheetOf.get(selector) ?? sheet
      if (other !== sheet) faults.push(`${selector} in ${other} and ${sheet}`)
      sheetOf.set(selector, sheet)
    }
  }
  expect(sheetOf.size).toBeGreaterThan(100)
  expect(faults).toEqual([])
})
