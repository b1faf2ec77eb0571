import { lazy, Suspense, useSyncExternalStore } from 'react'
import type { StepUpAsker } from './step-up-asker.ts'

/** Loaded when somebody is asked, and not before. */
const StepUpDialog = lazy(async () => ({ default: (await import('./step-up-dialog.tsx')).StepUpDialog }))

/** Where a page asks its visitor to prove that it is them. */
export function StepUpHost({ asker }: { readonly asker: StepUpAsker }) {
  const request = useSyncExternalStore(asker.subscribe, asker.current, getNone)
  if (request === null) return null
  return (
    <Suspense>
      <StepUpDialog request={request} />
    </Suspense>
  )
}

/** Where the page is written on the server. */
const getNone = () => null
