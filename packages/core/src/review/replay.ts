import type { AccessRecord } from '../audit/access-record.ts'
import type { Decision, Reason } from '../decision/decision.ts'
import type { PolicySet } from '../decision/policy-set.ts'
import type { Operation } from '../model/service.ts'
import { askAgain, toDecidedRecord, type DecidedRecord, type NotAskable } from './ask-again.ts'

/** What a change of policies would have made of past requests. */
export interface ReplayReport {
  /** Records decided anew. */
  readonly replayed: number
  /** Requests that the change would have decided otherwise than they were, most often repeated first. */
  readonly flips: readonly Flip[]
  /** Requests that today's policies decide otherwise than they were, with the change or without it. */
  readonly drifted: readonly Flip[]
  /** Records that could not be decided anew, and why. */
  readonly notReplayed: readonly NotReplayed[]
}

/** Requests of one principal for one operation whose answer would be another. */
export interface Flip {
  readonly to: 'allowed' | 'refused'
  readonly principal: { readonly type: string; readonly id: string }
  readonly operation: string
  /** Why they would be decided so. */
  readonly reason: Reason
  readonly count: number
  /** Sequences of the first and the last of them in the access log. */
  readonly first: number
  readonly last: number
}

export interface NotReplayed {
  readonly why: NotAskable | 'values-not-kept'
  readonly count: number
  /** The values that would decide, where these are missing. */
  readonly values: readonly string[]
}

/** Replays records one by one, needing memory only for what it reports. */
export interface Replay {
  add(record: AccessRecord): void
  report(): ReplayReport
}

export interface ReplayInput {
  readonly operations: readonly Operation[]
  /** One tenant's policies as they are. */
  readonly before: PolicySet
  /** The same with the change. */
  readonly after: PolicySet
}

/**
 * Decides past requests of one tenant anew, with its policies as they are and as they would be. The roles and tags of principals and the tags of
 * resources are those that the records hold: what they were then.
 */
export function createReplay({ operations, before, after }: ReplayInput): Replay {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const flips = new Map<string, Flip>()
  const drifted = new Map<string, Flip>()
  const missing = new Map<NotReplayed['why'], { count: number; values: Set<string> }>()
  let replayed = 0

  function note(why: NotReplayed['why'], values: readonly string[] = []): void {
    const known = missing.get(why) ?? { count: 0, values: new Set<string>() }
    known.count++
    for (const value of values) known.values.add(value)
    missing.set(why, known)
  }

  return {
    add(record) {
      const decided = toDecidedRecord(record, byId, before)
      if (typeof decided === 'string') {
        note(decided)
        return
      }
      const [today, changed] = [askAgain(decided, before), askAgain(decided, after)]
      if (changed === undefined || changed.answer === 'depends') {
        note('values-not-kept', changed?.dependsOn)
        return
      }
      replayed++
      if (changed.allowed === decided.allowed) return
      // Where today's policies answer as the changed ones do, it is not the change that flips it.
      const isDrift = today?.answer === changed.answer
      addFlip(isDrift ? drifted : flips, decided, changed)
    },
    report: () => ({
      replayed,
      flips: sorted(flips),
      drifted: sorted(drifted),
      notReplayed: [...missing].map(([why, { count, values }]) => ({ why, count, values: [...values].sort() })),
    }),
  }
}

function addFlip(flips: Map<string, Flip>, { record }: DecidedRecord, { allowed, reason, operation }: Decision): void {
  const principal = record.principal ?? { type: 'user', id: '' }
  const to = allowed ? 'allowed' : 'refused'
  const key = JSON.stringify([to, principal.type, principal.id, operation, reason])
  const known = flips.get(key)
  flips.set(
    key,
    known === undefined
      ? { to, principal, operation, reason, count: 1, first: record.sequence, last: record.sequence }
      : { ...known, count: known.count + 1, last: record.sequence },
  )
}

/** What would be refused first: that is what breaks somebody's day. */
function sorted(flips: ReadonlyMap<string, Flip>): readonly Flip[] {
  return [...flips.values()].sort(
    (a, b) => Number(a.to === 'allowed') - Number(b.to === 'allowed') || b.count - a.count || a.first - b.first,
  )
}
