import { Download, ScrollText } from 'lucide-react'
import { useState } from 'react'
import {
  useAuditExport,
  useAuditFollow,
  useAuditLog,
  type AuditAction,
  type AuditExportFormat,
  type AuditFilter,
  type AuditRecord,
} from '../../hooks/use-audit-log.ts'
import { useCan } from '../../hooks/use-can.ts'
import { useUserNames } from '../../hooks/use-user-names.ts'
import { useMessages, type Translate } from '../../messages/use-messages.ts'
import {
  Button,
  createPart,
  EmptyState,
  LazyOverlay,
  Loaded,
  Menu,
  MenuItem,
  NoMatch,
  Select,
  Switch,
  useToast,
  WidgetSection,
} from '../../ui/index.ts'
import { UserCombobox, type ChosenUser } from '../user-combobox.tsx'
import type { WidgetBaseProps } from '../widget-props.ts'
import { AUDIT_ACTIONS } from './audit-actions.ts'
import { AuditTable } from './audit-table.tsx'
import { auditLogMessages } from './messages.ts'

const auditDetails = createPart(async () => (await import('./audit-details.tsx')).AuditDetails)

export interface AuditLogProps extends Omit<WidgetBaseProps<(typeof auditLogMessages)['english']>, 'readOnly'> {
  /** Whether what happens is shown as it happens, from the first on. */
  readonly defaultLive?: boolean
}

export type TranslateAudit = Translate<keyof (typeof auditLogMessages)['english']>

/** Names of users by their ids, as far as they are known. */
export type NamesById = ReadonlyMap<string, string>

const DAY = 86_400_000
const PERIODS = { day: DAY, week: 7 * DAY, month: 30 * DAY } as const
type Period = keyof typeof PERIODS | 'anyTime'

/** What was changed in the tenant, by whom and when: narrowed, in detail, as a file, and as it happens. */
export function AuditLog({ messages, defaultLive = false }: AuditLogProps) {
  const t = useMessages(auditLogMessages, messages)
  const [period, setPeriod] = useState<Period>('anyTime')
  const [filter, setFilter] = useState<AuditFilter>({})
  const [actor, setActor] = useState<ChosenUser | null>(null)
  const [isLive, setLive] = useState(defaultLive)
  const [shown, setShown] = useState<AuditRecord | null>(null)
  const log = useAuditLog(filter)
  const names = useUserNames(log.items.flatMap(userIdsOf))
  useAuditFollow(isLive)
  const isNarrowed = Object.keys(filter).length > 0

  function clear(): void {
    setPeriod('anyTime')
    setActor(null)
    setFilter({})
  }

  function chooseActor(chosen: ChosenUser | null): void {
    setActor(chosen)
    setFilter(withPart(filter, 'actor', chosen?.id ?? ''))
  }

  return (
    <WidgetSection
      slot="audit-log"
      title={t('title')}
      description={t('description')}
      actions={
        <>
          <Switch label={t('live')} checked={isLive} onChange={(event) => setLive(event.target.checked)} />
          <ExportMenu filter={filter} t={t} />
        </>
      }
    >
      <div className="wk-toolbar wk-audit-toolbar">
        <Select
          aria-label={t('action')}
          value={filter.action ?? ''}
          onChange={({ target: { value } }) => setFilter(withPart(filter, 'action', value as AuditAction | ''))}
        >
          <option value="">{t('anyAction')}</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {action}
            </option>
          ))}
        </Select>
        <UserCombobox
          label={t('actor')}
          placeholder={t('anyone')}
          value={actor}
          anybody={{ label: t('anyone'), onChoose: () => chooseActor(null) }}
          onChange={chooseActor}
        />
        <Select
          aria-label={t('period')}
          value={period}
          onChange={({ target }) => {
            const chosen = target.value as Period
            setPeriod(chosen)
            setFilter(withPart(filter, 'from', chosen === 'anyTime' ? '' : Date.now() - PERIODS[chosen]))
          }}
        >
          <option value="anyTime">{t('anyTime')}</option>
          <option value="day">{t('day')}</option>
          <option value="week">{t('week')}</option>
          <option value="month">{t('month')}</option>
        </Select>
      </div>
      <Loaded
        query={log.query}
        empty={{
          when: ({ items }) => items.length === 0 && log.page === 1,
          show: isNarrowed ? (
            <NoMatch
              title={t('noMatchTitle')}
              description={t('noMatchDescription')}
              clearLabel={t('clearFilters')}
              onClear={clear}
            />
          ) : (
            <EmptyState icon={<ScrollText />} title={t('emptyTitle')} description={t('emptyDescription')} />
          ),
        }}
      >
        {() => <AuditTable log={log} names={names} t={t} onShow={setShown} />}
      </Loaded>
      {shown === null ? null : (
        <LazyOverlay
          part={auditDetails}
          props={{ open: true, onOpenChange: () => setShown(null), record: shown, names, t }}
        />
      )}
    </WidgetSection>
  )
}

/** The users whom a record is about. */
function userIdsOf({ actor, target }: AuditRecord): readonly string[] {
  return [
    ...(actor.type === 'user' && actor.id !== null ? [actor.id] : []),
    ...(target?.type === 'user' ? [target.id] : []),
  ]
}

/** The filter with a part of it set, or, where it is empty, without that part. */
function withPart<Part extends keyof AuditFilter>(
  filter: AuditFilter,
  part: Part,
  value: AuditFilter[Part] | '',
): AuditFilter {
  const { [part]: _, ...others } = filter
  return value === '' ? others : { ...others, [part]: value }
}

function ExportMenu({ filter, t }: { readonly filter: AuditFilter; readonly t: TranslateAudit }) {
  const toast = useToast()
  const { answer } = useCan('GET:/wardkit/audit-log/export')
  const exporting = useAuditExport()
  if (answer !== 'yes' && answer !== 'depends') return null

  function save(format: AuditExportFormat): void {
    exporting.mutate(
      { filter, format },
      {
        onSuccess: (file) => {
          download(file, `audit-log.${format}`)
          toast({ text: t('exported') })
        },
        onError: () => toast({ text: t('exportFailed'), tone: 'danger' }),
      },
    )
  }

  return (
    <Menu
      trigger={
        <Button icon={<Download />} pending={exporting.isPending}>
          {t('export')}
        </Button>
      }
    >
      <MenuItem onSelect={() => save('csv')}>{t('exportCsv')}</MenuItem>
      <MenuItem onSelect={() => save('jsonl')}>{t('exportJson')}</MenuItem>
    </Menu>
  )
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
