import { useMessages } from '../../messages/use-messages.ts'
import { Dialog, DialogBody } from '../../ui/index.ts'
import { shareMessages } from './messages.ts'
import { SharePanel, type SharePanelProps } from './share-panel.tsx'

export interface ShareDialogProps extends SharePanelProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** The dialog and all that is in it. */
export function ShareDialogContent({ open, onOpenChange, ...panel }: ShareDialogProps) {
  const t = useMessages(shareMessages, panel.messages)
  const name = <bdi key="name">{panel.name ?? panel.resource.id}</bdi>
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.rich('title', { name })}>
      <DialogBody>
        <SharePanel {...panel} />
      </DialogBody>
    </Dialog>
  )
}
