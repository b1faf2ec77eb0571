import { useSlot } from './slot.ts'

/** Turns while something is under way. What is under way is said beside it. */
export function Spinner() {
  return <span {...useSlot('spinner')} aria-hidden="true" />
}
