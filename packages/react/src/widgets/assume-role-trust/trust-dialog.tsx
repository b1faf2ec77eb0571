import { Sparkles } from 'lucide-react'
import { useState, type SyntheticEvent } from 'react'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  Field,
  Input,
  Notice,
  RadioGroup,
  ShownOnce,
  useToast,
} from '../../ui/index.ts'
import { TagInput } from '../tag-editor/tag-input.tsx'
import { SaveProblem } from './save-problem.tsx'
import { useTrust } from './trust-context.ts'
import { createExternalId, entryOf, faultsOf, isWideOpen, withEntry, type TrustDraft } from './trust-draft.ts'
import { useSaveTrust } from './use-save-trust.ts'
import { WhoFields } from './who-fields.tsx'

export interface TrustDialogProps {
  readonly start: TrustDraft
  readonly onClose: () => void
}

/** Says one more who may assume the role, or changes what is said; a new external id is shown this once. The id is in this component alone, and gone with it. */
export function TrustDialog({ start, onClose }: TrustDialogProps) {
  const { role, t } = useTrust()
  const [created, setCreated] = useState<string | null>(null)
  const name = { role: <bdi>{role.name}</bdi> }
  return (
    <Dialog
      open
      size={created === null ? 'lg' : 'md'}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      title={created === null ? t.rich(start.id === null ? 'addTitle' : 'editTitle', name) : t('createdTitle')}
      description={created === null && start.id !== null ? t('anewNote') : undefined}
      dismissible={created === null}
    >
      {created === null ? (
        <TrustForm start={start} onClose={onClose} onCreated={setCreated} />
      ) : (
        <ShownOnce
          secret={created}
          label={t('externalId')}
          notice={t('createdNotice')}
          copyLabel={t('copyExternalId')}
          doneLabel={t('createdDone')}
          onDone={onClose}
        />
      )}
    </Dialog>
  )
}

interface TrustFormProps extends TrustDialogProps {
  readonly onCreated: (externalId: string) => void
}

function TrustForm({ start, onClose, onCreated }: TrustFormProps) {
  const { trust, ownTenant, t } = useTrust()
  const common = useMessages(commonMessages)
  const toast = useToast()
  const saving = useSaveTrust()
  // The list that was seen when editing began.
  const [base] = useState(trust)
  const [draft, setDraft] = useState(start)
  const [areTagsValid, setTagsValid] = useState(true)
  const [isTried, setIsTried] = useState(false)
  const faults = faultsOf(draft)
  const shown = isTried ? faults : {}
  const isNew = start.id === null
  const change = (part: Partial<TrustDraft>): void => setDraft({ ...draft, ...part })

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setIsTried(true)
    if (!areTagsValid || Object.keys(faults).length > 0) return
    const entry = entryOf(draft, ownTenant)
    if (!(await saving.run(base, { trust: withEntry(base, entry) }))) return
    toast({ text: t(isNew ? 'added' : 'changed') })
    if (typeof entry.externalId === 'string') onCreated(entry.externalId)
    else onClose()
  }

  return (
    <form className="wk-dialog-form" noValidate onSubmit={(event) => void submit(event)}>
      <DialogBody>
        <WhoFields draft={draft} faults={shown} onChange={change} />
        <div className="wk-field" role="group" aria-label={t('tags')}>
          <span className="wk-label">{t('tags')}</span>
          <p className="wk-hint">{t('tagsHint')}</p>
          <TagInput
            defaultValue={start.tags}
            suggestFrom="user"
            strict={isTried}
            onChange={(tags, isValid) => {
              change({ tags })
              setTagsValid(isValid)
            }}
          />
        </div>
        <RadioGroup
          label={t('externalId')}
          description={t('externalIdHint')}
          value={draft.externalId}
          onChange={(value) => {
            const externalId = value === 'kept' || value === 'new' ? value : 'none'
            const isFirst = externalId === 'new' && draft.newExternalId === ''
            change({ externalId, ...(isFirst ? { newExternalId: createExternalId() } : {}) })
          }}
          options={[
            ...(start.externalId === 'kept' ? [{ value: 'kept', label: t('externalIdKept') }] : []),
            { value: 'none', label: t('externalIdNone') },
            { value: 'new', label: t(start.externalId === 'kept' ? 'externalIdAnother' : 'externalIdNew') },
          ]}
        />
        {draft.externalId === 'new' ? (
          <Field
            label={t('externalIdValue')}
            description={t('externalIdValueHint')}
            required
            error={shown.externalId === undefined ? undefined : t(shown.externalId)}
          >
            <div className="wk-trust-external">
              <Input
                value={draft.newExternalId}
                dir="ltr"
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => change({ newExternalId: target.value })}
              />
              <Button icon={<Sparkles />} onClick={() => change({ newExternalId: createExternalId() })}>
                {t('generate')}
              </Button>
            </div>
          </Field>
        ) : null}
        {isWideOpen(draft) ? (
          <Notice tone="warning">{t(draft.from === 'own' ? 'wideOpenOwn' : 'wideOpenOther')}</Notice>
        ) : null}
        <SaveProblem problem={saving.problem} onLoadAgain={onClose} />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button variant="primary" type="submit" pending={saving.isPending}>
          {t(isNew ? 'submitAdd' : 'submitEdit')}
        </Button>
      </DialogFooter>
    </form>
  )
}
