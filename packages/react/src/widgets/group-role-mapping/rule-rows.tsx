import { Check, Plus, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { Badge, Button, Field, IconButton, Input, Select } from '../../ui/index.ts'
import { lackingInRule, newRow, type MappingDraft } from './mapping-draft.ts'
import type { groupRoleMappingMessages } from './messages.ts'
import { RoleSelect } from './role-select.tsx'

export type MappingKey = keyof (typeof groupRoleMappingMessages)['english']

export interface RuleRowsProps {
  readonly rules: MappingDraft['rules']
  readonly onChange: (rules: MappingDraft['rules']) => void
  readonly t: Translate<MappingKey>
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly mayChange: boolean
  /** Whether what is missing is shown. */
  readonly strict: boolean
  /** By key, whether the rule holds for the claims that are tried. */
  readonly holds: ReadonlyMap<number | undefined, boolean>
}

/** The rules: what of the claims gives which role, and whether each holds for the claims that are tried. */
export function RuleRows({ rules, onChange, t, roles, mayChange, strict, holds }: RuleRowsProps) {
  const common = useMessages(commonMessages)
  const [added, setAdded] = useState<number | null>(null)

  function add(): void {
    const rule = newRow({ attribute: rules.at(-1)?.attribute ?? '', match: 'contains' as const, value: '', role: '' })
    setAdded(rule.key)
    onChange([...rules, rule])
  }

  return (
    <div className="wk-stack">
      {rules.length === 0 ? <p className="wk-hint">{t('rulesEmpty')}</p> : null}
      <ol className="wk-mapping-rules">
        {rules.map((rule, index) => {
          const held = holds.get(rule.key)
          const lacking = strict ? lackingInRule(rule) : []
          const errorOf = (part: (typeof lacking)[number]) => (lacking.includes(part) ? common('required') : undefined)
          const change = (part: Partial<typeof rule>): void => onChange(rules.with(index, { ...rule, ...part }))
          return (
            <li key={rule.key} className="wk-mapping-rule" data-holds={held}>
              <fieldset disabled={!mayChange}>
                <legend className="wk-visually-hidden">{t('ruleNumber', { number: index + 1 })}</legend>
                <Field label={t('attribute')} hideLabel error={errorOf('attribute')}>
                  <Input
                    value={rule.attribute}
                    onChange={({ target }) => change({ attribute: target.value })}
                    autoFocus={rule.key === added && rule.attribute === ''}
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={255}
                    placeholder={t('attributePlaceholder')}
                  />
                </Field>
                <Field label={t('match')} hideLabel>
                  <Select
                    value={rule.match}
                    onChange={({ target }) => change({ match: target.value === 'equals' ? 'equals' : 'contains' })}
                  >
                    <option value="contains">{t('contains')}</option>
                    <option value="equals">{t('equals')}</option>
                  </Select>
                </Field>
                <Field label={t('value')} hideLabel error={errorOf('value')}>
                  <Input
                    value={rule.value}
                    onChange={({ target }) => change({ value: target.value })}
                    autoFocus={rule.key === added && rule.attribute !== ''}
                    dir="auto"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={1000}
                    placeholder={t('valuePlaceholder')}
                  />
                </Field>
                <span className="wk-mapping-arrow wk-flip" aria-hidden="true">
                  →
                </span>
                <Field label={t('role')} hideLabel error={errorOf('role')}>
                  <RoleSelect
                    value={rule.role}
                    onChange={(role) => change({ role })}
                    none={t('rolePlaceholder')}
                    roles={roles}
                  />
                </Field>
              </fieldset>
              <span className="wk-mapping-end">
                {held === undefined ? null : held ? (
                  <Badge tone="success" icon={<Check />}>
                    {t('matched')}
                  </Badge>
                ) : (
                  <Badge icon={<X />}>{t('notMatched')}</Badge>
                )}
                {mayChange ? (
                  <IconButton
                    size="sm"
                    icon={<Trash2 />}
                    label={t('removeRule', { number: index + 1 })}
                    onClick={() => onChange(rules.toSpliced(index, 1))}
                  />
                ) : null}
              </span>
            </li>
          )
        })}
      </ol>
      {mayChange ? (
        <Button className="wk-start" icon={<Plus />} onClick={add}>
          {t('addRule')}
        </Button>
      ) : null}
    </div>
  )
}
