import { describe, expect, it } from 'vitest'
import type { Engine } from './engine.ts'
import type { WardkitEvent } from './events.ts'
import { createGuard, type Guard, type GuardRequest } from './guard.ts'
import type { GuardOptions } from './guard-options.ts'

const HOUR = 3_600_000

const REQUEST: GuardRequest<null> = {
  method: 'GET',
  target: '/nowhere',
  fields: () => [],
  body: { status: 'absent' } as never,
  host: null,
  setHeader: () => undefined,
}

/** A guard over no operations at all, at a time that the test sets. */
function guard(mode: NonNullable<GuardOptions<null>['mode']>) {
  const events: WardkitEvent[] = []
  const engine = {
    services: [],
    findOperation: () => 'unknown-path',
    revision: 0,
    onEvent: (event: WardkitEvent) => void events.push(event),
  } as unknown as Engine
  const clock = { now: 5 }
  const made: Guard<null> = createGuard(engine, { options: { mode }, monotonicNow: () => clock.now })
  return {
    reminders: () => events.filter(({ type }) => type === 'report-mode').length,
    async requestAt(now: number) {
      clock.now = now
      return made.check(REQUEST)
    },
  }
}

describe('report mode', () => {
  it('says at the start that nothing is enforced, and again with the first request of every further hour', async () => {
    const { reminders, requestAt } = guard('report')
    expect(reminders()).toBe(1)
    const seen: number[] = []
    for (const now of [6, HOUR + 4, HOUR + 5, HOUR + 6, 2 * HOUR + 4, 2 * HOUR + 5, 9 * HOUR]) {
      expect(await requestAt(now)).toMatchObject({ kind: 'pass' })
      seen.push(reminders())
    }
    expect(seen).toEqual([1, 1, 2, 2, 2, 3, 4])
  })

  it('is not spoken of where it is off', async () => {
    const { reminders, requestAt } = guard('enforce')
    expect(await requestAt(2 * HOUR)).toMatchObject({ kind: 'refuse' })
    expect(reminders()).toBe(0)
  })
})
