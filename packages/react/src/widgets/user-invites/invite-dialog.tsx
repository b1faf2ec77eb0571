import { useState, type SyntheticEvent } from 'react'
import { useInvite, type InvitationResult } from '../../hooks/use-invitations.ts'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  Field,
  formatList,
  MultiSelect,
  Notice,
  ProblemNotice,
  useToast,
} from '../../ui/index.ts'
import { TagInput } from '../tag-editor/tag-input.tsx'
import type { TagValues } from '../tag-editor/tag-rows.ts'
import { runAction } from '../widget-props.ts'
import { EmailsInput, findInvalid } from './emails-input.tsx'
import type { InviteUsersProps } from './invite-users.tsx'
import { userInvitesMessages } from './messages.ts'

export interface InviteDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly messages: InviteUsersProps['messages']
  readonly action: InviteUsersProps['invite']
}

/** The most invitations of one request, as the admin API has it. */
const MOST = 100

/** Invites several people alike. Who could not be invited stays in the dialog, with the reason. */
export function InviteDialog({ open, onOpenChange, messages, action }: InviteDialogProps) {
  const t = useMessages(userInvitesMessages, messages)
  const common = useMessages(commonMessages)
  const toast = useToast()
  const catalog = useRoleCatalog()
  const invite = useInvite()
  const [emails, setEmails] = useState<readonly string[]>([])
  const [roles, setRoles] = useState<readonly string[]>([])
  const [tags, setTags] = useState<{ readonly value: TagValues; readonly isValid: boolean }>({
    value: {},
    isValid: true,
  })
  const [refused, setRefused] = useState<readonly InvitationResult[]>([])
  const [strict, setStrict] = useState(false)

  const invalid = findInvalid(emails)
  const fault =
    emails.length === 0
      ? t('emailsMissing')
      : emails.length > MOST
        ? t('emailsTooMany', { most: MOST })
        : invalid.length > 0
          ? t('emailsInvalid', { emails: formatList(invalid.slice(0, 5), t.locale) })
          : undefined

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    // A dialog is a portal: its submit would reach a form of the application around the widget.
    event.stopPropagation()
    setStrict(true)
    if (fault !== undefined || !tags.isValid) return
    try {
      const input = { emails, roles, tags: tags.value }
      const results = await runAction(action, input, (given) => invite.mutateAsync(given))
      if (results !== undefined) showResults(results)
    } catch {
      // Shown in the dialog, which stays.
    }
  }

  function showResults(results: readonly InvitationResult[]): void {
    const failed = results.filter(({ problem }) => problem !== undefined)
    const count = results.length - failed.length
    if (count > 0) toast({ text: t('sentToast', { count }) })
    if (failed.length === 0) onOpenChange(false)
    setRefused(failed)
    setEmails(failed.map(({ email }) => email))
  }

  const textOf = ({ problem }: InvitationResult): string => {
    if (problem?.code === 'ERR_CONFLICT') return t('refusedConflict')
    if (problem?.code === 'ERR_NOT_GRANTED') return common('errorNotGranted')
    if (problem?.code === 'ERR_RATE_LIMITED') return common('errorRateLimited')
    return problem?.detail ?? common('errorUnknown')
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('invite')} description={t('inviteDescription')}>
      <form className="wk-dialog-form" noValidate onSubmit={(event) => void submit(event)}>
        <DialogBody>
          <Field label={t('emails')} description={t('emailsDescription')} error={strict ? fault : undefined}>
            <EmailsInput value={emails} onChange={setEmails} placeholder={t('emailsPlaceholder')} />
          </Field>
          <Field label={t('roles')} description={t('rolesDescription')}>
            <MultiSelect
              options={[...(catalog.data?.own ?? []), ...(catalog.data?.shared ?? [])].map(
                ({ id, name, description }) => ({
                  value: id,
                  label: name,
                  ...(description === '' ? {} : { description }),
                }),
              )}
              value={roles}
              onChange={setRoles}
              placeholder={t('rolesPlaceholder')}
            />
          </Field>
          <fieldset className="wk-fieldset">
            <legend className="wk-label">{t('tags')}</legend>
            <TagInput
              suggestFrom="user"
              defaultValue={{}}
              strict={strict}
              onChange={(value, isValid) => setTags({ value, isValid })}
            />
          </fieldset>
          {refused.length === 0 ? null : (
            <Notice tone="danger" urgent title={t('refusedTitle', { count: refused.length })}>
              <ul>
                {refused.map((result) => (
                  <li key={result.email}>
                    <bdi>{result.email}</bdi>: {textOf(result)}
                  </li>
                ))}
              </ul>
            </Notice>
          )}
          <ProblemNotice problem={invite.error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={invite.isPending}>
            {t('submit', { count: emails.length })}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
