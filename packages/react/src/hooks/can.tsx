import type { ReactNode } from 'react'
import { useCan } from './use-can.ts'

export interface CanProps {
  /** As policies name it: `PUT:/patient/{patientId}`. */
  readonly operation: string
  readonly params?: Readonly<Record<string, string>>
  readonly children: ReactNode
  /** Shown where it may not be done. */
  readonly fallback?: ReactNode
  /** Shown where it depends on what the request will carry; `fallback` when absent. */
  readonly whenDepends?: ReactNode
  /** Shown while nothing is known. */
  readonly pending?: ReactNode
}

/** Shows its children to those who may do an operation. It is for the eyes: the server decides. */
export function Can({
  operation,
  params,
  children,
  fallback = null,
  whenDepends = fallback,
  pending = null,
}: CanProps) {
  const { answer, isPending } = useCan(operation, params)
  if (isPending) return pending
  return answer === 'yes' ? children : answer === 'depends' ? whenDepends : fallback
}
