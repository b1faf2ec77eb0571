import { ArrowLeft, Pause, Play, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import {
  useOperatorTenant,
  useTenantAction,
  type OperatorTenantDetail,
  type TenantAction,
} from '../../hooks/use-operator.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  Card,
  ConfirmDialog,
  CopyButton,
  DateText,
  LazyPane,
  Loaded,
  Notice,
  RelativeTime,
  useToast,
} from '../../ui/index.ts'
import { runAction } from '../widget-props.ts'
import { accessPart } from './access-part.ts'
import type { OperatorConsoleProps, TranslateOperator } from './operator-console.tsx'
import { TenantStatus } from './tenant-status.tsx'

export interface TenantViewProps {
  readonly t: TranslateOperator
  readonly tenantId: string
  readonly readOnly: boolean
  readonly actions: Pick<OperatorConsoleProps, 'suspend' | 'resume' | 'remove'>
  readonly onBack: () => void
}

/** One tenant: what is known of it, what was asked of it, and an end to it. */
export function TenantView({ t, tenantId, onBack, ...options }: TenantViewProps) {
  const common = useMessages(commonMessages)
  const tenant = useOperatorTenant(tenantId)
  return (
    <div className="wk-stack">
      <Button variant="ghost" size="sm" className="wk-start" icon={<ArrowLeft className="wk-flip" />} onClick={onBack}>
        {t('backToTenants')}
      </Button>
      <Loaded query={tenant}>
        {(data) => (
          <>
            <Card
              title={<bdi>{data.name}</bdi>}
              aside={<TenantStatus t={t} status={data.status} />}
              actions={options.readOnly ? null : <TenantActions tenant={data} t={t} {...options} onDeleted={onBack} />}
            >
              <div className="wk-stack">
                {data.status === 'suspended' ? <Notice tone="warning">{t('suspendedNotice')}</Notice> : null}
                <dl className="wk-tenant-facts">
                  <Fact name={t('users')}>{new Intl.NumberFormat(t.locale).format(data.users)}</Fact>
                  <Fact name={t('lastLogin')}>
                    {data.lastLoginAt === null ? common('never') : <RelativeTime at={data.lastLoginAt} />}
                  </Fact>
                  <Fact name={t('created')}>
                    <DateText at={data.createdAt} />
                  </Fact>
                  <Fact name={t('slug')}>
                    <code dir="ltr">{data.slug}</code>
                  </Fact>
                  <Fact name={t('id')}>
                    <code dir="ltr">{data.id}</code>
                    <CopyButton size="sm" value={data.id} label={`${common('copy')}: ${t('id')}`} />
                  </Fact>
                </dl>
              </div>
            </Card>
            <LazyPane part={accessPart} props={{ t, tenant: data }} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="wk-hint">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface TenantActionsProps extends Pick<TenantViewProps, 't' | 'actions'> {
  readonly tenant: OperatorTenantDetail
  readonly onDeleted: () => void
}

function TenantActions({ tenant, t, actions, onDeleted }: TenantActionsProps) {
  const toast = useToast()
  const changing = useTenantAction()
  const [asked, setAsked] = useState<TenantAction | null>(null)
  const { id, slug, name, status } = tenant
  const texts = {
    suspend: ['suspendTitle', 'suspendDescription', 'suspend', 'suspendedToast'],
    resume: ['resumeTitle', 'resumeDescription', 'resume', 'resumedToast'],
    delete: ['deleteTitle', 'deleteDescription', 'deleteSubmit', 'deletedToast'],
  } as const
  const own = { suspend: actions.suspend, resume: actions.resume, delete: actions.remove }
  const [title, description, confirm, done] = texts[asked ?? 'suspend']

  async function act(action: TenantAction): Promise<void> {
    let isDone = false
    try {
      await runAction(own[action], tenant, async () => {
        await changing.mutateAsync({ action, tenant: id })
        isDone = true
      })
    } catch {
      // Shown in the dialog, which stays.
      return
    }
    setAsked(null)
    if (!isDone) return
    toast({ text: t(done, { name }) })
    if (action === 'delete') onDeleted()
  }

  const toggle = status === 'active' ? 'suspend' : 'resume'
  return (
    <>
      {own[toggle]?.disabled === true ? null : (
        <Button icon={toggle === 'suspend' ? <Pause /> : <Play />} onClick={() => setAsked(toggle)}>
          {t(toggle)}
        </Button>
      )}
      {own.delete?.disabled === true ? null : (
        <Button icon={<Trash2 />} onClick={() => setAsked('delete')}>
          {t('delete')}
        </Button>
      )}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(isOpen) => {
          if (isOpen) return
          setAsked(null)
          changing.reset()
        }}
        title={t.rich(title, { name: <bdi>{name}</bdi> })}
        description={t(description)}
        confirmLabel={t(confirm)}
        danger={asked !== 'resume'}
        pending={changing.isPending}
        problem={changing.error}
        {...(asked === 'delete' && {
          typed: { word: slug, label: t.rich('deleteWord', { slug: <code dir="ltr">{slug}</code> }) },
        })}
        onConfirm={() => {
          if (asked !== null) void act(asked)
        }}
      />
    </>
  )
}
