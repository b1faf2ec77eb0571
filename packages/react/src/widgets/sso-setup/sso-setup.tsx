import { ShieldCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useCan } from '../../hooks/use-can.ts'
import { useEveryConnection, type Connection } from '../../hooks/use-connections.ts'
import { useEveryDomain, type Domain } from '../../hooks/use-domains.ts'
import { commonMessages } from '../../messages/common-messages.ts'
import { useMessages } from '../../messages/use-messages.ts'
import {
  Button,
  createPart,
  EmptyState,
  LazyPart,
  Loaded,
  SkeletonRows,
  useToast,
  WidgetSection,
} from '../../ui/index.ts'
import type { WidgetBaseProps } from '../widget-props.ts'
import { ssoSetupMessages } from './messages.ts'
import { SsoContext, useSso, type SsoActions } from './sso-context.ts'
import { SsoOverview } from './sso-overview.tsx'

/** Loaded when they are needed: forms weigh as much as all the rest. */
const wizardPart = createPart(async () => (await import('./sso-wizard.tsx')).SsoWizard)
const detailPart = createPart(async () => (await import('./connection-detail.tsx')).ConnectionDetail)

export interface SsoSetupProps extends WidgetBaseProps<(typeof ssoSetupMessages)['english']>, SsoActions {}

/** What is seen: all there is, one connection, or the steps to a new one. */
type View =
  | { readonly name: 'overview' }
  | { readonly name: 'wizard'; readonly connection: string | null }
  | { readonly name: 'detail'; readonly connection: string }

/** Sets single sign-on up: domains, connections with their tests, and whether people must use it. */
export function SsoSetup({ readOnly = false, messages, create, activate, deactivate, remove }: SsoSetupProps) {
  const t = useMessages(ssoSetupMessages, messages)
  const connections = useEveryConnection()
  const domains = useEveryDomain()
  const can = useCan('POST:/wardkit/connections').answer
  const mayChange = !readOnly && create?.disabled !== true && (can === 'yes' || can === 'depends')
  const context = useMemo(
    () => ({
      messages,
      mayChange,
      actions: {
        ...(create && { create }),
        ...(activate && { activate }),
        ...(deactivate && { deactivate }),
        ...(remove && { remove }),
      },
    }),
    [messages, mayChange, create, activate, deactivate, remove],
  )
  return (
    <SsoContext.Provider value={context}>
      <WidgetSection slot="sso-setup" title={t('title')} description={t('description')}>
        <Loaded query={connections}>
          {(every) => <Loaded query={domains}>{(own) => <Views connections={every} domains={own} />}</Loaded>}
        </Loaded>
      </WidgetSection>
    </SsoContext.Provider>
  )
}

interface ViewsProps {
  readonly connections: readonly Connection[]
  readonly domains: readonly Domain[]
}

function Views({ connections, domains }: ViewsProps) {
  const { t, mayChange } = useSso()
  const common = useMessages(commonMessages)
  const toast = useToast()
  const [chosen, setChosen] = useState<View | null>(null)
  const view = chosen ?? firstView(connections, mayChange)
  const found = view.name === 'overview' ? undefined : connections.find(({ id }) => id === view.connection)
  const showOverview = (): void => setChosen({ name: 'overview' })
  const lazy = {
    pending: <SkeletonRows />,
    onFailed: () => {
      showOverview()
      toast({ text: common('errorOffline'), tone: 'danger' })
    },
  }

  if (view.name === 'wizard' && mayChange) {
    return (
      <LazyPart
        part={wizardPart}
        props={{
          connection: found ?? null,
          domains,
          onCreated: (id) => setChosen({ name: 'wizard', connection: id }),
          onDone: showOverview,
        }}
        {...lazy}
      />
    )
  }
  if (view.name === 'detail' && found !== undefined) {
    return <LazyPart part={detailPart} props={{ connection: found, domains, onBack: showOverview }} {...lazy} />
  }
  if (connections.length === 0 && domains.length === 0) {
    return (
      <EmptyState
        icon={<ShieldCheck />}
        title={t('introTitle')}
        description={t('introDescription')}
        action={
          mayChange ? (
            <Button variant="primary" onClick={() => setChosen({ name: 'wizard', connection: null })}>
              {t('begin')}
            </Button>
          ) : undefined
        }
      />
    )
  }
  return (
    <SsoOverview
      connections={connections}
      domains={domains}
      onOpen={({ id, status }) =>
        setChosen(
          mayChange && isUnfinished(status) ? { name: 'wizard', connection: id } : { name: 'detail', connection: id },
        )
      }
      onAdd={() => setChosen({ name: 'wizard', connection: null })}
    />
  )
}

/** The first connection is gone on with where it was left. */
function firstView(connections: readonly Connection[], mayChange: boolean): View {
  const [first] = connections
  return mayChange && first !== undefined && connections.every(({ status }) => isUnfinished(status))
    ? { name: 'wizard', connection: first.id }
    : { name: 'overview' }
}

function isUnfinished(status: Connection['status']): boolean {
  return status === 'draft' || status === 'tested'
}
