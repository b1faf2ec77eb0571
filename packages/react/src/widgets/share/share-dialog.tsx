import { createPart, LazyOverlay } from '../../ui/index.ts'
import type { SharePanelProps } from './share-panel.tsx'

const content = createPart(async () => (await import('./share-dialog-content.tsx')).ShareDialogContent)

export interface ShareDialogProps extends SharePanelProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Shares one resource: whom with, what they may do, and until when. */
export function ShareDialog(props: ShareDialogProps) {
  return <LazyOverlay part={content} props={props} />
}
