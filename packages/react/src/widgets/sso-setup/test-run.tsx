import { Check, ChevronRight, X } from 'lucide-react'
import { useState } from 'react'
import { isTestRunning, type ConnectionTestRun } from '../../hooks/use-connections.ts'
import { useRoles } from '../../hooks/use-roles.ts'
import {
  Badge,
  Chip,
  ChipList,
  CodeBlock,
  Notice,
  RelativeTime,
  Spinner,
  TagChips,
  useNow,
  useSlot,
} from '../../ui/index.ts'
import type { SsoKey } from './providers.ts'
import { useSso } from './sso-context.ts'

export interface TestRunProps {
  readonly run: ConnectionTestRun
  readonly isNewest: boolean
}

const STEP_NAMES: Readonly<Record<ConnectionTestRun['steps'][number]['name'], SsoKey>> = {
  discovery: 'stepDiscovery',
  authorization: 'stepAuthorization',
  tokens: 'stepTokens',
  claims: 'stepClaims',
  account: 'stepAccount',
}

/** A test login: how far it came, how to mend what failed, and what the provider said. */
export function TestRun({ run, isNewest }: TestRunProps) {
  const { t } = useSso()
  const now = useNow()
  const { status, at, steps, error } = run
  const waits = isTestRunning(run, now)
  // The newest is open until it is closed by hand, also where it comes in later.
  const [toggled, setToggled] = useState<boolean | null>(null)
  const open = toggled ?? isNewest
  return (
    <li {...useSlot('test-run')}>
      <details
        open={open}
        onToggle={({ currentTarget }) => setToggled(currentTarget.open === isNewest ? null : currentTarget.open)}
      >
        <summary className="wk-run-head">
          <ChevronRight className="wk-run-mark" />
          {status === 'passed' ? (
            <Badge tone="success" icon={<Check />}>
              {t('runPassed')}
            </Badge>
          ) : status === 'failed' ? (
            <Badge tone="danger" icon={<X />}>
              {t('runFailed')}
            </Badge>
          ) : waits ? (
            <Badge tone="info" icon={<Spinner />}>
              {t('runRunning')}
            </Badge>
          ) : (
            <Badge>{t('runUnfinished')}</Badge>
          )}
          <span className="wk-hint">
            <RelativeTime at={at} />
          </span>
        </summary>
        <div className="wk-run-body">
          {waits ? <p className="wk-hint">{t('runWaiting')}</p> : null}
          {steps.length === 0 ? null : (
            <ol className="wk-run-steps">
              {steps.map((step) => (
                <li key={step.name} className="wk-run-step" data-status={step.status}>
                  {step.status === 'passed' ? <Check /> : <X />}
                  <span className="wk-cell-lines">
                    <span>{t(STEP_NAMES[step.name])}</span>
                    <bdi className="wk-hint" lang="en">
                      {step.detail}
                    </bdi>
                  </span>
                </li>
              ))}
            </ol>
          )}
          {error === null ? null : (
            <Notice tone="danger" title={<bdi lang="en">{capitalize(error.message)}</bdi>}>
              <p>
                <strong>{t('runHowTo')}: </strong>
                <bdi lang="en">{error.remedy}</bdi>
              </p>
            </Notice>
          )}
          {run.mapped === null ? null : <Mapped mapped={run.mapped} />}
          <Claims claims={run.claims} />
        </div>
      </details>
    </li>
  )
}

/** The server's messages begin small, as those of a log do. */
function capitalize(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en') + text.slice(1)
}

function Mapped({
  mapped: { roles, tags, usedDefault },
}: {
  readonly mapped: NonNullable<ConnectionTestRun['mapped']>
}) {
  const { t } = useSso()
  const known = useRoles()
  return (
    <div className="wk-run-part">
      <span className="wk-label">{t('runMapped')}</span>
      {roles.length === 0 && Object.keys(tags).length === 0 ? (
        <span className="wk-hint">{t('runNothingMapped')}</span>
      ) : (
        <ChipList>
          {roles.map((role) => (
            <Chip key={role} value={known.data?.find(({ id }) => id === role)?.name ?? role} />
          ))}
          <TagChips tags={tags} />
        </ChipList>
      )}
      {usedDefault ? <span className="wk-hint">{t('runDefaultRole')}</span> : null}
    </div>
  )
}

/** The document has claims as an object; where nobody came that far the answer is null. */
function Claims({ claims }: { readonly claims: ConnectionTestRun['claims'] | null }) {
  const { t } = useSso()
  if (claims === null) return null
  return <CodeBlock label={t('runClaims')} title={t('runClaims')} code={JSON.stringify(claims, null, 2)} />
}
