import { Plus, RefreshCw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Connection } from '../../hooks/use-connections.ts'
import {
  useAddDomain,
  useAssignDomain,
  useRemoveDomain,
  useVerifyDomain,
  type Domain,
} from '../../hooks/use-domains.ts'
import {
  Badge,
  Button,
  ConfirmDialog,
  CopyButton,
  Field,
  IconButton,
  Input,
  ProblemNotice,
  RelativeTime,
  Select,
  useSlot,
} from '../../ui/index.ts'
import { useSso } from './sso-context.ts'

export interface DomainListProps {
  readonly domains: readonly Domain[]
  /** To which of them each domain's sign-ins go can be chosen; without them it is not shown. */
  readonly connections?: readonly Connection[]
}

const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i

/** The domains of the tenant: what proves each, whether it is proved, and a new one. */
export function DomainList({ domains, connections }: DomainListProps) {
  const { t, mayChange } = useSso()
  return (
    <div className="wk-stack">
      {domains.length === 0 ? (
        <p className="wk-hint">{t('domainsEmpty')}</p>
      ) : (
        <ul className="wk-domains" aria-label={t('domains')}>
          {domains.map((domain) => (
            <DomainItem key={domain.id} domain={domain} connections={connections} />
          ))}
        </ul>
      )}
      {mayChange ? <AddDomain /> : null}
    </div>
  )
}

interface DomainItemProps {
  readonly domain: Domain
  readonly connections: readonly Connection[] | undefined
}

function DomainItem({
  domain: { id, domain, status, record, connection, verifiedAt, lastCheck },
  connections,
}: DomainItemProps) {
  const { t, mayChange } = useSso()
  const verification = useVerifyDomain()
  const assignment = useAssignDomain()
  const removal = useRemoveDomain()
  const [removing, setRemoving] = useState(false)
  const problem = lastCheck?.problem ?? null
  return (
    <li {...useSlot('domain')}>
      <div className="wk-domain-head">
        <span className="wk-domain-name">
          <bdi className="wk-ellipsis" title={domain}>
            {domain}
          </bdi>
          {status === 'verified' ? (
            <Badge tone="success" dot>
              {t('verified')}
            </Badge>
          ) : (
            <Badge tone="warning">{t('pending')}</Badge>
          )}
        </span>
        {mayChange ? (
          <span className="wk-row">
            {status === 'pending' ? (
              <Button
                size="sm"
                icon={<RefreshCw />}
                pending={verification.isPending}
                onClick={() => verification.mutate(id)}
              >
                {t('checkRecord')}
              </Button>
            ) : null}
            <IconButton
              size="sm"
              icon={<Trash2 />}
              label={t('removeDomain', { domain })}
              onClick={() => setRemoving(true)}
            />
          </span>
        ) : null}
      </div>
      {status === 'pending' ? (
        <>
          <p className="wk-hint">{t.rich('publish', { domain: <bdi key="domain">{domain}</bdi> })}</p>
          <dl className="wk-record">
            <RecordValue label={t('recordType')} value={record.type} />
            <RecordValue label={t('recordName')} value={record.name} copy />
            <RecordValue label={t('recordValue')} value={record.value} copy />
          </dl>
          {lastCheck === null || problem === null ? null : (
            <p className="wk-field-error" role="status">
              <span>
                {t.rich('checkedAt', {
                  when: <RelativeTime key="when" at={lastCheck.at} />,
                  problem: (
                    <bdi key="problem" lang="en">
                      {problem}
                    </bdi>
                  ),
                })}
              </span>
            </p>
          )}
        </>
      ) : (
        <div className="wk-row">
          {connections === undefined ? null : (
            <Field label={t('sendTo', { domain })} hideLabel>
              <Select
                value={connection ?? ''}
                disabled={!mayChange || assignment.isPending}
                onChange={({ target }) =>
                  assignment.mutate({ id, connection: target.value === '' ? null : target.value })
                }
              >
                <option value="">{t('sendToNobody')}</option>
                {connections.map((one) => (
                  <option key={one.id} value={one.id}>
                    {t('sendToConnection', { name: one.name })}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {verifiedAt === null ? null : (
            <span className="wk-hint">
              {t.rich('verifiedSince', { when: <RelativeTime key="when" at={verifiedAt} /> })}
            </span>
          )}
        </div>
      )}
      <ProblemNotice problem={verification.error ?? assignment.error} />
      <ConfirmDialog
        open={removing}
        onOpenChange={(open) => {
          setRemoving(open)
          removal.reset()
        }}
        title={t('removeDomainTitle', { domain })}
        description={t('removeDomainDescription')}
        confirmLabel={t('removeDomainSubmit')}
        danger
        pending={removal.isPending}
        problem={removal.error}
        onConfirm={() => removal.mutate(id)}
      />
    </li>
  )
}

interface RecordValueProps {
  readonly label: string
  readonly value: string
  readonly copy?: boolean
}

function RecordValue({ label, value, copy = false }: RecordValueProps) {
  const { t } = useSso()
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code dir="ltr">{value}</code>
        {copy ? <CopyButton size="sm" value={value} label={t('copyOf', { what: label })} /> : null}
      </dd>
    </div>
  )
}

function AddDomain() {
  const { t } = useSso()
  const addition = useAddDomain()
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)

  function add(): void {
    const domain = cleanDomain(text)
    setIsWrong(!DOMAIN.test(domain))
    if (DOMAIN.test(domain)) addition.mutate(domain, { onSuccess: () => setText('') })
  }

  return (
    <form
      className="wk-add-domain"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Field label={t('domain')} error={isWrong ? t('domainInvalid') : undefined}>
        <span className="wk-inline-form">
          <Input
            value={text}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={253}
            placeholder={t('domainPlaceholder')}
            onChange={({ target }) => {
              setText(target.value)
              setIsWrong(false)
            }}
          />
          <Button type="submit" icon={<Plus />} pending={addition.isPending}>
            {t('addDomain')}
          </Button>
        </span>
      </Field>
      <ProblemNotice problem={addition.error} />
    </form>
  )
}

/** Of whatever is pasted: an e-mail, a URL, capitals. */
function cleanDomain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/|.*@)/, '')
    .replace(/\/.*$/, '')
}
