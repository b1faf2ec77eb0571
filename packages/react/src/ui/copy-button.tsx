import { Check, Copy } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button, IconButton } from './button.tsx'

export interface CopyButtonProps {
  readonly value: string
  /** What it copies, for its name; `Copy` when absent. */
  readonly label?: string
  readonly size?: 'sm' | 'md'
  /** Beside the icon. Without it the button is an icon alone. */
  readonly children?: ReactNode
  readonly onCopied?: () => void
}

const SHOWN_FOR_MS = 2_000

/** Copies a text, and says that it did. */
export function CopyButton({ value, label, size = 'md', children, onCopied }: CopyButtonProps) {
  const t = useMessages(commonMessages)
  const [copied, setCopied] = useState(0)
  useEffect(() => {
    if (copied === 0) return undefined
    const timer = setTimeout(() => setCopied(0), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = (): void => {
    navigator.clipboard.writeText(value).then(
      () => {
        setCopied(Date.now())
        onCopied?.()
      },
      // Refused, as in a frame: nothing says that it was copied, and the text can still be marked.
      () => setCopied(0),
    )
  }
  const icon = copied === 0 ? <Copy /> : <Check className="wk-copied" />
  return (
    <>
      {children === undefined ? (
        <IconButton size={size} label={label ?? t('copy')} icon={icon} onClick={copy} />
      ) : (
        <Button size={size} icon={icon} onClick={copy}>
          {copied === 0 ? children : t('copied')}
        </Button>
      )}
      <span className="wk-visually-hidden" role="status">
        {copied === 0 ? '' : t('copied')}
      </span>
    </>
  )
}
