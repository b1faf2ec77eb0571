import { createPart, LazyOverlay } from '../../ui/index.ts'
import type { ShareDialogProps } from './share-dialog-content.tsx'

const content = createPart(async () => (await import('./share-dialog-content.tsx')).ShareDialogContent)

export type { ShareDialogProps }

/** Shares one resource: whom with, what they may do, and until when. */
export function ShareDialog(props: ShareDialogProps) {
  return <LazyOverlay part={content} props={props} />
}
