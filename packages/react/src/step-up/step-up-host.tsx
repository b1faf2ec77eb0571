import { useSyncExternalStore } from 'react'
import { createPart, LazyPart } from '../ui/lazy-part.tsx'
import type { StepUpAsker } from './step-up-asker.ts'

/** Loaded when somebody is asked, and not before. */
const stepUpDialog = createPart(async () => (await import('./step-up-dialog.tsx')).StepUpDialog)

/** Where a page asks its visitor to prove that it is them. */
export function StepUpHost({ asker }: { readonly asker: StepUpAsker }) {
  const request = useSyncExternalStore(asker.subscribe, asker.current, getNone)
  if (request === null) return null
  // Where nobody can be asked, nothing is proved, and the change fails as the server said.
  return <LazyPart part={stepUpDialog} props={{ request }} onFailed={() => request.settle(false)} />
}

/** Where the page is written on the server. */
const getNone = () => null
