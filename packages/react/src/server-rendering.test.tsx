import type { ComponentType } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { ar } from './locales/ar.ts'
import { WardkitProvider } from './provider/wardkit-provider.tsx'
import { createFakeServer } from './testing/fake-server.ts'

interface StoryFile {
  readonly default: { readonly component: ComponentType; readonly args?: object }
}

const stories = Object.entries(import.meta.glob<StoryFile>('./widgets/**/*.stories.tsx', { eager: true }))

it('finds the widgets', () => {
  expect(stories.length).toBeGreaterThan(0)
})

it.each(stories)(
  'writes %s on a server, which has no page and asks nothing',
  (_file, { default: { component, args } }) => {
    const Widget = component
    const server = createFakeServer()
    const html = renderToString(
      <WardkitProvider client={server.client} localization={ar}>
        <Widget {...args} />
      </WardkitProvider>,
    )
    expect(globalThis).not.toHaveProperty('window')
    expect(html).toContain('data-wardkit')
    expect(html).toContain('dir="rtl"')
    expect(server.requests).toEqual([])
  },
)
