import { KeyRound, Minus, Plus, UserRound, Waypoints } from 'lucide-react'
import type { ReactNode } from 'react'
import { isProblem } from '../../client/wardkit-problem.ts'
import { useRolePreview, type RolePreview as Preview } from '../../hooks/use-role-preview.ts'
import { useMessages } from '../../messages/use-messages.ts'
import { Badge, Loaded, Notice, SkeletonRows, type Tone } from '../../ui/index.ts'
import { roleEditorMessages } from './messages.ts'

export interface RolePreviewProps {
  readonly roleId: string
  /** As it would be saved. Null: it would be deleted. */
  readonly policy: string | null
}

type Holder = Preview['holders']['items'][number]

/** How many lines are shown of a kind. */
const MOST = 10

/** Who gains or loses what, before it is saved. */
export function RolePreview({ roleId, policy }: RolePreviewProps) {
  const t = useMessages(roleEditorMessages)
  const preview = useRolePreview({ roleId, policy })
  const title = t(policy === null ? 'previewLosers' : 'preview')
  // Who may not ask may save all the same, and is told by the server what they may not.
  if (isProblem(preview.error, 'ERR_FORBIDDEN')) return null
  return (
    <section className="wk-role-preview" aria-label={title} aria-busy={preview.isFetching || undefined}>
      <h3 className="wk-label">{title}</h3>
      <Loaded query={preview} skeleton={<SkeletonRows rows={1} />}>
        {({ operations, holders }) => (
          <div className="wk-stack" role="status">
            {/* Without the role, all of its own is lost. */}
            {policy === null ? null : <Operations operations={operations} />}
            <Holders holders={holders} isDeleted={policy === null} />
          </div>
        )}
      </Loaded>
    </section>
  )
}

const KINDS = [
  { kind: 'gained', tone: 'success', icon: <Plus /> },
  { kind: 'lost', tone: 'danger', icon: <Minus /> },
  { kind: 'conditional', tone: 'warning', icon: <Waypoints /> },
] as const satisfies readonly { kind: keyof Preview['operations']; tone: Tone; icon: ReactNode }[]

/** What of the operations the role itself reaches otherwise. */
function Operations({ operations }: Pick<Preview, 'operations'>) {
  const t = useMessages(roleEditorMessages)
  const changed = KINDS.filter(({ kind }) => operations[kind].length > 0)
  if (changed.length === 0) return <p className="wk-hint">{t('previewSame')}</p>
  return (
    <ul className="wk-preview-lines">
      {changed.map(({ kind, tone, icon }) => (
        <li key={kind}>
          <Badge tone={tone} icon={icon}>
            {t(kind)}
          </Badge>
          <OperationNames names={operations[kind]} />
        </li>
      ))}
    </ul>
  )
}

interface HoldersProps extends Pick<Preview, 'holders'> {
  readonly isDeleted: boolean
}

/** What becomes of those who hold it, their other roles considered. */
function Holders({ holders: { total, changed, more, items }, isDeleted }: HoldersProps) {
  const t = useMessages(roleEditorMessages)
  const affected = items.filter(({ gains, loses, conditional }) => gains.length + loses.length + conditional.length > 0)
  return (
    <>
      <p>{t(total === 0 ? 'previewNobody' : isDeleted ? 'previewWithout' : 'previewHolders', { changed, total })}</p>
      {affected.length === 0 ? null : (
        <ul className="wk-preview-holders">
          {affected.slice(0, MOST).map((holder) => (
            <HolderLine key={holder.id} holder={holder} />
          ))}
        </ul>
      )}
      {affected.length > MOST ? <p className="wk-hint">{t('previewMore', { count: affected.length - MOST })}</p> : null}
      {more ? <Notice tone="warning">{t('previewNotAll')}</Notice> : null}
    </>
  )
}

function HolderLine({ holder: { type, name, gains, loses, conditional } }: { readonly holder: Holder }) {
  const t = useMessages(roleEditorMessages)
  const Icon = type === 'user' ? UserRound : KeyRound
  const lines = [
    ['gains', gains],
    ['loses', loses],
    ['otherwise', conditional],
  ] as const
  return (
    <li>
      <span className="wk-person">
        <Icon aria-hidden="true" />
        <bdi className="wk-anywhere">{name}</bdi>
      </span>
      <span className="wk-preview-what">
        {lines.map(([key, changes]) =>
          changes.length === 0 ? null : (
            <span key={key}>
              <span className="wk-hint">{t(key)}</span>{' '}
              <OperationNames names={changes.map(({ operation }) => operation)} />
            </span>
          ),
        )}
      </span>
    </li>
  )
}

function OperationNames({ names }: { readonly names: readonly string[] }) {
  const t = useMessages(roleEditorMessages)
  return (
    <span className="wk-anywhere">
      {names.slice(0, MOST).map((name, index) => (
        <span key={name}>
          {index === 0 ? '' : ' · '}
          <code dir="ltr">{name}</code>
        </span>
      ))}
      {names.length > MOST ? (
        <span className="wk-hint"> {t('previewMore', { count: names.length - MOST })}</span>
      ) : null}
    </span>
  )
}
