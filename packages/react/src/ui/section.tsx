import { useId, type ReactNode } from 'react'
import { Widget } from './scope.tsx'
import { useSlot } from './slot.ts'

export interface SectionProps {
  readonly title: ReactNode
  readonly description?: ReactNode
  /** At the end of the title's line: what can be done. */
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** Beside the title, as a badge. */
  readonly aside?: ReactNode
}

/** The outermost element of a widget with a title: what it is, what it is for, and what can be done. */
export function WidgetSection({ slot, ...section }: SectionProps & { readonly slot: string }) {
  const id = useId()
  return (
    <Widget slot={slot} aria-labelledby={id}>
      <SectionHeader {...section} id={id} level={2} />
      {section.children}
    </Widget>
  )
}

/** A part of a widget, in a box of its own. */
export function Card({ title, description, actions, aside, children }: Partial<SectionProps>) {
  const id = useId()
  return (
    <section {...useSlot('card')} aria-labelledby={title === undefined ? undefined : id}>
      {title === undefined ? null : (
        <SectionHeader title={title} description={description} actions={actions} aside={aside} id={id} level={3} />
      )}
      {children}
    </section>
  )
}

interface HeaderProps extends Omit<SectionProps, 'children'> {
  readonly id: string
  readonly level: 2 | 3
}

function SectionHeader({ title, description, actions, aside, id, level }: HeaderProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <header className="wk-section-header" data-slot="section-header" data-level={level}>
      <div className="wk-section-text">
        <div className="wk-section-line">
          <Heading className="wk-section-title" id={id}>
            {title}
          </Heading>
          {aside}
        </div>
        {description === undefined ? null : <p className="wk-section-description">{description}</p>}
      </div>
      {actions === undefined || actions === null ? null : <div className="wk-section-actions">{actions}</div>}
    </header>
  )
}

/** For screen readers alone. */
export function VisuallyHidden({ children }: { readonly children: ReactNode }) {
  return <span className="wk-visually-hidden">{children}</span>
}
