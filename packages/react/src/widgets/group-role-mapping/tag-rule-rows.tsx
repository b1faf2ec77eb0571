import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Field, IconButton, Input } from '../../ui/index.ts'
import { lackingInTagRule, newRow, type MappingDraft } from './mapping-draft.ts'
import type { RuleRowsProps } from './rule-rows.tsx'

export interface TagRuleRowsProps extends Pick<RuleRowsProps, 't' | 'mayChange' | 'strict'> {
  readonly rules: MappingDraft['tagRules']
  readonly onChange: (rules: MappingDraft['tagRules']) => void
}

/** Which of the claims become tags. */
export function TagRuleRows({ rules, onChange, t, mayChange, strict }: TagRuleRowsProps) {
  const common = useMessages(commonMessages)
  const [added, setAdded] = useState<number | null>(null)

  function add(): void {
    const rule = newRow({ attribute: '', tag: '' })
    setAdded(rule.key)
    onChange([...rules, rule])
  }

  return (
    <div className="wk-stack">
      <ol className="wk-mapping-rules">
        {rules.map((rule, index) => {
          const lacking = strict ? lackingInTagRule(rule) : []
          const errorOf = (part: (typeof lacking)[number]) => (lacking.includes(part) ? common('required') : undefined)
          const change = (part: Partial<typeof rule>): void => onChange(rules.with(index, { ...rule, ...part }))
          return (
            <li key={rule.key} className="wk-mapping-rule" data-kind="tag">
              <fieldset disabled={!mayChange}>
                <Field label={t('attribute')} hideLabel error={errorOf('attribute')}>
                  <Input
                    value={rule.attribute}
                    onChange={({ target }) => change({ attribute: target.value })}
                    autoFocus={rule.key === added}
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={255}
                    placeholder={t('tagPlaceholder')}
                  />
                </Field>
                <span className="wk-mapping-arrow wk-flip" aria-hidden="true">
                  →
                </span>
                <Field label={t('tag')} hideLabel error={errorOf('tag')}>
                  <Input
                    value={rule.tag}
                    onChange={({ target }) => change({ tag: target.value })}
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={127}
                    placeholder={t('tagPlaceholder')}
                  />
                </Field>
              </fieldset>
              {mayChange ? (
                <span className="wk-mapping-end">
                  <IconButton
                    size="sm"
                    icon={<Trash2 />}
                    label={t('removeTagRule', { number: index + 1 })}
                    onClick={() => onChange(rules.toSpliced(index, 1))}
                  />
                </span>
              ) : null}
            </li>
          )
        })}
      </ol>
      {mayChange ? (
        <Button className="wk-start" icon={<Plus />} onClick={add}>
          {t('addTagRule')}
        </Button>
      ) : null}
    </div>
  )
}
