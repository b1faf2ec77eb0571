import { cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ar } from '../src/locales/ar.ts'
import { de } from '../src/locales/de.ts'
import { ENGLISH } from '../src/messages/localization.ts'
import { writeNaughty } from '../src/stories/naughty-strings.ts'
import '../.storybook/preview.css'
import '../src/styles.css'
import './still.css'
import { findFaults, showWidget, WIDGETS } from './show-widget.tsx'

// Every widget, at three widths, in light and dark, in German and Arabic: nothing wider than the page, no text cut off, a focus that is seen,
// and nothing that axe finds.

const WIDTHS = [1280, 768, 360]
const SCHEMES = ['light', 'dark'] as const
const LANGUAGES = { de, ar }

afterEach(cleanup)

it('finds the widgets', () => {
  expect(WIDGETS.length).toBeGreaterThan(15)
})

describe.each(WIDGETS)('$name', (widget) => {
  it.each(Object.entries(LANGUAGES))('stands well in %s', async (_, language) => {
    const faults: string[] = []
    const { baseElement, settle, change } = await showWidget(widget, { scheme: 'light', language })
    for (const scheme of SCHEMES) {
      change({ scheme, language })
      for (const width of WIDTHS) {
        await page.viewport(width, 900)
        await settle()
        await userEvent.keyboard('{Tab}')
        const found = await findFaults(baseElement)
        faults.push(...found.map((fault) => `${String(width)} px, ${scheme}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  })

  it('X04 shows the big list of naughty strings as text', async () => {
    const { baseElement } = await showWidget(widget, { scheme: 'light', language: ENGLISH }, { rewrite: writeNaughty })
    for (const shown of baseElement.querySelectorAll('[data-wardkit]')) {
      const active = 'script, iframe, object, embed, style, link, img, [onerror], [onload]'
      expect([...shown.querySelectorAll(active)].map(({ outerHTML }) => outerHTML)).toEqual([])
      for (const link of shown.querySelectorAll('a')) expect(link.protocol).toMatch(/^https?:$/)
    }
    expect(globalThis).not.toHaveProperty('hacked')
  })
})
