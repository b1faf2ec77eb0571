import { useState } from 'react'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { LazyPart, type Part } from './lazy-part.tsx'
import { useToast } from './toast.tsx'

interface OverlayProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

export interface LazyOverlayProps<Props extends OverlayProps> {
  readonly part: Part<Props>
  readonly props: Props
}

/**
 * Shows what opens above the page. It is loaded when it is opened for the first time, and stays from then on, so that it can close with its
 * animation. Where it cannot be loaded it closes, and says why.
 */
export function LazyOverlay<Props extends OverlayProps>({ part, props }: LazyOverlayProps<Props>) {
  const t = useMessages(commonMessages)
  const toast = useToast()
  const { open, onOpenChange } = props
  const [wasOpened, setWasOpened] = useState(open)
  if (open && !wasOpened) setWasOpened(true)
  if (!wasOpened) return null
  return (
    <LazyPart
      part={part}
      props={props}
      onFailed={() => {
        setWasOpened(false)
        onOpenChange(false)
        toast({ text: t('errorOffline'), tone: 'danger' })
      }}
    />
  )
}
