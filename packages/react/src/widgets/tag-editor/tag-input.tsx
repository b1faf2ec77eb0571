import { TAG_LIMITS } from '@wardkit/core/policy'
import { Lock, Plus, Undo2, X } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useRef, useState } from 'react'
import { useTagSuggestions, type TagHolder } from '../../hooks/use-tags.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Chip, ChipInput, ChipList, Field, IconButton, Input, useSlot } from '../../ui/index.ts'
import {
  addValues,
  faultOf,
  isLocked,
  keysLeft,
  newRow,
  rowsOf,
  tagsOf,
  type TagRow,
  type TagValues,
} from './tag-rows.ts'
import { tagEditorMessages } from './messages.ts'

/** What may be offered while somebody types. */
export interface TagSuggestions {
  readonly keys: readonly string[]
  readonly valuesOf: (key: string) => readonly string[]
}

export interface TagInputProps {
  /** Read when it begins; give it another `key` to begin anew. */
  readonly defaultValue: TagValues
  /** @param isValid whether they can be saved */
  readonly onChange: (tags: TagValues, isValid: boolean) => void
  readonly suggestions?: TagSuggestions
  /** In place of `suggestions`: whose tags are looked through for what is in use already, on the server. */
  readonly suggestFrom?: TagHolder['type']
  readonly readOnly?: boolean
  /** Whether every fault is shown, also of what nobody has touched. */
  readonly strict?: boolean
  readonly messages?: Partial<Record<keyof (typeof tagEditorMessages)['english'], string>> | undefined
}

/** Edits tags: keys with any number of values. It is a field like others, for the application's own forms too. */
export function TagInput({
  defaultValue,
  onChange,
  suggestions,
  suggestFrom,
  readOnly = false,
  strict = false,
  messages,
}: TagInputProps) {
  const t = useMessages(tagEditorMessages, messages)
  const [rows, setRows] = useState(() => rowsOf(defaultValue))
  const [added, setAdded] = useState<number | null>(null)
  const left = keysLeft(rows)

  function change(changed: readonly TagRow[]): void {
    setRows(changed)
    onChange(
      tagsOf(changed),
      changed.every((row) => faultOf(row, changed) === undefined),
    )
  }

  function add(): void {
    const row = newRow()
    setAdded(row.id)
    change([...rows, row])
  }

  return (
    <div {...useSlot('tag-input')}>
      {rows.length === 0 ? <p className="wk-hint">{t('none')}</p> : null}
      <ul className="wk-tag-rows">
        {rows.map((row, index) => (
          <li key={row.id}>
            <Row
              row={row}
              fault={faultOf(row, rows)}
              isNew={row.id === added}
              strict={strict}
              readOnly={readOnly}
              suggestions={suggestions}
              suggestFrom={suggestFrom}
              messages={messages}
              onChange={(changed) => change(rows.with(index, changed))}
              onRemove={() =>
                change(row.isSaved ? rows.with(index, { ...row, isRemoved: true }) : rows.toSpliced(index, 1))
              }
            />
          </li>
        ))}
      </ul>
      {readOnly ? null : (
        <div className="wk-tag-actions">
          <Button size="sm" icon={<Plus />} disabled={left === 0} onClick={add}>
            {t('add')}
          </Button>
          {left > 10 ? null : (
            <span className="wk-hint" role="status">
              {t('left', { count: left })}
            </span>
          )}
        </div>
      )}
    </div>
  )
}

interface RowProps extends Pick<TagInputProps, 'messages'> {
  readonly row: TagRow
  readonly fault: ReturnType<typeof faultOf>
  /** Was just added: it takes the focus. */
  readonly isNew: boolean
  readonly strict: boolean
  readonly readOnly: boolean
  readonly suggestions: TagSuggestions | undefined
  readonly suggestFrom: TagInputProps['suggestFrom'] | undefined
  readonly onChange: (row: TagRow) => void
  readonly onRemove: () => void
}

