import { CloudOff, Lock, RotateCw, TriangleAlert } from 'lucide-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isProblem, type WardkitProblem } from '../client/wardkit-problem.ts'
import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { problemText } from './problem-text.ts'
import { SkeletonRows } from './skeleton.tsx'
import { useSlot } from './slot.ts'

export interface StateProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly description?: ReactNode
  /** The one thing to do next. */
  readonly action?: ReactNode
  readonly slot?: string
  readonly urgent?: boolean
}

/** Stands where something would, and says why it does not and what to do. */
export function EmptyState({ icon, title, description, action, slot = 'empty-state', urgent = false }: StateProps) {
  return (
    <div {...useSlot(slot, 'wk-state')} role={urgent ? 'alert' : undefined}>
      <span className="wk-state-icon" aria-hidden="true">
        {icon}
      </span>
      <p className="wk-state-title">{title}</p>
      {description === undefined ? null : <div className="wk-state-description">{description}</div>}
      {action === undefined ? null : <div className="wk-state-action">{action}</div>}
    </div>
  )
}

/** What could not be loaded, why, and how to try again. */
export function ErrorState({ problem, onRetry }: { readonly problem: WardkitProblem; readonly onRetry: () => void }) {
  const t = useMessages(commonMessages)
  const isOffline = isProblem(problem, 'ERR_OFFLINE')
  return (
    <EmptyState
      slot="error-state"
      urgent
      icon={isOffline ? <CloudOff /> : <TriangleAlert />}
      title={isOffline ? t('errorOffline') : t('errorTitle')}
      description={
        <>
          <p dir="auto">{problemText(problem, t)}</p>
          {problem.requestId === undefined ? null : (
            <p className="wk-state-request">
              <code>{problem.code}</code>
              <span>
                {t('requestId')} <code>{problem.requestId}</code>
              </span>
              <CopyButton value={problem.requestId} label={`${t('copy')}: ${t('requestId')}`} size="sm" />
            </p>
          )}
        </>
      }
      action={
        <Button icon={<RotateCw />} onClick={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  )
}

/** Somebody may not see this. */
export function NoPermission() {
  const t = useMessages(commonMessages)
  return (
    <EmptyState
      slot="no-permission"
      icon={<Lock />}
      title={t('noPermissionTitle')}
      description={t('noPermissionDetail')}
    />
  )
}

export interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data, WardkitProblem>
  readonly children: (data: Data) => ReactNode
  /** While it is on its way; rows when absent. */
  readonly skeleton?: ReactNode
  /** In place of what is empty. */
  readonly empty?: { readonly when: (data: Data) => boolean; readonly show: ReactNode }
}

/** Shows what was read, or why it is not there: on its way, refused, failed, empty. */
export function Loaded<Data>({ query, children, skeleton = <SkeletonRows />, empty }: LoadedProps<Data>) {
  const { data, error, isPaused, refetch } = query
  if (data !== undefined) return empty?.when(data) === true ? empty.show : children(data)
  const retry = (): void => void refetch()
  if (error !== null) {
    return isProblem(error, 'ERR_FORBIDDEN') ? <NoPermission /> : <ErrorState problem={error} onRetry={retry} />
  }
  return isPaused ? <OfflineState onRetry={retry} /> : skeleton
}

/** What could not be asked for without a connection, and how to try again. */
export function OfflineState({ onRetry }: { readonly onRetry: () => void }) {
  const t = useMessages(commonMessages)
  return (
    <EmptyState
      slot="offline-state"
      icon={<CloudOff />}
      title={t('errorOffline')}
      description={t('errorOfflineDetail')}
      action={<Button onClick={onRetry}>{t('retry')}</Button>}
    />
  )
}
