import { valuesTaken, type ConditionRow, type KnownVariable, type RowOperator } from '@wardkit/core/policy'
import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useMessages } from '../../messages/use-messages.ts'
import { Chip, Field, IconButton, Input, Select } from '../../ui/index.ts'
import { fromInput, toInput, type ValueType } from './row-values.ts'
import { roleEditorMessages } from './messages.ts'
import {
  hasFreeKeys,
  keyOf,
  kindOf,
  tagVariable,
  VARIABLE_KINDS,
  variablesOf,
  type VariableKind,
} from './variable-kinds.ts'

export interface ConditionRowFieldsProps {
  readonly row: ConditionRow
  /** From 1. */
  readonly number: number
  readonly variables: readonly KnownVariable[]
  readonly readOnly: boolean
  readonly strict: boolean
  readonly onChange: (row: ConditionRow) => void
  readonly onRemove: (() => void) | undefined
}

type Key = keyof (typeof roleEditorMessages)['english']

const KIND_NAMES: Readonly<Record<VariableKind, Key>> = {
  principalTag: 'kindPrincipalTag',
  resourceTag: 'kindResourceTag',
  request: 'kindRequest',
  principal: 'kindPrincipal',
  resource: 'kindResource',
  time: 'kindTime',
}

const OPERATOR_NAMES: Readonly<Record<RowOperator, Key>> = {
  '=': 'opEquals',
  '!=': 'opDiffers',
  IN: 'opIn',
  'NOT IN': 'opNotIn',
  'ALL =': 'opAllEqual',
  'ALL IN': 'opAllIn',
  'IS NOT NULL': 'opIsNotNull',
  'IS NULL': 'opIsNull',
  '<': 'opLess',
  '<=': 'opAtMost',
  '>': 'opMore',
  '>=': 'opAtLeast',
  BETWEEN: 'opBetween',
  'NOT BETWEEN': 'opNotBetween',
  LIKE: 'opLike',
  'NOT LIKE': 'opNotLike',
}

/** One comparison: a variable, how it is compared, and with what. */
export function ConditionRowFields(props: ConditionRowFieldsProps) {
  const { row, number, variables, readOnly, onChange, onRemove } = props
  const t = useMessages(roleEditorMessages)
  // A tag's kind is chosen before its key, so that there is no variable yet to tell it by.
  const [chosenKind, setChosenKind] = useState<VariableKind>(() => kindOf(row.variable || '$principalTags:'))
  const kind = row.variable === '' ? chosenKind : kindOf(row.variable)
  const variable = variables.find(({ text }) => text === row.variable)
  const type: ValueType = variable?.type ?? (hasFreeKeys(kind) ? 'tag' : 'any')
  const takesAll = hasFreeKeys(kind) || row.variable === '$principal:roles'
  const operators = (Object.keys(OPERATOR_NAMES) as RowOperator[]).filter(
    (operator) => operator === row.operator || takesAll || !operator.startsWith('ALL'),
  )

  function changeKind(to: VariableKind): void {
    setChosenKind(to)
    const [only, ...others] = variablesOf(to, variables)
    const variableOfKind = hasFreeKeys(to) || others.length > 0 ? '' : (only?.text ?? '')
    onChange({ ...row, variable: variableOfKind, operator: row.operator.startsWith('ALL') ? '=' : row.operator })
  }

  function changeOperator(to: RowOperator): void {
    const keeps = { none: 0, one: 1, two: 2, many: row.values.length }[valuesTaken(to)]
    onChange({ ...row, operator: to, values: row.values.slice(0, keeps) })
  }

  return (
    <fieldset className="wk-condition-row" disabled={readOnly}>
      <legend className="wk-visually-hidden">{t('comparison', { number })}</legend>
      <Field label={t('subject')} hideLabel>
        <Select value={kind} onChange={(event) => changeKind(event.target.value as VariableKind)}>
          {VARIABLE_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(KIND_NAMES[one])}
            </option>
          ))}
        </Select>
      </Field>
      <VariableField {...props} kind={kind} />
      <Field label={t('operator')} hideLabel>
        <Select value={row.operator} onChange={(event) => changeOperator(event.target.value as RowOperator)}>
          {operators.map((operator) => (
            <option key={operator} value={operator}>
              {t(OPERATOR_NAMES[operator])}
            </option>
          ))}
        </Select>
      </Field>
      <Values {...props} type={type} known={variable?.values ?? []} />
      {onRemove === undefined || readOnly ? null : (
        <IconButton size="sm" label={t('removeRow', { number })} icon={<X />} onClick={onRemove} />
      )}
    </fieldset>
  )
}