function Row(props: RowProps) {
  const { row, readOnly, messages, onChange } = props
  const t = useMessages(tagEditorMessages, messages)
  if (row.isRemoved) {
    return (
      <div className="wk-tag-row" data-removed>
        <span className="wk-tag-removed">{t.rich('removedTag', { key: <bdi>{row.key}</bdi> })}</span>
        <Button
          size="sm"
          variant="ghost"
          icon={<Undo2 />}
          aria-label={t('undoRemove', { key: row.key })}
          autoFocus
          onClick={() => onChange({ ...row, isRemoved: false })}
        >
          {t('keep')}
        </Button>
      </div>
    )
  }
  if (readOnly || isLocked(row)) {
    return (
      <div className="wk-tag-row" data-locked={isLocked(row) || undefined}>
        <bdi className="wk-tag-key wk-ellipsis" title={row.key}>
          {row.key}
        </bdi>
        <ChipList label={row.key}>
          {row.values.map((value) => (
            <Chip key={value} value={value} />
          ))}
        </ChipList>
        {isLocked(row) ? (
          <span className="wk-hint wk-tag-lock">
            <Lock aria-hidden="true" />
            {t('locked')}
          </span>
        ) : null}
      </div>
    )
  }
  return <EditedRow {...props} />
}

function EditedRow({ row, fault, isNew, strict, messages, onChange, onRemove, ...offers }: RowProps) {
  const t = useMessages(tagEditorMessages, messages)
  const keyInput = useRef<HTMLInputElement>(null)
  const listId = useId()
  const [touched, setTouched] = useState(false)
  const [isActive, setActive] = useState(isNew)
  const [typed, setTyped] = useState('')
  const offered = useOffers({ ...offers, key: row.key, typed, isActive })
  useEffect(() => {
    if (isNew) keyInput.current?.focus()
  }, [isNew])
  // What is missing is not a fault before somebody went on from it.
  const isShown = strict || touched || (fault !== 'keyMissing' && fault !== 'valuesMissing')
  const shown = isShown ? fault : undefined
  const isOfKey = shown?.startsWith('key') ?? false
  return (
    <div
      className="wk-tag-row"
      onFocus={() => setActive(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setTouched(true)
      }}
    >
      <Field label={t('key')} hideLabel error={isOfKey && shown !== undefined ? t(shown) : undefined}>
        <Input
          ref={keyInput}
          value={row.key}
          placeholder={t('keyPlaceholder')}
          list={listId}
          autoComplete="off"
          spellCheck={false}
          dir="auto"
          onChange={(event) => onChange({ ...row, key: event.target.value })}
        />
        <datalist id={listId}>
          {offered.keys.map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
      </Field>
      <ValuesInput
        values={row.values}
        known={offered.values}
        onType={setTyped}
        error={!isOfKey && shown !== undefined ? t(shown) : undefined}
        messages={messages}
        onChange={(values) => onChange({ ...row, values })}
      />
      <IconButton
        size="sm"
        label={t('removeTag', { key: row.key === '' ? t('newTag') : row.key })}
        icon={<X />}
        onClick={onRemove}
      />
    </div>
  )
}

interface OffersOptions extends Pick<RowProps, 'suggestions' | 'suggestFrom'> {
  readonly key: string
  /** Of a value. */
  readonly typed: string
  /** Whether anybody is at this row. */
  readonly isActive: boolean
}

/** What is offered in a row: what the application gave, or what others hold already. */
function useOffers({ suggestions, suggestFrom, key, typed, isActive }: OffersOptions) {
  const prefixOfKey = useDeferredValue(key)
  const prefixOfValue = useDeferredValue(typed)
  const asks = isActive && suggestions === undefined && suggestFrom !== undefined
  const keys = useTagSuggestions(suggestFrom ?? 'user', { prefix: prefixOfKey, enabled: asks })
  const values = useTagSuggestions(suggestFrom ?? 'user', {
    key: prefixOfKey,
    prefix: prefixOfValue,
    enabled: asks && key !== '',
  })
  return suggestions === undefined ? { keys, values } : { keys: suggestions.keys, values: suggestions.valuesOf(key) }
}

interface ValuesInputProps extends Pick<TagInputProps, 'messages'> {
  readonly values: readonly string[]
  readonly known: readonly string[]
  readonly error: string | undefined
  readonly onChange: (values: readonly string[]) => void
  /** What is typed of one more. */
  readonly onType: (text: string) => void
}

/** The values of a key, and how many more it takes. */
function ValuesInput({ values, known, error, messages, onChange, onType }: ValuesInputProps) {
  const t = useMessages(tagEditorMessages, messages)
  const left = TAG_LIMITS.valuesPerKey - values.length
  return (
    <Field label={t('values')} hideLabel error={error}>
      <ChipInput
        values={values}
        onChange={onChange}
        add={addValues}
        placeholder={t('valuesPlaceholder')}
        known={known}
        disabled={left <= 0}
        onType={onType}
      />
      {left > 10 ? null : <span className="wk-hint">{t('valuesLeft', { count: left })}</span>}
    </Field>
  )
}
