import { useState, type SyntheticEvent } from 'react'
import { useUpdateUser, type ListedUser } from '../../hooks/use-users.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { formatList } from '../../ui/time.tsx'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  Field,
  Input,
  MultiSelect,
  Notice,
  ProblemNotice,
  useToast,
} from '../../ui/index.ts'
import { TagInput } from '../tag-editor/tag-input.tsx'
import { areSame, withoutSystemTags, type TagValues } from '../tag-editor/tag-rows.ts'
import { runAction } from '../widget-props.ts'
import { userTableMessages } from './messages.ts'
import type { NamedRole } from './user-rows.tsx'
import type { UserTableProps } from './user-table.tsx'

export interface EditUserProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly messages: UserTableProps['messages']
  readonly user: ListedUser
  readonly roles: readonly NamedRole[]
  readonly action: UserTableProps['edit']
}

/** Changes a user's name, roles and tags. Which roles single sign-on gives, and so will give again, is said. */
export function EditUser({ open, onOpenChange, user, roles, messages, action }: EditUserProps) {
  const t = useMessages(userTableMessages, messages)
  const common = useMessages(commonMessages)
  const toast = useToast()
  const update = useUpdateUser()
  const bySso = user.roleSources.filter(({ source }) => source === 'connection').map(({ role }) => role)
  const [name, setName] = useState(user.name)
  const [chosen, setChosen] = useState<readonly string[]>(user.roles)
  const [tags, setTags] = useState<{ readonly value: TagValues; readonly isValid: boolean }>({
    value: user.tags,
    isValid: true,
  })
  const [strict, setStrict] = useState(false)
  const nameOf = (id: string): string => roles.find((role) => role.id === id)?.name ?? id
  const isSame = (a: readonly string[], b: readonly string[]): boolean =>
    a.toSorted().join('\n') === b.toSorted().join('\n')

  async function save(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    // A dialog is a portal: its submit would reach a form of the application around the widget.
    event.stopPropagation()
    setStrict(true)
    if (name.trim() === '' || !tags.isValid) return
    // Only what was changed is written, so that nothing that changed meanwhile is taken back.
    const change = {
      id: user.id,
      ...(name.trim() === user.name ? {} : { name: name.trim() }),
      ...(isSame(chosen, user.roles) ? {} : { roles: chosen }),
      ...(areSame(tags.value, user.tags) ? {} : { tags: withoutSystemTags(tags.value) }),
    }
    try {
      if (Object.keys(change).length > 1) {
        await runAction(action, user, async () => {
          await update.mutateAsync(change)
        })
      }
    } catch {
      // Shown below.
      return
    }
    toast({ text: t('saved', { name: name.trim() }) })
    onOpenChange(false)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t.rich('editTitle', { name: <bdi>{user.name}</bdi> })}
      description={t('editDescription')}
    >
      <form noValidate onSubmit={(event) => void save(event)}>
        <DialogBody>
          <Field label={t('name')} required error={strict && name.trim() === '' ? t('nameRequired') : undefined}>
            <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Field label={t('roles')}>
            <MultiSelect
              options={roles.map((role) => ({ value: role.id, label: role.name }))}
              value={chosen}
              onChange={setChosen}
              placeholder={t('rolesPlaceholder')}
            />
          </Field>
          {bySso.length === 0 ? null : (
            <Notice>{t('grantedBySso', { roles: formatList(bySso.map(nameOf), t.locale) })}</Notice>
          )}
          <fieldset className="wk-fieldset">
            <legend className="wk-label">{t('tags')}</legend>
            <TagInput
              defaultValue={user.tags}
              suggestFrom="user"
              strict={strict}
              onChange={(value, isValid) => setTags({ value, isValid })}
            />
          </fieldset>
          <ProblemNotice problem={update.error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={update.isPending}>
            {t('save')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
