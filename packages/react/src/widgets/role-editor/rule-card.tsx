import type { Operation, Service } from '@wardkit/core'
import {
  knownVariables,
  matchOperations,
  printFieldPattern,
  type OperationPattern,
  type TagsInUse,
} from '@wardkit/core/policy'
import { Plus, Trash2, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Field, IconButton, Input, useSlot } from '../../ui/index.ts'
import { ConditionField } from './condition-field.tsx'
import { MethodBadge } from './method-badge.tsx'
import { OperationPicker } from './operation-picker.tsx'
import { type RuleDraft } from './policy-draft.ts'
import { roleEditorMessages } from './messages.ts'

export interface RuleCardProps {
  readonly rule: RuleDraft
  /** From 1. */
  readonly number: number
  readonly services: readonly Service[]
  readonly tags: TagsInUse
  readonly readOnly: boolean
  /** Whether what is missing is said: after somebody tried to save. */
  readonly strict: boolean
  readonly onChange: (rule: RuleDraft) => void
  readonly onRemove: () => void
}

/** One rule of a role: what it allows, and when. */
export function RuleCard({ rule, number, services, tags, readOnly, strict, onChange, onRemove }: RuleCardProps) {
  const t = useMessages(roleEditorMessages)
  const id = useId()
  const [picking, setPicking] = useState(false)
  const [noting, setNoting] = useState(false)
  const variables = useMemo(
    () => knownVariables({ operations: operationsOf(rule.operations, services), services, tags }),
    [rule.operations, services, tags],
  )
  const lacksOperations = strict && rule.operations.length === 0
  return (
    <section {...useSlot('rule')} aria-labelledby={id}>
      <header className="wk-rule-header">
        <h4 id={id} className="wk-rule-title">
          {t('rule', { number })}
        </h4>
        {readOnly ? null : (
          <IconButton size="sm" label={t('removeRule', { number })} icon={<Trash2 />} onClick={onRemove} />
        )}
      </header>
      <div className="wk-rule-part">
        <span className="wk-rule-word">{t('allow')}</span>
        <div className="wk-rule-operations">
          {rule.operations.map((pattern, index) => (
            <OperationChip
              key={index}
              pattern={pattern}
              onRemove={
                readOnly
                  ? undefined
                  : () => onChange({ ...rule, operations: rule.operations.filter((one) => one !== pattern) })
              }
            />
          ))}
          {readOnly ? null : (
            <Button
              size="sm"
              icon={<Plus />}
              aria-describedby={lacksOperations ? `${id}-lacks` : undefined}
              onClick={() => setPicking(true)}
            >
              {t('chooseOperations')}
            </Button>
          )}
          {lacksOperations ? (
            <p className="wk-field-error" id={`${id}-lacks`} role="alert">
              {t('noOperations')}
            </p>
          ) : null}
        </div>
      </div>
      <div className="wk-rule-part">
        <span className="wk-rule-word">{t('condition')}</span>
        <ConditionField
          condition={rule.condition}
          variables={variables}
          readOnly={readOnly}
          strict={strict}
          onChange={(condition) => onChange({ ...rule, condition })}
        />
      </div>
      {rule.description !== '' || noting ? (
        <Field label={t('ruleDescription')}>
          <Input
            value={rule.description}
            placeholder={t('ruleDescriptionPlaceholder')}
            readOnly={readOnly}
            maxLength={500}
            onChange={(event) => onChange({ ...rule, description: event.target.value })}
          />
        </Field>
      ) : readOnly ? null : (
        <Button size="sm" variant="link" onClick={() => setNoting(true)}>
          {t('addNote')}
        </Button>
      )}
      <OperationPicker open={picking} onOpenChange={setPicking} services={services} rule={rule} onChange={onChange} />
    </section>
  )
}

interface OperationChipProps {
  readonly pattern: OperationPattern
  readonly onRemove: (() => void) | undefined
}

function OperationChip({ pattern, onRemove }: OperationChipProps) {
  const t = useMessages(roleEditorMessages)
  const common = useMessages(commonMessages)
  const path = pattern.path ?? '*'
  const fields = pattern.fields?.map(printFieldPattern).join(', ')
  return (
    <span {...useSlot('operation-chip')} dir="ltr">
      <MethodBadge method={pattern.method} />
      <code>{path}</code>
      {fields === undefined ? null : (
        <span className="wk-hint" dir="auto">
          {t('ofFields', { fields })}
        </span>
      )}
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="wk-chip-remove"
          aria-label={common('removeItem', { item: `${pattern.method} ${path}` })}
          onClick={onRemove}
        >
          <X />
        </button>
      )}
    </span>
  )
}

/** The operations that a rule reaches; every one while it names none, so that a condition can be written first. */
function operationsOf(patterns: readonly OperationPattern[], services: readonly Service[]): readonly Operation[] {
  const named = patterns.flatMap((pattern) => matchOperations(pattern, 'allow', services))
  return named.length === 0 ? services.flatMap(({ operations }) => operations) : [...new Set(named)]
}
