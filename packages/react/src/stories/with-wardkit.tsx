import type { Decorator, Loader } from '@storybook/react-vite'
import { QueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ar } from '../locales/ar.ts'
import { de } from '../locales/de.ts'
import { ENGLISH, type Localization } from '../messages/localization.ts'
import type { Appearance } from '../provider/appearance.ts'
import { WardkitProvider } from '../provider/wardkit-provider.tsx'
import { createFakeServer, type FakeServer, type FakeServerOptions } from '../testing/fake-server.ts'

/** What a story may set: `parameters: { wardkit: { … } }`. */
export interface WardkitParameters extends FakeServerOptions {
  readonly appearance?: Appearance
}

const LOCALIZATIONS: Readonly<Record<string, Localization>> = { en: ENGLISH, de, ar }

/** Each story has a server of its own, which its play function finds as `loaded.server`. */
export const createStoryServer: Loader = ({ parameters }) => ({
  server: createFakeServer(parameters['wardkit'] as WardkitParameters | undefined),
})

/** The server of a story, for its play function. */
export function serverOf({ loaded }: { readonly loaded: Record<string, unknown> }): FakeServer {
  return loaded['server'] as FakeServer
}

/** A page around a story, in the language and colours of the toolbar. */
export const withWardkit: Decorator = (Story, { globals, loaded, parameters }) => (
  <StoryPage
    server={serverOf({ loaded })}
    localization={LOCALIZATIONS[String(globals['locale'])] ?? ENGLISH}
    scheme={globals['scheme'] === 'dark' ? 'dark' : 'light'}
    appearance={(parameters['wardkit'] as WardkitParameters | undefined)?.appearance ?? {}}
  >
    <Story />
  </StoryPage>
)

interface StoryPageProps {
  readonly server: FakeServer
  readonly localization: Localization
  readonly scheme: 'light' | 'dark'
  readonly appearance: Appearance
  readonly children: ReactNode
}

function StoryPage({ server, localization, scheme, appearance, children }: StoryPageProps) {
  const [queryClient] = useState(() => new QueryClient())
  return (
    <WardkitProvider
      client={server.client}
      queryClient={queryClient}
      localization={localization}
      colorScheme={scheme}
      appearance={appearance}
      navigate={() => undefined}
    >
      <main
        lang={localization.locale}
        style={{
          colorScheme: scheme,
          background: 'var(--background, light-dark(oklch(0.992 0.001 278), oklch(0.17 0.007 278)))',
          minHeight: '100dvh',
          padding: 'clamp(1rem, 4vw, 2.5rem)',
          boxSizing: 'border-box',
        }}
      >
        <div style={{ maxWidth: '64rem', margin: '0 auto' }}>{children}</div>
      </main>
    </WardkitProvider>
  )
}
