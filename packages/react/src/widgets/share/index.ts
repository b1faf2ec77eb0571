'use client'

export { ShareDialog, type ShareDialogProps } from './share-dialog.tsx'
export { SharePanel, type SharePanelProps } from './share-panel.tsx'
