import type { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { WardkitClient } from '../client/wardkit-client.ts'
import type { Localization } from '../messages/localization.ts'
import type { Appearance, ColorScheme } from './appearance.ts'
import type { StepUpAsker } from '../step-up/step-up-asker.ts'
import type { AskDecision } from './ask-decisions.ts'

/** What a provider gives to the widgets below it. */
export interface WardkitContextValue {
  readonly client: WardkitClient
  readonly queryClient: QueryClient
  readonly appearance: Appearance
  readonly colorScheme: ColorScheme
  readonly localization: Localization
  readonly navigate: (url: string) => void
  /** Asks for one decision; those of one moment travel together. */
  readonly askDecision: AskDecision
  /** Asks the visitor to prove that it is them, where a change needs it. */
  readonly stepUp: StepUpAsker
}

export const WardkitContext = createContext<WardkitContextValue | null>(null)

/** What the provider above gives. @throws TypeError where there is none */
export function useWardkit(): WardkitContextValue {
  const value = useContext(WardkitContext)
  if (value === null) throw new TypeError('Wardkit’s widgets and hooks need a <WardkitProvider> above them')
  return value
}
