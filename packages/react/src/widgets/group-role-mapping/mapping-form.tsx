import { useForm, useWatch } from 'react-hook-form'
import { useMappingDryRun, useSaveGroupMappings, type GroupMapping } from '../../hooks/use-group-mappings.ts'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, Field, Notice, ProblemNotice, RadioGroup, useToast } from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { GroupRoleMappingProps } from './group-role-mapping.tsx'
import { groupRoleMappingMessages } from './messages.ts'
import { RoleSelect } from './role-select.tsx'
import { RuleRows } from './rule-rows.tsx'
import { TagRuleRows } from './tag-rule-rows.tsx'
import { TryMapping } from './try-mapping.tsx'
import { useClaims } from './use-claims.ts'

export interface MappingFormProps {
  readonly connection: string
  readonly mapping: GroupMapping
  readonly mayChange: boolean
  readonly messages: GroupRoleMappingProps['messages']
  readonly action: WidgetAction<GroupMapping, GroupMapping> | undefined
  readonly onLoadTheirs: () => void
}

/** A mapping that is being edited. */
export type MappingDraft = Omit<GroupMapping, 'version' | 'defaultRole'> & { readonly defaultRole: string }

/** All of a mapping, with what it does to claims beside it. */
export function MappingForm({ connection, mapping, mayChange, messages, action, onLoadTheirs }: MappingFormProps) {
  const t = useMessages(groupRoleMappingMessages, messages)
  const toast = useToast()
  const catalog = useRoleCatalog()
  const saving = useSaveGroupMappings()
  const form = useForm<MappingDraft>({ defaultValues: { ...mapping, defaultRole: mapping.defaultRole ?? '' } })
  const { control, formState, handleSubmit, reset, setValue } = form
  const [rules, tagRules, defaultRole, mode] = useWatch({ control, name: ['rules', 'tagRules', 'defaultRole', 'mode'] })
  const claims = useClaims(connection)
  const whole = rules.map((rule, index) => ({ ...rule, index })).filter((rule) => isWhole(rule))
  const dryRun = useMappingDryRun(
    claims.value === null
      ? null
      : {
          connection,
          claims: claims.value,
          mapping: {
            rules: whole.map(({ index: _, ...rule }) => rule),
            tagRules: tagRules.filter(({ attribute, tag }) => attribute.trim() !== '' && tag.trim() !== ''),
            defaultRole: defaultRole === '' ? null : defaultRole,
            mode,
          },
        },
  )
  const outcome = claims.value === null ? undefined : dryRun.data
  const holds = new Map(outcome?.rules.map(({ index, matched }) => [whole[index]?.index, matched]))
  const roles = [...(catalog.data?.own ?? []), ...(catalog.data?.shared ?? [])]
  const roleName = (id: string) => roles.find((role) => role.id === id)?.name ?? id

  async function submit({ defaultRole: role, ...draft }: MappingDraft): Promise<void> {
    const kept = { ...draft, defaultRole: role === '' ? null : role, version: mapping.version }
    try {
      const done = await runAction(action, kept, (input) => saving.mutateAsync({ connection, mapping: input }))
      if (done !== undefined) toast({ text: t('saved') })
    } catch {
      // Shown below; what was edited stays.
    }
  }

  return (
    <form className="wk-stack wk-mapping" noValidate onSubmit={(event) => void handleSubmit(submit)(event)}>
      <div className="wk-stack">
        <Card title={t('rules')} description={t('rulesDescription')}>
          <RuleRows form={form} t={t} roles={roles} mayChange={mayChange} holds={holds} />
        </Card>
        <Card title={t('tagRules')} description={t('tagRulesDescription')}>
          <TagRuleRows form={form} t={t} mayChange={mayChange} />
        </Card>
        <Card title={t('otherwise')}>
          <div className="wk-stack">
            <Field label={t('defaultRole')}>
              <RoleSelect
                control={control}
                name="defaultRole"
                none={t('noDefaultRole')}
                roles={roles}
                disabled={!mayChange}
              />
            </Field>
            <RadioGroup
              label={t('mode')}
              look="cards"
              value={mode}
              onChange={(next) => {
                setValue('mode', next === 'additive' ? 'additive' : 'authoritative', { shouldDirty: true })
              }}
              options={(['authoritative', 'additive'] as const).map((value) => ({
                value,
                label: t(value),
                description: t(`${value}Hint`),
                disabled: !mayChange,
              }))}
            />
          </div>
        </Card>
      </div>
      <TryMapping
        t={t}
        claims={claims}
        outcome={outcome}
        problem={dryRun.error}
        roleName={roleName}
        {...(mayChange && {
          onAddRule: (attribute: string, value: string) => {
            setValue('rules', [...rules, { attribute, match: 'contains', value, role: '' }], { shouldDirty: true })
          },
        })}
      />
      {saving.error?.version === undefined ? (
        <ProblemNotice problem={saving.error} />
      ) : (
        <Notice
          tone="warning"
          urgent
          title={t('conflictTitle')}
          action={
            <Button size="sm" onClick={onLoadTheirs}>
              {t('loadTheirs')}
            </Button>
          }
        >
          {t('conflictDescription')}
        </Notice>
      )}
      {mayChange && formState.isDirty ? (
        <footer className="wk-save-bar">
          <Button
            onClick={() => {
              reset()
              saving.reset()
            }}
          >
            {t('discard')}
          </Button>
          <Button variant="primary" type="submit" pending={saving.isPending}>
            {t('save')}
          </Button>
        </footer>
      ) : null}
    </form>
  )
}

function isWhole({ attribute, value, role }: GroupMapping['rules'][number]): boolean {
  return attribute.trim() !== '' && value !== '' && role !== ''
}
