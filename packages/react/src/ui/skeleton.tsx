import { commonMessages } from '../messages/common-messages.ts'
import { useMessages } from '../messages/use-messages.ts'
import { useSlot } from './slot.ts'

export interface SkeletonProps {
  /** As CSS has it. */
  readonly width?: string
  readonly height?: string
  readonly round?: boolean
}

/** The place of something that is on its way. */
export function Skeleton({ width = '100%', height = '1rem', round = false }: SkeletonProps) {
  const part = useSlot('skeleton')
  return (
    <span
      {...part}
      aria-hidden="true"
      style={{ ...part.style, width, height, ...(round ? { borderRadius: '999px' } : {}) }}
    />
  )
}

/** Rows that are on their way. It says so once, to screen readers too. */
export function SkeletonRows({ rows = 4 }: { readonly rows?: number }) {
  const t = useMessages(commonMessages)
  const widths = ['38%', '30%', '44%', '34%', '40%']
  return (
    <div className="wk-skeleton-rows" role="status" data-slot="skeleton-rows">
      <span className="wk-visually-hidden">{t('loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="wk-skeleton-row">
          <Skeleton width="2rem" height="2rem" round />
          <div className="wk-skeleton-lines">
            <Skeleton width={widths[row % widths.length] ?? '40%'} height="0.75rem" />
            <Skeleton width="22%" height="0.625rem" />
          </div>
          <Skeleton width="4.5rem" height="1.25rem" />
        </div>
      ))}
    </div>
  )
}
