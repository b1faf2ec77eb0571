import { Check, Plus, Trash2, X } from 'lucide-react'
import { useFieldArray, type UseFormReturn } from 'react-hook-form'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import { Badge, Button, Field, IconButton, Input, Select } from '../../ui/index.ts'
import type { MappingDraft } from './mapping-form.tsx'
import type { groupRoleMappingMessages } from './messages.ts'
import { RoleSelect } from './role-select.tsx'

export type MappingKey = keyof (typeof groupRoleMappingMessages)['english']

export interface RuleRowsProps {
  readonly form: UseFormReturn<MappingDraft>
  readonly t: Translate<MappingKey>
  readonly roles: readonly { readonly id: string; readonly name: string }[]
  readonly mayChange: boolean
  /** By position, whether the rule holds for the claims that are tried. */
  readonly holds: ReadonlyMap<number | undefined, boolean>
}

/** The rules: what of the claims gives which role, and whether each holds for the claims that are tried. */
export function RuleRows({ form: { control, formState, register }, t, roles, mayChange, holds }: RuleRowsProps) {
  const common = useMessages(commonMessages)
  const { fields, append, remove } = useFieldArray({ control, name: 'rules' })
  const errors = formState.errors.rules
  const required = (error: unknown) => (error === undefined ? undefined : common('required'))
  const isGiven = (text: string) => text.trim() !== ''
  return (
    <div className="wk-stack">
      {fields.length === 0 ? <p className="wk-hint">{t('rulesEmpty')}</p> : null}
      <ol className="wk-mapping-rules">
        {fields.map((field, index) => {
          const held = holds.get(index)
          return (
            <li key={field.id} className="wk-mapping-rule" data-holds={held}>
              <fieldset disabled={!mayChange}>
                <legend className="wk-visually-hidden">{t('ruleNumber', { number: index + 1 })}</legend>
                <Field label={t('attribute')} hideLabel error={required(errors?.[index]?.attribute)}>
                  <Input
                    {...register(`rules.${index}.attribute`, { validate: isGiven })}
                    dir="ltr"
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={255}
                    placeholder={t('attributePlaceholder')}
                  />
                </Field>
                <Field label={t('match')} hideLabel>
                  <Select {...register(`rules.${index}.match`)}>
                    <option value="contains">{t('contains')}</option>
                    <option value="equals">{t('equals')}</option>
                  </Select>
                </Field>
                <Field label={t('value')} hideLabel error={required(errors?.[index]?.value)}>
                  <Input
                    {...register(`rules.${index}.value`, { required: true })}
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
                <Field label={t('role')} hideLabel error={required(errors?.[index]?.role)}>
                  <RoleSelect
                    control={control}
                    name={`rules.${index}.role`}
                    none={t('rolePlaceholder')}
                    roles={roles}
                    required
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
                    onClick={() => remove(index)}
                  />
                ) : null}
              </span>
            </li>
          )
        })}
      </ol>
      {mayChange ? (
        <Button
          className="wk-start"
          icon={<Plus />}
          onClick={() =>
            append(
              { attribute: fields.at(-1)?.attribute ?? '', match: 'contains', value: '', role: '' },
              { focusName: `rules.${fields.length}.${fields.length === 0 ? 'attribute' : 'value'}` },
            )
          }
        >
          {t('addRule')}
        </Button>
      ) : null}
    </div>
  )
}
