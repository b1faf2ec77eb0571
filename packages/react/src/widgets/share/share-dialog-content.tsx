import { useMessages } from '../../messages/use-messages.ts'
import { Dialog, DialogBody } from '../../ui/index.ts'
import { shareMessages } from './messages.ts'
import type { ShareDialogProps } from './share-dialog.tsx'
import { SharePanel } from './share-panel.tsx'

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
