import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { useSlot } from './slot.ts'

/** What a colour says. It is never said by the colour alone. */
export type Tone = 'neutral' | 'success' | 'warning' | 'danger' | 'info'

export interface BadgeProps {
  readonly tone?: Tone
  readonly children: ReactNode
  /** A point before the text, for a state. */
  readonly dot?: boolean
  readonly icon?: ReactNode
}

/** A state or a kind, in a word. */
export function Badge({ tone = 'neutral', children, dot = false, icon }: BadgeProps) {
  return (
    <span {...useSlot('badge')} data-tone={tone}>
      {dot ? <span className="wk-badge-dot" aria-hidden="true" /> : icon}
      <span className="wk-ellipsis">{children}</span>
    </span>
  )
}

export interface ChipProps {
  /** Before a colon, as a tag's key. */
  readonly name?: string
  readonly value: string
  readonly icon?: ReactNode
  /** A button takes it away. */
  readonly onRemove?: () => void
}

/** One of several things that somebody or something has: a role, a tag. Its text is shown as it is, in its own direction. */
export function Chip({ name, value, icon, onRemove }: ChipProps) {
  const t = useMessages(commonMessages)
  const text = name === undefined ? value : `${name}: ${value}`
  return (
    <span {...useSlot('chip')} title={text}>
      {icon}
      {name === undefined ? null : (
        // The line stands between the two in the direction of the page, whatever the name's own is.
        <span className="wk-chip-name wk-ellipsis">
          <bdi>{name}</bdi>
          <span className="wk-visually-hidden">: </span>
        </span>
      )}
      <bdi className="wk-ellipsis">{value}</bdi>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="wk-chip-remove"
          aria-label={t('removeItem', { item: text })}
          onClick={onRemove}
        >
          <X />
        </button>
      )}
    </span>
  )
}

/** A chip for each value of each tag. */
export function TagChips({ tags }: { readonly tags: Readonly<Record<string, readonly string[]>> }) {
  return Object.entries(tags).flatMap(([name, values]) =>
    values.map((value) => <Chip key={`${name}\n${value}`} name={name} value={value} />),
  )
}

export interface ChipListProps {
  readonly children: ReactNode
  readonly label?: string
}

/** Chips beside each other, on as many lines as they need. */
export function ChipList({ children, label }: ChipListProps) {
  return (
    <span {...useSlot('chip-list')} {...(label === undefined ? {} : { role: 'group', 'aria-label': label })}>
      {children}
    </span>
  )
}
