import { useMessages } from '../../messages/use-messages.ts'
import { createPart, DialogBody, LazyOverlay } from '../../ui/index.ts'
import { shareMessages } from './messages.ts'
import { SharePanel, type SharePanelProps } from './share-panel.tsx'

const dialog = createPart(async () => (await import('../../ui/dialog.tsx')).Dialog)

export interface ShareDialogProps extends SharePanelProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Shares one resource: whom with, what they may do, and until when. */
export function ShareDialog({ open, onOpenChange, ...panel }: ShareDialogProps) {
  const t = useMessages(shareMessages, panel.messages)
  return (
    <LazyOverlay
      part={dialog}
      props={{
        open,
        onOpenChange,
        title: t.rich('title', { name: <bdi key="name">{panel.name ?? panel.resource.id}</bdi> }),
        children: (
          <DialogBody>
            <SharePanel {...panel} />
          </DialogBody>
        ),
      }}
    />
  )
}