function VariableField({
  row,
  kind,
  variables,
  strict,
  onChange,
}: ConditionRowFieldsProps & { readonly kind: VariableKind }) {
  const t = useMessages(roleEditorMessages)
  const listId = useId()
  const known = variablesOf(kind, variables)
  const error = strict && row.variable === '' ? t('conditionNotWhole') : undefined
  if (hasFreeKeys(kind)) {
    return (
      <Field label={t('tagKey')} hideLabel error={error}>
        <Input
          value={keyOf(row.variable)}
          placeholder={t('tagKey')}
          list={listId}
          maxLength={127}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ ...row, variable: tagVariable(kind, event.target.value) })}
        />
        <datalist id={listId}>
          {known.map(({ text }) => (
            <option key={text} value={keyOf(text)} />
          ))}
        </datalist>
      </Field>
    )
  }
  return (
    <Field label={kind === 'request' ? t('requestValue') : t('attribute')} hideLabel error={error}>
      <Select value={row.variable} dir="ltr" onChange={(event) => onChange({ ...row, variable: event.target.value })}>
        {row.variable === '' ? <option value="">{t('chooseValue')}</option> : null}
        {/* What is written stays, also where no document declares it. */}
        {row.variable === '' || known.some(({ text }) => text === row.variable) ? null : (
          <option value={row.variable}>{row.variable}</option>
        )}
        {known.map(({ text, missingIn: [lacking] }) => (
          <option key={text} value={text}>
            {text.replace(/^\$[a-z]+:/, '')}
            {lacking === undefined ? '' : ` (${t('missingIn', { operation: lacking })})`}
          </option>
        ))}
      </Select>
    </Field>
  )
}

interface ValuesProps extends ConditionRowFieldsProps {
  readonly type: ValueType
  /** Values that are known to occur, as literals. */
  readonly known: readonly string[]
}

function Values({ row, strict, type, known, onChange }: ValuesProps) {
  const t = useMessages(roleEditorMessages)
  const takes = valuesTaken(row.operator)
  const error = strict && row.values.length === 0 ? t('conditionNotWhole') : undefined
  const setValue = (index: number, input: string): void => {
    const values = takes === 'two' ? [row.values[0] ?? '', row.values[1] ?? ''] : [row.values[0] ?? '']
    onChange({ ...row, values: values.with(index, fromInput(input, type, row.values[index])) })
  }
  switch (takes) {
    case 'none':
      return null
    case 'one':
      return (
        <ValueField
          label={t('value')}
          value={row.values[0]}
          known={known}
          error={error}
          onChange={(input) => setValue(0, input)}
        />
      )
    case 'two':
      return (
        <span className="wk-condition-range">
          <ValueField
            label={t('lowest')}
            value={row.values[0]}
            known={known}
            error={error}
            onChange={(input) => setValue(0, input)}
          />
          <ValueField
            label={t('highest')}
            value={row.values[1]}
            known={known}
            onChange={(input) => setValue(1, input)}
          />
        </span>
      )
    case 'many':
      return <ListField {...{ row, type, known, error, onChange }} />
  }
}

interface ValueFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly known: readonly string[]
  readonly error?: string | undefined
  readonly onChange: (input: string) => void
}

function ValueField({ label, value = '', known, error, onChange }: ValueFieldProps) {
  const t = useMessages(roleEditorMessages)
  const listId = useId()
  return (
    <Field label={label} hideLabel error={error}>
      <Input
        value={toInput(value)}
        placeholder={t('valuePlaceholder')}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        data-variable={value.startsWith('$') || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {known.map((literal) => (
          <option key={literal} value={toInput(literal)} />
        ))}
      </datalist>
    </Field>
  )
}

type ListFieldProps = Pick<ValuesProps, 'row' | 'type' | 'known' | 'onChange'> & { readonly error: string | undefined }

/** Several values, each added by Enter, a comma or going on. */
function ListField({ row, type, known, error, onChange }: ListFieldProps) {
  const t = useMessages(roleEditorMessages)
  const listId = useId()
  const [typed, setTyped] = useState('')
  function add(inputs: readonly string[]): void {
    const values = inputs.map((input) => fromInput(input.trim(), type)).filter((value) => value !== '')
    if (values.length > 0) onChange({ ...row, values: [...new Set([...row.values, ...values])] })
    setTyped('')
  }
  return (
    <Field label={t('value')} hideLabel error={error}>
      <span className="wk-value-list">
        {row.values.map((value) => (
          <Chip
            key={value}
            value={toInput(value)}
            onRemove={() => onChange({ ...row, values: row.values.filter((one) => one !== value) })}
          />
        ))}
        <Input
          value={typed}
          placeholder={t('valuesHint')}
          list={listId}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            const parts = event.target.value.split(',')
            if (parts.length === 1) setTyped(event.target.value)
            else add(parts)
          }}
          onBlur={() => add([typed])}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add([typed])
          }}
        />
      </span>
      <datalist id={listId}>
        {known.map((literal) => (
          <option key={literal} value={toInput(literal)} />
        ))}
      </datalist>
    </Field>
  )
}
