import { QueryClient } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import axe from 'axe-core'
import { createElement, type ComponentType } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ar } from '../src/locales/ar.ts'
import { de } from '../src/locales/de.ts'
import { WardkitProvider } from '../src/provider/wardkit-provider.tsx'
import { writeNaughty } from '../src/stories/naughty-strings.ts'
import { createFakeServer } from '../src/testing/fake-server.ts'
import '../.storybook/preview.css'
import '../src/styles.css'
import './still.css'
import { findClippedPlaceholders, findClippedText, findUnseenFocus } from './page-faults.ts'

// Every widget, at three widths, in light and dark, in German and Arabic: nothing wider than the page, no text cut off, a focus that is seen,
// and nothing that axe finds.

interface StoryFile {
  readonly default: { readonly component: ComponentType; readonly args?: object }
}

const WIDTHS = [1280, 768, 360]
const SCHEMES = ['light', 'dark'] as const
const LANGUAGES = { de, ar }

const widgets = Object.entries(import.meta.glob<StoryFile>('../src/widgets/**/*.stories.tsx', { eager: true })).map(
  ([file, { default: meta }]) => ({ name: file.replace(/.*\/(.*)\.stories\.tsx$/, '$1'), ...meta }),
)

afterEach(cleanup)

it('finds the widgets', () => {
  expect(widgets.length).toBeGreaterThan(15)
})

describe.each(widgets)('$name', ({ component, args }) => {
  it.each(Object.entries(LANGUAGES))('stands well in %s', async (_, localization) => {
    const faults: string[] = []
    const server = createFakeServer()
    const queryClient = new QueryClient()
    const show = (colorScheme: 'light' | 'dark') => (
      <WardkitProvider
        client={server.client}
        queryClient={queryClient}
        localization={localization}
        colorScheme={colorScheme}
        navigate={stay}
      >
        <main
          lang={localization.locale}
          style={{ colorScheme, background: 'var(--background, light-dark(#fff, #0f1014))', padding: '1rem' }}
        >
          {createElement(component, args)}
        </main>
      </WardkitProvider>
    )
    const { baseElement, rerender } = render(show('light'))
    await settle(queryClient)
    for (const scheme of SCHEMES) {
      rerender(show(scheme))
      for (const width of WIDTHS) {
        await page.viewport(width, 900)
        await settle(queryClient)
        await userEvent.keyboard('{Tab}')
        const found = [
          ...findSpill(),
          ...findClippedText(baseElement),
          ...findClippedPlaceholders(baseElement),
          ...(await findUnseenFocus(baseElement)),
          ...(await findInaccessible(baseElement)),
        ]
        faults.push(...found.map((fault) => `${String(width)} px, ${scheme}: ${fault}`))
      }
    }
    expect(faults).toEqual([])
  })

  it('shows the big list of naughty strings as text', async () => {
    const server = createFakeServer({ rewrite: writeNaughty })
    const queryClient = new QueryClient()
    const { baseElement } = render(
      <WardkitProvider client={server.client} queryClient={queryClient} navigate={stay}>
        {createElement(component, args)}
      </WardkitProvider>,
    )
    await settle(queryClient)
    for (const widget of baseElement.querySelectorAll('[data-wardkit]')) {
      const active = 'script, iframe, object, embed, style, link, img, [onerror], [onload]'
      expect([...widget.querySelectorAll(active)].map(({ outerHTML }) => outerHTML)).toEqual([])
      for (const link of widget.querySelectorAll('a')) expect(link.protocol).toMatch(/^https?:$/)
    }
    expect(globalThis).not.toHaveProperty('hacked')
  })
})

const stay = (): void => undefined

/** Until nothing is asked any more, and what came of it is drawn. */
async function settle(queryClient: QueryClient): Promise<void> {
  await vi.waitFor(
    () => {
      expect(queryClient.isFetching()).toBe(0)
      expect(document.querySelector('[data-slot=skeleton]')).toBeNull()
    },
    { timeout: 20_000, interval: 20 },
  )
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

function findSpill(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  return scrollWidth > clientWidth ? [`the page is ${String(scrollWidth - clientWidth)} px wider than the window`] : []
}

async function findInaccessible(root: Element): Promise<readonly string[]> {
  // What the page around the widget would be is not the widget's to say.
  const { violations } = await axe.run(root, { rules: { region: { enabled: false } }, resultTypes: ['violations'] })
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}
