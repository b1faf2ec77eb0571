import { QueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { createWardkitClient, type WardkitClient, type WardkitClientOptions } from '../client/wardkit-client.ts'
import { ENGLISH, type Localization } from '../messages/localization.ts'
import { createStepUpAsker } from '../step-up/step-up-asker.ts'
import { StepUpHost } from '../step-up/step-up-host.tsx'
import { ToastProvider } from '../ui/toast.tsx'
import type { Appearance, ColorScheme } from './appearance.ts'
import { createAskDecision } from './ask-decisions.ts'
import { WardkitContext } from './wardkit-context.ts'

export interface WardkitProviderProps {
  readonly children: ReactNode
  /** Where `wardkitRoutes()` answers; `/wardkit` when absent. */
  readonly baseUrl?: string
  /** Answers the access token to send, for applications without the session cookie. */
  readonly getToken?: WardkitClientOptions['getToken']
  /** Instead of `baseUrl` and `getToken`. */
  readonly client?: WardkitClient
  readonly appearance?: Appearance
  /** `inherit` when absent. */
  readonly colorScheme?: ColorScheme
  /** English when absent; `@wardkit/react/locales/de` and `/ar` have others. */
  readonly localization?: Localization
  /** Goes to another page, as the application's router does; a page load when absent. */
  readonly navigate?: (url: string) => void
  /** The application's own, so that it shares what was read; one of the provider's when absent. */
  readonly queryClient?: QueryClient
}

/** Gives the widgets and hooks below it their server, their looks and their language. It adds nothing to the page. */
export function WardkitProvider(props: WardkitProviderProps) {
  const { children, baseUrl, client: givenClient, getToken, appearance, colorScheme = 'inherit' } = props
  const { localization = ENGLISH, navigate = loadPage, queryClient: givenQueryClient } = props
  const [ownQueryClient] = useState(() => new QueryClient())
  const queryClient = givenQueryClient ?? ownQueryClient
  const [newest] = useState(createTokenSource)
  const [stepUp] = useState(createStepUpAsker)
  useEffect(() => newest.set(getToken))
  const hasToken = getToken !== undefined
  const client = useMemo(
    () => givenClient ?? createWardkitClient({ baseUrl, getToken: hasToken ? newest.get : undefined }),
    [givenClient, baseUrl, hasToken, newest],
  )
  const value = useMemo(
    () => ({
      client,
      queryClient,
      appearance: appearance ?? {},
      colorScheme,
      localization,
      navigate,
      askDecision: createAskDecision(client),
      stepUp,
    }),
    [client, queryClient, appearance, colorScheme, localization, navigate, stepUp],
  )
  useEffect(() => {
    queryClient.mount()
    return () => queryClient.unmount()
  }, [queryClient])
  return (
    <WardkitContext.Provider value={value}>
      <ToastProvider>{children}</ToastProvider>
      <StepUpHost asker={stepUp} />
    </WardkitContext.Provider>
  )
}

type GetToken = WardkitClientOptions['getToken']

/** Asks the newest of the functions it was given: one that is written in place is another at each rendering, and the client stays the same. */
function createTokenSource() {
  let newest: GetToken
  return {
    set(getToken: GetToken): void {
      newest = getToken
    },
    get: () => newest?.() ?? null,
  }
}

function loadPage(url: string): void {
  location.assign(url)
}
