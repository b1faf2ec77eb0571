import { parseCondition, type KnownVariable, type RowOperator } from '@wardkit/core/policy'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useMessages } from '../../messages/use-messages.ts'
import { ConditionEditor } from '../../policy-editor/condition-editor.tsx'
import { Button, Field, RadioGroup, Select } from '../../ui/index.ts'
import { ConditionRowFields } from './condition-row-fields.tsx'
import { conditionText, toRowsDraft, type ConditionDraft } from './policy-draft.ts'
import { roleEditorMessages } from './messages.ts'

export interface ConditionFieldProps {
  readonly condition: ConditionDraft
  readonly variables: readonly KnownVariable[]
  readonly readOnly: boolean
  /** Whether what is missing is said. */
  readonly strict: boolean
  readonly onChange: (condition: ConditionDraft) => void
}

type Row = Extract<ConditionDraft, { kind: 'rows' }>['rows'][number]

const NEW_ROW: Row = { variable: '', operator: '=' satisfies RowOperator, values: [] }

/** When a rule applies: always, when some comparisons hold, or when a clause does. */
export function ConditionField(props: ConditionFieldProps) {
  const { condition, readOnly, onChange } = props
  const t = useMessages(roleEditorMessages)
  return (
    <div className="wk-condition">
      {readOnly ? (
        condition.kind === 'always' ? (
          <p>{t('always')}</p>
        ) : null
      ) : (
        <RadioGroup
          label={t('condition')}
          hideLabel
          value={condition.kind === 'always' ? 'always' : 'when'}
          options={[
            { value: 'always', label: t('always') },
            { value: 'when', label: t('when') },
          ]}
          onChange={(value) =>
            onChange(value === 'always' ? { kind: 'always' } : { kind: 'rows', join: 'AND', rows: [NEW_ROW] })
          }
        />
      )}
      {condition.kind === 'rows' ? <Rows {...props} condition={condition} /> : null}
      {condition.kind === 'text' ? <Text {...props} condition={condition} /> : null}
    </div>
  )
}

interface RowsProps extends ConditionFieldProps {
  readonly condition: Extract<ConditionDraft, { kind: 'rows' }>
}

function Rows({ condition, variables, readOnly, strict, onChange }: RowsProps) {
  const t = useMessages(roleEditorMessages)
  const { join, rows } = condition
  const text = conditionText(condition)
  return (
    <>
      {rows.length < 2 ? null : (
        <Field label={t('join')} hideLabel>
          <Select
            value={join}
            disabled={readOnly}
            className="wk-condition-join"
            onChange={(event) => onChange({ ...condition, join: event.target.value === 'OR' ? 'OR' : 'AND' })}
          >
            <option value="AND">{t('matchAll')}</option>
            <option value="OR">{t('matchAny')}</option>
          </Select>
        </Field>
      )}
      <ul className="wk-condition-rows">
        {rows.map((row, index) => (
          <li key={index}>
            <ConditionRowFields
              row={row}
              number={index + 1}
              variables={variables}
              readOnly={readOnly}
              strict={strict}
              onChange={(changed) => onChange({ ...condition, rows: rows.with(index, changed) })}
              onRemove={
                rows.length === 1 ? undefined : () => onChange({ ...condition, rows: rows.toSpliced(index, 1) })
              }
            />
          </li>
        ))}
      </ul>
      {readOnly ? null : (
        <div className="wk-condition-actions">
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus />}
            onClick={() => onChange({ ...condition, rows: [...rows, NEW_ROW] })}
          >
            {t('addRow')}
          </Button>
          <Button size="sm" variant="link" onClick={() => onChange({ kind: 'text', text: text ?? '' })}>
            {t('asText')}
          </Button>
        </div>
      )}
      {text === undefined ? null : (
        <code className="wk-condition-preview" dir="ltr">
          {text}
        </code>
      )}
    </>
  )
}

interface TextProps extends ConditionFieldProps {
  readonly condition: Extract<ConditionDraft, { kind: 'text' }>
}

function Text({ condition, variables, readOnly, strict, onChange }: TextProps) {
  const t = useMessages(roleEditorMessages)
  const { text } = condition
  const diagnostics = useMemo(
    () => (text.trim() === '' && !strict ? [] : parseCondition(text).diagnostics),
    [text, strict],
  )
  const rows = toRowsDraft(text)
  return (
    <>
      <ConditionEditor
        label={t('conditionText')}
        value={text}
        variables={variables}
        diagnostics={diagnostics}
        readOnly={readOnly}
        onChange={(changed) => onChange({ kind: 'text', text: changed })}
      />
      {readOnly ? null : (
        <div className="wk-condition-actions">
          <Button
            size="sm"
            variant="link"
            disabled={rows === undefined && text.trim() !== ''}
            title={rows === undefined && text.trim() !== '' ? t('asRowsUnavailable') : undefined}
            onClick={() => onChange(rows ?? { kind: 'rows', join: 'AND', rows: [NEW_ROW] })}
          >
            {t('asRows')}
          </Button>
        </div>
      )}
    </>
  )
}
