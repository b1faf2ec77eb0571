import type { Service } from '@wardkit/core'
import type { TagsInUse } from '@wardkit/core/policy'
import { Trash2 } from 'lucide-react'
import { useEffect, useState, type SyntheticEvent } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useCreateRole, useDeleteRole, useUpdateRole } from '../../hooks/use-role-changes.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { DiagnosticList } from '../../policy-editor/diagnostic-list.tsx'
import { Badge, Button, ConfirmDialog, Field, Input, Notice, ProblemNotice, useToast } from '../../ui/index.ts'
import { RoleConflict } from './role-conflict.tsx'
import { roleEditorMessages } from './messages.ts'
import { RolePolicy } from './role-policy.tsx'
import { RolePreview } from './role-preview.tsx'
import { useRoleDraft, type RoleStart } from './use-role-draft.ts'

export interface RoleFormProps {
  /** Null for one that is written now. A built-in one has no version. */
  readonly role: Schema<'Role'> | Schema<'SharedRole'> | null
  readonly services: readonly Service[]
  readonly tags: TagsInUse
  readonly readOnly: boolean
  /** Whether it may be deleted. */
  readonly mayDelete: boolean
  readonly onChanged: (isChanged: boolean) => void
  readonly onSaved: (id: string) => void
  readonly onDeleted: () => void
  readonly onCancel: () => void
}

const NEW_ROLE: RoleStart = { name: '', description: '', policy: 'version: 1\ntype: openAPI\npolicy: []\n' }

/** Edits one role. Nothing of it is saved before it is asked for, and nothing of anybody else's is overwritten unseen. */
export function RoleForm(props: RoleFormProps) {
  const { role, services, tags, readOnly, mayDelete, onChanged, onSaved, onDeleted, onCancel } = props
  const t = useMessages(roleEditorMessages)
  const common = useMessages(commonMessages)
  const toast = useToast()
  const start = role ?? NEW_ROLE
  const draft = useRoleDraft(start, services)
  const { name, description, source, diagnosed, isChanged, dispatch } = draft
  const [strict, setStrict] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const create = useCreateRole()
  const update = useUpdateRole()
  const remove = useDeleteRole()
  const saving = role === null ? create : update
  const isConflict = isProblem(saving.error, 'ERR_CONFLICT') && role !== null
  const lacksName = strict && name.trim() === ''

  useEffect(() => onChanged(isChanged), [isChanged, onChanged])

  function save(version: number | undefined): void {
    setStrict(true)
    if (source === undefined || diagnosed?.hasErrors === true || name.trim() === '') return
    const text = { name: name.trim(), description: description.trim(), policy: source }
    if (role === null) {
      create.mutate(text, {
        onSuccess: ({ role: { id } }) => {
          toast({ text: t('created', { name: text.name }) })
          onSaved(id)
        },
      })
    } else if (version !== undefined) {
      update.mutate(
        { ...text, id: role.id, version },
        {
          onSuccess: ({ role: { id } }) => {
            toast({ text: t('saved', { name: text.name }) })
            onSaved(id)
          },
        },
      )
    }
  }

  function onSubmit(event: SyntheticEvent): void {
    event.preventDefault()
    save(role !== null && 'version' in role ? role.version : undefined)
  }

  return (
    <form className="wk-role-form" aria-label={role?.name ?? t('newRole')} noValidate onSubmit={onSubmit}>
      {role !== null && !('version' in role) ? (
        <Notice title={<Badge>{t('builtIn')}</Badge>}>{t('builtInNote')}</Notice>
      ) : null}
      <Field label={t('name')} required error={lacksName ? t('nameRequired') : undefined}>
        <Input
          value={name}
          maxLength={200}
          readOnly={readOnly}
          placeholder={t('namePlaceholder')}
          autoFocus={role === null}
          onChange={(event) => dispatch({ type: 'name', value: event.target.value })}
        />
      </Field>
      <Field label={t('roleDescription')} optional>
        <Input
          value={description}
          maxLength={4000}
          readOnly={readOnly}
          placeholder={t('roleDescriptionPlaceholder')}
          onChange={(event) => dispatch({ type: 'description', value: event.target.value })}
        />
      </Field>
      <RolePolicy {...{ draft, services, tags, readOnly, strict }} original={start.policy} />
      {role === null ||
      readOnly ||
      source === undefined ||
      source === start.policy ||
      diagnosed?.hasErrors === true ? null : (
        <RolePreview roleId={role.id} policy={source} />
      )}
      {isConflict ? (
        <RoleConflict
          roleId={role.id}
          pending={update.isPending}
          onLoad={(theirs) => {
            dispatch({ type: 'reset', start: theirs })
            update.reset()
            onSaved(theirs.id)
          }}
          onSaveOver={(theirs) => save(theirs.version)}
        />
      ) : saving.error === null ? null : (
        <>
          <ProblemNotice problem={saving.error} />
          <DiagnosticList diagnostics={saving.error.diagnostics as never} />
        </>
      )}
      {readOnly ? null : (
        <footer className="wk-role-actions">
          {mayDelete ? (
            <Button variant="ghost" icon={<Trash2 />} onClick={() => setDeleting(true)}>
              {t('deleteRole')}
            </Button>
          ) : null}
          <span className="wk-hint wk-footer-note" role="status">
            {isChanged && role !== null ? t('unsaved') : ''}
          </span>
          <Button onClick={onCancel}>{common('cancel')}</Button>
          <Button type="submit" variant="primary" pending={saving.isPending} disabled={!isChanged && role !== null}>
            {t(role === null ? 'create' : 'save')}
          </Button>
        </footer>
      )}
      {role === null ? null : (
        <ConfirmDialog
          open={deleting}
          onOpenChange={setDeleting}
          title={t.rich('deleteTitle', { name: <bdi>{role.name}</bdi> })}
          description={t('deleteDescription')}
          confirmLabel={t('deleteRole')}
          danger
          pending={remove.isPending}
          problem={remove.error}
          onConfirm={() =>
            remove.mutate(role.id, {
              onSuccess: () => {
                toast({ text: t('deleted', { name: role.name }) })
                onDeleted()
              },
            })
          }
        />
      )}
    </form>
  )
}
