import { useState, type SyntheticEvent } from 'react'
import { useMappingDryRun, useSaveGroupMappings, type GroupMapping } from '../../hooks/use-group-mappings.ts'
import { useRoleCatalog } from '../../hooks/use-role-catalog.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Card, Field, Notice, ProblemNotice, RadioGroup, useToast } from '../../ui/index.ts'
import { runAction, type WidgetAction } from '../widget-props.ts'
import type { GroupRoleMappingProps } from './group-role-mapping.tsx'
import { isChanged, isWhole, newRow, toContent, toDraft, toWhole, type MappingDraft } from './mapping-draft.ts'
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

/** All of a mapping, with what it does to claims beside it. */
export function MappingForm({ connection, mapping, mayChange, messages, action, onLoadTheirs }: MappingFormProps) {
  const t = useMessages(groupRoleMappingMessages, messages)
  const toast = useToast()
  const catalog = useRoleCatalog()
  const saving = useSaveGroupMappings()
  const [draft, setDraft] = useState(() => toDraft(mapping))
  // What is missing is no fault before somebody wants to save.
  const [strict, setStrict] = useState(false)
  const change = (part: Partial<MappingDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const claims = useClaims(connection)
  const whole = toWhole(draft)
  const dryRun = useMappingDryRun(
    claims.value === null ? null : { connection, claims: claims.value, mapping: toContent(whole) },
  )
  const outcome = claims.value === null ? undefined : dryRun.data
  const holds = new Map(outcome?.rules.map(({ index, matched }) => [whole.rules[index]?.key, matched]))
  const roles = [...(catalog.data?.own ?? []), ...(catalog.data?.shared ?? [])]
  const roleName = (id: string) => roles.find((role) => role.id === id)?.name ?? id

  async function save(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    setStrict(true)
    if (!isWhole(draft)) return
    const kept = { ...toContent(draft), version: mapping.version }
    try {
      const done = await runAction(action, kept, (input) => saving.mutateAsync({ connection, mapping: input }))
      if (done !== undefined) toast({ text: t('saved') })
    } catch {
      // Shown below; what was edited stays.
    }
  }

  return (
    <form className="wk-stack wk-mapping" noValidate onSubmit={(event) => void save(event)}>
      <div className="wk-stack">
        <Card title={t('rules')} description={t('rulesDescription')}>
          <RuleRows
            rules={draft.rules}
            onChange={(rules) => change({ rules })}
            {...{ t, roles, mayChange, strict, holds }}
          />
        </Card>
        <Card title={t('tagRules')} description={t('tagRulesDescription')}>
          <TagRuleRows
            rules={draft.tagRules}
            onChange={(tagRules) => change({ tagRules })}
            {...{ t, mayChange, strict }}
          />
        </Card>
        <Card title={t('otherwise')}>
          <div className="wk-stack">
            <Field label={t('defaultRole')}>
              <RoleSelect
                value={draft.defaultRole}
                onChange={(defaultRole) => change({ defaultRole })}
                none={t('noDefaultRole')}
                roles={roles}
                disabled={!mayChange}
              />
            </Field>
            <RadioGroup
              label={t('mode')}
              look="cards"
              value={draft.mode}
              onChange={(next) => change({ mode: next === 'additive' ? 'additive' : 'authoritative' })}
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
            change({ rules: [...draft.rules, newRow({ attribute, match: 'contains' as const, value, role: '' })] })
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
      {mayChange && isChanged(draft, mapping) ? (
        <footer className="wk-save-bar">
          <Button
            onClick={() => {
              setDraft(toDraft(mapping))
              setStrict(false)
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
