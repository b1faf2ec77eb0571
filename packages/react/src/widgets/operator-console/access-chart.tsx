import { DataTable, type Column } from '../../ui/index.ts'
import { axisEnd, formatStep, sumOf, totalOf, type Bucket, type Step } from './access-periods.ts'
import type { TranslateOperator } from './operator-console.tsx'

export interface AccessChartProps {
  readonly t: TranslateOperator
  readonly by: Step
  /** One of every step, in order. */
  readonly buckets: readonly Bucket[]
}

/** From the ground up. */
const OUTCOMES = ['allowed', 'denied', 'failed'] as const

/** Units of the drawing, which is stretched to its place. */
const HEIGHT = 100
const SLOT = 10
const GAP = 2
/** What was counted is seen, however little it is beside the rest. */
const LEAST = 1

/** What became of requests, a stacked bar for each step; the same numbers as a table for whoever does not see it or wants them exactly. */
export function AccessChart({ t, by, buckets }: AccessChartProps) {
  const number = new Intl.NumberFormat(t.locale)
  const end = axisEnd(Math.max(...buckets.map(totalOf)))
  const sum = sumOf(buckets)
  const texts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, number.format(sum[outcome])]))
  const labels = [buckets[0], buckets[Math.floor(buckets.length / 2)], buckets.at(-1)].filter(
    (one) => one !== undefined,
  )
  return (
    <figure className="wk-chart" data-slot="chart">
      <ul className="wk-chart-legend">
        {OUTCOMES.map((outcome) => (
          <li key={outcome}>
            <span className="wk-chart-key" data-outcome={outcome} aria-hidden="true" />
            {t(outcome)} <strong>{number.format(sum[outcome])}</strong>
          </li>
        ))}
      </ul>
      <div className="wk-chart-plot">
        <div className="wk-chart-scale wk-hint" aria-hidden="true">
          <span>{number.format(end)}</span>
          {/* Nobody asks one and a half times. */}
          <span>{end % 2 === 0 ? number.format(end / 2) : ''}</span>
          <span>0</span>
        </div>
        <svg
          className="wk-chart-bars wk-flip"
          viewBox={`0 0 ${String(buckets.length * SLOT)} ${String(HEIGHT)}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('chartSummary', { ...texts, count: buckets.length })}
        >
          {[0, 0.5, 1].map((part) => (
            <line key={part} x1={0} x2={buckets.length * SLOT} y1={part * HEIGHT} y2={part * HEIGHT} />
          ))}
          {buckets.map((bucket, index) => (
            <Bar key={bucket.at} bucket={bucket} x={index * SLOT + GAP / 2} end={end}>
              {[
                formatStep(bucket.at, by, t.locale),
                ...OUTCOMES.map((outcome) => `${t(outcome)}: ${number.format(bucket[outcome])}`),
              ].join('\n')}
            </Bar>
          ))}
        </svg>
        <div className="wk-chart-times wk-hint" aria-hidden="true">
          {labels.map(({ at }) => (
            <span key={at}>{formatStep(at, by, t.locale)}</span>
          ))}
        </div>
      </div>
      <details className="wk-chart-table">
        <summary>{t('asTable')}</summary>
        <DataTable
          caption={t('requests')}
          columns={[
            { id: 'time', header: t('time'), kind: 'title', cell: ({ at }) => formatStep(at, by, t.locale) },
            ...OUTCOMES.map((outcome): Column<Bucket> => ({
              id: outcome,
              header: t(outcome),
              align: 'end',
              cell: (bucket) => number.format(bucket[outcome]),
            })),
          ]}
          rows={buckets}
          keyOf={({ at }) => String(at)}
          nameOf={({ at }) => formatStep(at, by, t.locale)}
        />
      </details>
    </figure>
  )
}

interface BarProps {
  readonly bucket: Bucket
  readonly x: number
  readonly end: number
  /** Shown where a pointer rests on it. */
  readonly children: string
}

function Bar({ bucket, x, end, children }: BarProps) {
  const heights = OUTCOMES.map((outcome) =>
    bucket[outcome] === 0 ? 0 : Math.max(LEAST, (bucket[outcome] / end) * HEIGHT),
  )
  return (
    <g className="wk-chart-bar">
      <title>{children}</title>
      {/* A ground of full height, so that a short bar is found too. */}
      <rect x={x} y={0} width={SLOT - GAP} height={HEIGHT} data-outcome="none" />
      {OUTCOMES.map((outcome, index) => {
        const below = heights.slice(0, index).reduce((all, height) => all + height, 0)
        const height = heights[index] ?? 0
        return height === 0 ? null : (
          <rect
            key={outcome}
            x={x}
            y={HEIGHT - below - height}
            width={SLOT - GAP}
            height={height}
            data-outcome={outcome}
          />
        )
      })}
    </g>
  )
}
