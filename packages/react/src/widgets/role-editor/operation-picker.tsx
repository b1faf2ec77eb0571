import type { Service } from '@wardkit/core'
import { useId, useMemo, useState } from 'react'
import { useMessages } from '../../messages/use-messages.ts'
import { Button, Checkbox, Dialog, DialogBody, DialogFooter, SearchInput } from '../../ui/index.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { MethodBadge } from './method-badge.tsx'
import { groupOperations, isOwnOperation, searchGroups, type OperationGroup } from './operation-groups.ts'
import { names, patternOf, toggleOperation, type RuleDraft } from './policy-draft.ts'
import { roleEditorMessages } from './messages.ts'

export interface OperationPickerProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly services: readonly Service[]
  readonly rule: RuleDraft
  readonly onChange: (rule: RuleDraft) => void
}

const EVERYTHING = { method: '*', path: null }
const EVERY_READ = { method: 'GET', path: null }

/** Chooses the operations of a rule, by the resources they are about. What is chosen holds at once. */
export function OperationPicker({ open, onOpenChange, services, rule, onChange }: OperationPickerProps) {
  const t = useMessages(roleEditorMessages)
  const common = useMessages(commonMessages)
  const [search, setSearch] = useState('')
  const groups = useMemo(() => groupOperations(services), [services])
  const found = searchGroups(groups, search)
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('chooseOperations')} size="lg">
      <DialogBody>
        <SearchInput label={t('searchOperations')} value={search} onChange={setSearch} />
        {search === '' ? (
          <div className="wk-operation-classes">
            <Checkbox
              label={t('everyOperation')}
              description={t('everyOperationNote')}
              checked={names(rule, EVERYTHING)}
              onChange={() => onChange(toggleOperation(rule, EVERYTHING))}
            />
            <Checkbox
              label={t('everyRead')}
              description={<code dir="ltr">GET:*</code>}
              checked={names(rule, EVERY_READ)}
              onChange={() => onChange(toggleOperation(rule, EVERY_READ))}
            />
          </div>
        ) : null}
        {found.length === 0 ? (
          <p className="wk-hint" role="status">
            {common('noMatches')}
          </p>
        ) : null}
        {found.map((group) => (
          <GroupChoices key={keyOf(group)} group={group} rule={rule} onChange={onChange} />
        ))}
      </DialogBody>
      <DialogFooter>
        <span className="wk-hint wk-footer-note" role="status">
          {t('operationsChosen', { count: rule.operations.length })}
        </span>
        <Button variant="primary" onClick={() => onOpenChange(false)}>
          {common('done')}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

interface GroupChoicesProps extends Pick<OperationPickerProps, 'rule' | 'onChange'> {
  readonly group: OperationGroup
}

function GroupChoices({ group, rule, onChange }: GroupChoicesProps) {
  const t = useMessages(roleEditorMessages)
  const id = useId()
  const { resource, operations } = group
  return (
    <section className="wk-operation-group" aria-labelledby={id}>
      <h3 id={id} className="wk-operation-group-title">
        <bdi>{resource ?? t('otherOperations')}</bdi>
        {operations.every(isOwnOperation) ? <span className="wk-hint">{t('administration')}</span> : null}
      </h3>
      {operations.map((operation) => (
        <Checkbox
          key={operation.id}
          label={
            <span className="wk-operation" dir="ltr">
              <MethodBadge method={operation.method} />
              <code>{operation.path}</code>
            </span>
          }
          description={operation.summary === undefined ? undefined : <span dir="auto">{operation.summary}</span>}
          checked={names(rule, patternOf(operation))}
          onChange={() => onChange(toggleOperation(rule, patternOf(operation)))}
        />
      ))}
    </section>
  )
}

function keyOf({ operations }: OperationGroup): string {
  return operations[0]?.id ?? ''
}
