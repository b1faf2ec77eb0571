import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { EmptyState } from './states.tsx'

export interface NoMatchProps {
  readonly title: ReactNode
  readonly description: ReactNode
  readonly clearLabel: string
  readonly onClear: () => void
}

/** In place of a list that was narrowed until nothing was left, with a way back to all of it. */
export function NoMatch({ title, description, clearLabel, onClear }: NoMatchProps) {
  return (
    <EmptyState
      icon={<Search />}
      title={title}
      description={description}
      action={<Button onClick={onClear}>{clearLabel}</Button>}
    />
  )
}
