import { Button } from './button.tsx'
import { CodeBlock } from './code-block.tsx'
import { CopyButton } from './copy-button.tsx'
import { DialogBody, DialogFooter } from './dialog.tsx'
import { Notice } from './problem-notice.tsx'

export interface ShownOnceProps {
  /** It is here alone, and gone with it. */
  readonly secret: string
  readonly label: string
  /** That it is not shown again, and what to do with it. */
  readonly notice: string
  readonly copyLabel: string
  readonly doneLabel: string
  readonly onDone: () => void
}

/** In a dialog, a secret that was made just now: to be copied, and never seen again. */
export function ShownOnce({ secret, label, notice, copyLabel, doneLabel, onDone }: ShownOnceProps) {
  return (
    <>
      <DialogBody>
        <Notice tone="warning">{notice}</Notice>
        <CodeBlock inline copy={false} code={secret} label={label} />
      </DialogBody>
      <DialogFooter>
        <CopyButton value={secret}>{copyLabel}</CopyButton>
        <Button variant="primary" onClick={onDone}>
          {doneLabel}
        </Button>
      </DialogFooter>
    </>
  )
}
