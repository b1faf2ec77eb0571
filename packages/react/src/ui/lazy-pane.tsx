import { useState, type ReactNode } from 'react'
import { LazyPart, type Part } from './lazy-part.tsx'
import { SkeletonRows } from './skeleton.tsx'
import { OfflineState } from './states.tsx'

export interface LazyPaneProps<Props extends object> {
  readonly part: Part<Props>
  readonly props: Props
  /** While it is on its way; rows when absent. */
  readonly skeleton?: ReactNode
}

/** A part in its place in the page. Where it cannot be loaded, that is said, with a way to try again. */
export function LazyPane<Props extends object>({ part, props, skeleton = <SkeletonRows /> }: LazyPaneProps<Props>) {
  const [hasFailed, setFailed] = useState(false)
  if (hasFailed) return <OfflineState onRetry={() => setFailed(false)} />
  return <LazyPart part={part} props={props} pending={skeleton} onFailed={() => setFailed(true)} />
}
