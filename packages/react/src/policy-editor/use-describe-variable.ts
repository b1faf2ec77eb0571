import type { KnownVariable } from '@wardkit/core/policy'
import { useCallback } from 'react'
import { useMessages } from '../messages/use-messages.ts'
import { policyEditorMessages } from './messages.ts'

const TYPES = {
  tag: 'typeTag',
  text: 'typeText',
  number: 'typeNumber',
  boolean: 'typeBoolean',
  time: 'typeTime',
  any: 'typeAny',
} as const

const OWNERS = {
  principal: 'ofPrincipal',
  resource: 'ofResource',
  request: 'ofRequest',
  context: 'ofContext',
} as const

/** Says what a variable is, in the language of the page. */
export function useDescribeVariable(): (variable: KnownVariable) => string {
  const t = useMessages(policyEditorMessages)
  return useCallback(({ type, of }) => `${t(TYPES[type])} ${t(OWNERS[of])}`, [t])
}
