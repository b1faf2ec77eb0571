import { render, type RenderResult } from '@testing-library/react'
import type { ReactElement } from 'react'
import type { FakeServer } from './fake-server.ts'
import { completeDom } from './complete-dom.ts'
import { createTestProvider, type TestProviderOptions } from './test-provider.tsx'

export interface RenderedWithProvider extends RenderResult {
  /** What the widgets ask: set its state, read what it was asked. */
  readonly server: FakeServer
}

/**
 * Renders a page of the application's with Wardkit's widgets over an admin API in memory, in jsdom or a browser.
 *
 * @example
 * const { server } = renderWithProvider(<AdminPage />, { seed: (state) => { state.users = [] } })
 * expect(await screen.findByText('No users yet')).toBeVisible()
 */
export function renderWithProvider(page: ReactElement, options: TestProviderOptions = {}): RenderedWithProvider {
  completeDom()
  const { server, Wrapper } = createTestProvider(options)
  return Object.assign(render(page, { wrapper: Wrapper }), { server })
}
