import { Monitor, Smartphone } from 'lucide-react'
import { useEndSession, useSessions, type SessionInfo } from '../../hooks/use-sessions.ts'
import type { Translate } from '../../messages/use-messages.ts'
import {
  Badge,
  Button,
  Dialog,
  DialogBody,
  Loaded,
  ProblemNotice,
  RelativeTime,
  SkeletonRows,
  useToast,
} from '../../ui/index.ts'
import { isPhone, nameAgent } from './agent-name.ts'
import type { userButtonMessages } from './messages.ts'

export interface SessionsDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly t: Translate<keyof (typeof userButtonMessages)['english']>
}

/** Where the person is logged in, and the way to end it. */
export function SessionsDialog({ open, onOpenChange, t }: SessionsDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('sessions')} description={t('sessionsDescription')}>
      <DialogBody>
        <Sessions t={t} />
      </DialogBody>
    </Dialog>
  )
}

function Sessions({ t }: Pick<SessionsDialogProps, 't'>) {
  const sessions = useSessions()
  const toast = useToast()
  const ending = useEndSession()
  return (
    <div className="wk-stack wk-last">
      <Loaded query={sessions} skeleton={<SkeletonRows rows={2} />}>
        {(items) => (
          <ul className="wk-item-list">
            {items.map((session) => (
              <SessionItem
                key={session.id}
                session={session}
                t={t}
                isPending={ending.isPending && ending.variables === session.id}
                onEnd={() => ending.mutate(session.id, { onSuccess: () => toast({ text: t('ended') }) })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      <ProblemNotice problem={ending.error} />
    </div>
  )
}

interface SessionItemProps {
  readonly session: SessionInfo
  readonly t: SessionsDialogProps['t']
  readonly isPending: boolean
  readonly onEnd: () => void
}

function SessionItem({ session: { agent, address, usedAt, current }, t, isPending, onEnd }: SessionItemProps) {
  const name = nameAgent(agent) || t('unknownAgent')
  return (
    <li className="wk-item">
      {isPhone(agent) ? <Smartphone /> : <Monitor />}
      <span className="wk-cell-lines wk-item-text">
        <bdi className="wk-choice-title">{name}</bdi>
        <span className="wk-hint">
          <bdi dir="ltr">{address}</bdi> · {t.rich('lastActive', { when: <RelativeTime at={usedAt} /> })}
        </span>
      </span>
      {current ? (
        <Badge tone="success" dot>
          {t('current')}
        </Badge>
      ) : (
        <Button size="sm" pending={isPending} aria-label={t('endSession', { agent: name })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  )
}
