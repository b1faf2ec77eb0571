import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Field, IconButton, Input } from '../../ui/index.ts'
import type { RuleRowsProps } from './rule-rows.tsx'

/** Which of the claims become tags. */
export function TagRuleRows({
  form: { control, formState, register },
  t,
  mayChange,
}: Pick<RuleRowsProps, 'form' | 't' | 'mayChange'>) {
  const common = useMessages(commonMessages)
  const { fields, append, remove } = useFieldArray({ control, name: 'tagRules' })
  const errors = formState.errors.tagRules
  const required = (error: unknown) => (error === undefined ? undefined : common('required'))
  const isGiven = (text: string) => text.trim() !== ''
  return (
    <div className="wk-stack">
      <ol className="wk-mapping-rules">
        {fields.map((field, index) => (
          <li key={field.id} className="wk-mapping-rule" data-kind="tag">
            <fieldset disabled={!mayChange}>
              <Field label={t('attribute')} hideLabel error={required(errors?.[index]?.attribute)}>
                <Input
                  {...register(`tagRules.${index}.attribute`, { validate: isGiven })}
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
              <Field label={t('tag')} hideLabel error={required(errors?.[index]?.tag)}>
                <Input
                  {...register(`tagRules.${index}.tag`, { validate: isGiven })}
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
                  onClick={() => remove(index)}
                />
              </span>
            ) : null}
          </li>
        ))}
      </ol>
      {mayChange ? (
        <Button className="wk-start" icon={<Plus />} onClick={() => append({ attribute: '', tag: '' })}>
          {t('addTagRule')}
        </Button>
      ) : null}
    </div>
  )
}
