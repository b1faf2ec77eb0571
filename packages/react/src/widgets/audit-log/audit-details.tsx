import type { AuditRecord } from '../../hooks/use-audit-log.ts'
import { CodeBlock, DateText, Dialog, DialogBody } from '../../ui/index.ts'
import type { NamesById, TranslateAudit } from './audit-log.tsx'
import { Actor } from './audit-table.tsx'

export interface AuditDetailsProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly record: AuditRecord
  readonly names: NamesById
  readonly t: TranslateAudit
}

/** All that is known of one change. */
export function AuditDetails({ open, onOpenChange, record, names, t }: AuditDetailsProps) {
  const { action, actor, address, details, requestId, revision, sequence, target, time } = record
  const hasDetails = Object.keys(details).length > 0
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="side"
      title={t.rich('details', { action: <code dir="ltr">{action}</code> })}
      description={t('detailsDescription', { sequence })}
    >
      <DialogBody>
        <dl className="wk-facts">
          <dt>{t('actor')}</dt>
          <dd>
            <Actor actor={actor} names={names} t={t} />
          </dd>
          <dt>{t('time')}</dt>
          <dd>
            <DateText at={time} withTime />
          </dd>
          {target === null ? null : (
            <>
              <dt>{t('target')}</dt>
              <dd>
                {target.type} <code dir="ltr">{target.id}</code>
              </dd>
            </>
          )}
          {address === null ? null : (
            <>
              <dt>{t('address')}</dt>
              <dd>
                <code dir="ltr">{address}</code>
              </dd>
            </>
          )}
          {requestId === null ? null : (
            <>
              <dt>{t('requestId')}</dt>
              <dd>
                <code dir="ltr">{requestId}</code>
              </dd>
            </>
          )}
          <dt>{t('revision')}</dt>
          <dd>{revision}</dd>
        </dl>
        <div className="wk-last">
          {hasDetails ? (
            <CodeBlock title={t('changed')} label={t('changed')} code={JSON.stringify(details, null, 2)} />
          ) : (
            <p className="wk-hint">{t('noDetails')}</p>
          )}
        </div>
      </DialogBody>
    </Dialog>
  )
}
