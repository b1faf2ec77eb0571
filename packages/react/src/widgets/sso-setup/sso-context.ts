import { createContext, useContext } from 'react'
import type { Connection, ConnectionInput } from '../../hooks/use-connections.ts'
import { useMessages } from '../../messages/use-messages.ts'
import type { WidgetAction, WidgetBaseProps } from '../widget-props.ts'
import { ssoSetupMessages } from './messages.ts'

/** What an application may add to what the widget does. */
export interface SsoActions {
  readonly create?: WidgetAction<ConnectionInput, Connection>
  readonly activate?: WidgetAction<Connection, Connection>
  readonly deactivate?: WidgetAction<Connection, Connection>
  readonly remove?: WidgetAction<Connection>
}

export interface SsoContextValue {
  readonly messages: WidgetBaseProps<(typeof ssoSetupMessages)['english']>['messages']
  readonly mayChange: boolean
  readonly actions: SsoActions
}

export const SsoContext = createContext<SsoContextValue>({ messages: undefined, mayChange: false, actions: {} })

/** What every part of the widget needs: its words, whether anything may be changed, and the application's actions. */
export function useSso() {
  const { messages, ...value } = useContext(SsoContext)
  return { ...value, t: useMessages(ssoSetupMessages, messages) }
}
