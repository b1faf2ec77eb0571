import type { Engine } from './engine.ts'

const REMINDER_MILLISECONDS = 3_600_000

/**
 * Says at once that report mode is on, and again every hour in which the function that it answers is called. Where it is off, nothing is said.
 *
 * @param monotonicNow milliseconds that only go forward
 */
export function createReportModeReminder(engine: Engine, report: boolean, monotonicNow: () => number): () => void {
  let remindedAt = -Infinity
  const remind = (): void => {
    const now = monotonicNow()
    if (!report || now - remindedAt < REMINDER_MILLISECONDS) return
    remindedAt = now
    engine.onEvent({ type: 'report-mode' })
  }
  remind()
  return remind
}
