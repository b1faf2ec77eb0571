import { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import axe from 'axe-core'
import { createElement, type ComponentType } from 'react'
import { expect, vi } from 'vitest'
import type { Localization } from '../src/messages/localization.ts'
import { WardkitProvider } from '../src/provider/wardkit-provider.tsx'
import { createFakeServer, type FakeServerOptions } from '../src/testing/fake-server.ts'
import { findClippedPlaceholders, findClippedText, findUnseenFocus } from './page-faults.ts'

interface StoryFile {
  readonly default: { readonly component: ComponentType; readonly args?: object }
}

/** A widget with what its stories give it. */
export interface Widget {
  /** As its file is called. */
  readonly name: string
  readonly component: ComponentType
  readonly args?: object
}

/** How a page looks. */
export interface Look {
  readonly scheme: 'light' | 'dark'
  readonly language: Localization
}

/** Every widget that has stories. */
export const WIDGETS: readonly Widget[] = Object.entries(
  import.meta.glob<StoryFile>('../src/widgets/**/*.stories.tsx', { eager: true }),
).map(([file, { default: meta }]) => ({ name: file.replace(/.*\/(.*)\.stories\.tsx$/, '$1'), ...meta }))

/** Shows a widget over a server of its own, and waits until all of it is there. */
export async function showWidget({ component, args }: Widget, look: Look, options?: FakeServerOptions) {
  const server = createFakeServer(options)
  const queryClient = new QueryClient()
  const page = ({ scheme, language }: Look) => (
    <WardkitProvider
      client={server.client}
      queryClient={queryClient}
      localization={language}
      colorScheme={scheme}
      navigate={stay}
    >
      <main
        lang={language.locale}
        style={{ colorScheme: scheme, background: 'var(--background, light-dark(#fff, #0f1014))', padding: '1rem' }}
      >
        {createElement(component, args)}
      </main>
    </WardkitProvider>
  )
  const { baseElement, rerender } = render(page(look))
  await settle(queryClient)
  return {
    baseElement,
    settle: () => settle(queryClient),
    /** The same, as it stands, in another look. */
    change: (other: Look) => rerender(page(other)),
  }
}

/** What is wrong with how something stands in the page. */
export async function findFaults(root: Element): Promise<readonly string[]> {
  return [
    ...findSpill(),
    ...findClippedText(root),
    ...findClippedPlaceholders(root),
    ...(await findUnseenFocus(root)),
    ...(await findInaccessible(root)),
  ]
}

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
