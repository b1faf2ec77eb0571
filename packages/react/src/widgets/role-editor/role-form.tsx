import type { Service } from '@wardkit/core'
import type { TagsInUse } from '@wardkit/core/policy'
import { Trash2 } from 'lucide-react'
import { useEffect, useId, useState, type SyntheticEvent } from 'react'
import type { Schema } from '../../client/wardkit-client.ts'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useCreateRole, useUpdateRole } from '../../hooks/use-role-changes.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { DiagnosticList } from '../../policy-editor/diagnostic-list.tsx'
import { Badge, Button, Field, Input, Notice, ProblemNotice, useToast } from '../../ui/index.ts'
import { TagInput } from '../tag-editor/tag-input.tsx'
import { areSame, withoutSystemTags } from '../tag-editor/tag-rows.ts'
import { DeleteRole } from './delete-role.tsx'
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
  const start: RoleStart = role ?? NEW_ROLE
  const draft = useRoleDraft(start, services)
  const { name, description, source, diagnosed, isChanged, dispatch } = draft
  const isBuiltIn = role !== null && !('version' in role)
  const tagsHint = useId()
  const [strict, setStrict] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const create = useCreateRole()
  const update = useUpdateRole()
  const saving = role === null ? create : update
  const isConflict = isProblem(saving.error, 'ERR_CONFLICT') && role !== null
  const lacksName = strict && name.trim() === ''

  useEffect(() => onChanged(isChanged), [isChanged, onChanged])

  function save(version: number | undefined): void {
    setStrict(true)
    if (source === undefined || diagnosed?.hasErrors === true || name.trim() === '' || !draft.areTagsValid) return
    const text = {
      ...{ name: name.trim(), description: description.trim(), policy: source },
      // Only where they were changed, so that nothing that changed meanwhile is taken back.
      ...(areSame(draft.tags, start.tags ?? {}) ? {} : { tags: withoutSystemTags(draft.tags) }),
    }
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
      {isBuiltIn ? <Notice title={<Badge>{t('builtIn')}</Badge>}>{t('builtInNote')}</Notice> : null}
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
      {isBuiltIn || (readOnly && Object.keys(draft.tags).length === 0) ? null : (
        <fieldset className="wk-fieldset" aria-describedby={tagsHint}>
          <legend className="wk-label">{t('tags')}</legend>
          <p className="wk-hint" id={tagsHint}>
            {t('tagsHint')}
          </p>
          <TagInput
            key={draft.resets}
            defaultValue={draft.tags}
            suggestFrom="role"
            readOnly={readOnly}
            strict={strict}
            onChange={(changed, isValid) => dispatch({ type: 'tags', tags: changed, isValid })}
          />
        </fieldset>
      )}
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
        <DeleteRole open={deleting} onOpenChange={setDeleting} role={role} onDeleted={onDeleted} />
      )}
    </form>
  )
}
