import { useState } from 'react'
import { useTestRuns, type ConnectionTestRun } from '../../hooks/use-connections.ts'

/** Claims to try a mapping on: those of a test login, or pasted ones. They are kept nowhere. */
export interface ClaimsToTry {
  readonly runs: readonly ConnectionTestRun[]
  /** Id of a test login; `pasted` otherwise. */
  readonly source: string
  readonly setSource: (source: string) => void
  readonly text: string
  readonly setText: (text: string) => void
  /** Null while they are not an object. */
  readonly value: Readonly<Record<string, unknown>> | null
}

export function useClaims(connection: string): ClaimsToTry {
  const found = useTestRuns(connection)
  // The document has claims as an object; where nobody came that far the answer is null.
  const runs = (found.data?.items ?? []).filter(({ claims }) => (claims as unknown) !== null)
  const [chosen, setSource] = useState<string | null>(null)
  const [text, setText] = useState('')
  const source = chosen ?? runs[0]?.id ?? 'pasted'
  const value = runs.find(({ id }) => id === source)?.claims ?? parseClaims(text)
  return { runs, source, setSource, text, setText, value }
}

function parseClaims(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : null
  } catch {
    // Half-typed: the field says so.
    return null
  }
}
