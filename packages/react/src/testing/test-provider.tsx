import { QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WardkitProvider, type WardkitProviderProps } from '../provider/wardkit-provider.tsx'
import { createFakeServer, type FakeServer, type FakeServerOptions } from './fake-server.ts'

/** What a test may say of its server, or the server itself, and of the provider. */
export interface TestProviderOptions
  extends
    FakeServerOptions,
    Pick<WardkitProviderProps, 'appearance' | 'colorScheme' | 'localization' | 'navigate' | 'queryClient'> {
  /** One that several renderings share; a new one when absent. */
  readonly server?: FakeServer
}

export interface TestProvider {
  /** What the widgets ask: set its state, read what it was asked. */
  readonly server: FakeServer
  /** Stands around what is tested; for the `wrapper` of a testing library. */
  readonly Wrapper: (props: { readonly children: ReactNode }) => ReactNode
}

/**
 * A provider over an admin API in memory. Nothing is sent anywhere, and `navigate` leads nowhere.
 *
 * @example
 * const { server, Wrapper } = createTestProvider({ seed: (state) => { state.users = [] } })
 * render(<UserTable />, { wrapper: Wrapper })
 */
export function createTestProvider(options: TestProviderOptions = {}): TestProvider {
  const { server: given, seed, overrides, rewrite, queryClient: givenClient, ...props } = options
  const server = given ?? createFakeServer({ seed, overrides, ...(rewrite === undefined ? {} : { rewrite }) })
  const queryClient = givenClient ?? new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
  return {
    server,
    Wrapper: ({ children }) => (
      <WardkitProvider navigate={stay} {...props} client={server.client} queryClient={queryClient}>
        {children}
      </WardkitProvider>
    ),
  }
}

const stay = (): void => undefined
