import { useEffect, useState } from 'react'

/** Typing is over after so long without a key. */
const SETTLED_AFTER_MS = 350

/** A text, once it has stayed the same for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
