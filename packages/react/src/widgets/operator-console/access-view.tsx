import { ChartNoAxesColumn, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { useAccessSummary, type AccessSummary } from '../../hooks/use-operator.ts'
import { Button, Card, EmptyState, Loaded, Notice, Select } from '../../ui/index.ts'
import { fillBuckets, STEPS, timeOf, type Period, type Step } from './access-periods.ts'
import { DeniedOperations, DeniedReasons, BusiestTenants } from './access-lists.tsx'
import { AccessChart } from './access-chart.tsx'
import type { TranslateOperator } from './operator-console.tsx'

interface NamedTenant {
  readonly id: string
  readonly name: string
}

export interface AccessViewProps {
  readonly t: TranslateOperator
  /** The tenant whose requests are counted; to be chosen among all when absent. */
  readonly tenant?: NamedTenant
}

const PERIODS: readonly Period[] = ['day', 'week', 'month']

/** The access log in numbers: what became of requests over time, what was denied most, and why. */
export function AccessView({ t, tenant: given }: AccessViewProps) {
  const [period, setPeriod] = useState<Period>('week')
  const [wanted, setWanted] = useState<Step>('day')
  const [now, setNow] = useState(() => Date.now())
  const [chosen, setChosen] = useState<NamedTenant | null>(null)
  const tenant = given ?? chosen
  const by = STEPS[period].includes(wanted) ? wanted : (STEPS[period][0] ?? 'day')
  const time = { ...timeOf(period, by, now), by }
  const summary = useAccessSummary({ ...time, ...(tenant === null ? {} : { tenant: tenant.id }) })
  return (
    <div className="wk-stack">
      <div className="wk-row">
        <Select
          aria-label={t('period')}
          value={period}
          onChange={({ target }) => setPeriod(PERIODS.find((one) => one === target.value) ?? 'week')}
        >
          {PERIODS.map((one) => (
            <option key={one} value={one}>
              {t(one)}
            </option>
          ))}
        </Select>
        <Select
          aria-label={t('by')}
          value={by}
          disabled={STEPS[period].length === 1}
          onChange={({ target }) => setWanted(target.value === 'hour' ? 'hour' : 'day')}
        >
          {STEPS[period].map((step) => (
            <option key={step} value={step}>
              {t(step === 'hour' ? 'byHour' : 'byDay')}
            </option>
          ))}
        </Select>
        <Button icon={<RotateCw />} pending={summary.isFetching} onClick={() => setNow(Date.now())}>
          {t('refresh')}
        </Button>
        {chosen === null ? null : (
          <Button variant="ghost" icon={<X />} aria-label={t('showAll')} onClick={() => setChosen(null)}>
            {t.rich('ofTenant', { name: <bdi>{chosen.name}</bdi> })}
          </Button>
        )}
      </div>
      <Loaded
        query={summary}
        empty={{
          when: ({ buckets }) => buckets.length === 0,
          show: <EmptyState icon={<ChartNoAxesColumn />} title={t('quietTitle')} description={t('quietDescription')} />,
        }}
      >
        {(data) => (
          <>
            <Missing t={t} summary={data} />
            <Card title={t('requests')} description={t('requestsHint')}>
              <AccessChart t={t} by={by} buckets={fillBuckets(data.buckets, time)} />
            </Card>
            <div className="wk-access-cards">
              <Card title={t('topDenied')}>
                <DeniedOperations t={t} operations={data.operations} />
              </Card>
              <Card title={t('reasons')}>
                <DeniedReasons t={t} reasons={data.reasons} />
              </Card>
            </div>
            {tenant === null ? (
              <Card title={t('tenantsBusiest')}>
                <BusiestTenants t={t} tenants={data.tenants} onOpen={setChosen} />
              </Card>
            ) : null}
          </>
        )}
      </Loaded>
    </div>
  )
}

/** What is not in the numbers. */
function Missing({ t, summary }: { readonly t: TranslateOperator; readonly summary: AccessSummary }) {
  const { complete, dropped } = summary
  return (
    <>
      {complete ? null : <Notice tone="warning">{t('incomplete')}</Notice>}
      {dropped === 0 ? null : <Notice tone="warning">{t('dropped', { count: dropped })}</Notice>}
    </>
  )
}
