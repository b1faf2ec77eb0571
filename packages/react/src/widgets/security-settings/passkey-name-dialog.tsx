import { useForm } from 'react-hook-form'
import { isProblem, type WardkitProblem } from '../../client/wardkit-problem.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Dialog, DialogBody, DialogFooter, Field, Input, Notice, ProblemNotice } from '../../ui/index.ts'
import type { TranslateSecurity } from './security-settings.tsx'

export interface PasskeyNameDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: string | undefined
  readonly submitLabel: string
  readonly name: string
  readonly t: TranslateSecurity
  readonly isPending: boolean
  readonly problem: WardkitProblem | null
  readonly onSubmit: (name: string) => void
}

/** What a passkey is called, by which its owner knows it again. */
export function PasskeyNameDialog({
  open,
  onOpenChange,
  title,
  description,
  submitLabel,
  name,
  t,
  isPending,
  problem,
  onSubmit,
}: PasskeyNameDialogProps) {
  const common = useMessages(commonMessages)
  const { formState, handleSubmit, register } = useForm({ defaultValues: { name } })
  return (
    <Dialog open={open} onOpenChange={onOpenChange} size="sm" title={title} description={description}>
      <form
        className="wk-dialog-form"
        noValidate
        onSubmit={(event) => void handleSubmit((form) => onSubmit(form.name.trim()))(event)}
      >
        <DialogBody>
          <Field label={t('passkeyName')} error={formState.errors.name === undefined ? undefined : common('required')}>
            <Input
              {...register('name', { validate: (own) => own.trim() !== '' })}
              autoComplete="off"
              maxLength={200}
              placeholder={t('passkeyNamePlaceholder')}
            />
          </Field>
          {isProblem(problem, 'ERR_PASSKEY_CANCELLED') ? (
            <Notice tone="danger" urgent>
              {t('passkeyCancelled')}
            </Notice>
          ) : (
            <ProblemNotice problem={problem} />
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button variant="primary" type="submit" pending={isPending}>
            {submitLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
