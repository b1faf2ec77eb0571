import { useState } from 'react'
import type { RoleTrust } from '../../hooks/use-role-trust.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, ChipInput, ChipList, Field, Select, TagChips, useToast } from '../../ui/index.ts'
import { tagEditorMessages } from '../tag-editor/messages.ts'
import { addValues, faultOf, newRow } from '../tag-editor/tag-rows.ts'
import { SaveProblem } from './save-problem.tsx'
import { useTrust } from './trust-context.ts'
import { useSaveTrust } from './use-save-trust.ts'

/** What is offered, in seconds: at most what the server lets. */
const DURATIONS = [60, 300, 600, 900]

/** Limits that are edited, and the trust that they were edited from. */
interface Edit {
  readonly start: RoleTrust
  readonly seconds: number
  readonly sessionTags: readonly string[]
}

/** For how long the role is assumed, and which tags may be added to it. */
export function LimitsCard() {
  const { role, trust, mayChange, t } = useTrust()
  const tagText = useMessages(tagEditorMessages)
  const toast = useToast()
  const saving = useSaveTrust()
  const [edit, setEdit] = useState<Edit | null>(null)
  const shown = edit ?? { start: trust, seconds: trust.maxDurationSeconds, sessionTags: trust.sessionTags }
  const { start, seconds, sessionTags } = shown
  const isChanged = seconds !== start.maxDurationSeconds || sessionTags.join(',') !== start.sessionTags.join(',')
  const fault = sessionTags.map(faultOfKey).find((one) => one !== undefined)
  const durations = DURATIONS.includes(start.maxDurationSeconds)
    ? DURATIONS
    : [...DURATIONS, start.maxDurationSeconds].sort((a, b) => a - b)

  function discard(): void {
    setEdit(null)
    saving.reset()
  }

  async function save(): Promise<void> {
    if (fault !== undefined) return
    if (!(await saving.run(start, { maxDurationSeconds: seconds, sessionTags: [...sessionTags] }))) return
    setEdit(null)
    toast({ text: t('limitsSaved') })
  }

  return (
    <Card title={t('limits')}>
      <form
        className="wk-stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={t('duration')} description={t('durationHint')}>
          <Select
            value={seconds}
            disabled={!mayChange}
            onChange={({ target }) => setEdit({ ...shown, seconds: Number(target.value) })}
          >
            {durations.map((option) => (
              <option key={option} value={option}>
                {option % 60 === 0 ? t('minutes', { count: option / 60 }) : t('seconds', { count: option })}
              </option>
            ))}
          </Select>
        </Field>
        <div className="wk-field">
          <span className="wk-label">{t('roleTags')}</span>
          <span className="wk-hint">{t('roleTagsHint')}</span>
          {Object.keys(role.tags).length === 0 ? (
            t('sessionTagsNone')
          ) : (
            <ChipList label={t('roleTags')}>
              <TagChips tags={role.tags} />
            </ChipList>
          )}
        </div>
        <Field
          label={t('sessionTags')}
          description={t('sessionTagsHint')}
          error={fault === undefined ? undefined : tagText(fault)}
        >
          {mayChange ? (
            <ChipInput
              values={sessionTags}
              add={addValues}
              placeholder={t('sessionTagsPlaceholder')}
              onChange={(keys) => setEdit({ ...shown, sessionTags: keys })}
            />
          ) : (
            <bdi>{sessionTags.length === 0 ? t('sessionTagsNone') : sessionTags.join(', ')}</bdi>
          )}
        </Field>
        <SaveProblem problem={saving.problem} onLoadAgain={discard} />
        {mayChange && isChanged ? (
          <div className="wk-row">
            <Button variant="primary" type="submit" pending={saving.isPending} disabled={fault !== undefined}>
              {t('save')}
            </Button>
            <Button onClick={discard}>{t('discard')}</Button>
          </div>
        ) : null}
      </form>
    </Card>
  )
}

function faultOfKey(key: string) {
  const row = { ...newRow(), key, values: ['x'] }
  return faultOf(row, [row])
}
