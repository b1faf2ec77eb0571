import { createContext, useContext } from 'react'
import type { RoleTrust, RoleTrustChange } from '../../hooks/use-role-trust.ts'
import type { HeldTags } from '../../hooks/use-tags.ts'
import type { Translate } from '../../messages/use-messages.ts'
import type { WidgetAction } from '../widget-props.ts'
import type { AssumeRoleTrustProps } from './assume-role-trust.tsx'
import type { assumeRoleTrustMessages } from './messages.ts'

export type TranslateTrust = Translate<keyof (typeof assumeRoleTrustMessages)['english']>

/** What every part about one role's trust needs. */
export interface TrustContextValue {
  readonly role: { readonly id: string; readonly name: string; readonly tags: HeldTags }
  readonly trust: RoleTrust
  /** The id of the visitor's own. */
  readonly ownTenant: string
  readonly mayChange: boolean
  readonly t: TranslateTrust
  readonly messages: AssumeRoleTrustProps['messages']
  readonly save: WidgetAction<RoleTrustChange, RoleTrust> | undefined
  /** Reads what is there now. */
  readonly loadAgain: () => void
}

export const TrustContext = createContext<TrustContextValue | null>(null)

export function useTrust(): TrustContextValue {
  const value = useContext(TrustContext)
  if (value === null) throw new TypeError('parts of AssumeRoleTrust need it above them')
  return value
}
