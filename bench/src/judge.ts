import type { Samples } from './samples.ts'
import { median, spread } from './statistics.ts'

/** One promise and its bound. */
export interface Gate {
  /** Unique; names it where it fails. */
  readonly id: string
  /** What is measured, in words. */
  readonly claim: string
  /** The group that measures it. */
  readonly group: string
  /** What is judged; the worst of them counts. */
  readonly judged: readonly Judged[]
  readonly atMost?: number
  readonly atLeast?: number
  /** `floors`: how many times the floor of the same round, of which the report tells the nanoseconds too. */
  readonly unit: 'ns' | 'ratio' | 'floors'
}

/** A subject's numbers, each divided by the other's of the same round where there is another. */
export interface Judged {
  readonly of: string
  readonly over?: string
}

/** How a gate came out. */
export interface Verdict {
  readonly gate: Gate
  /** The median over the rounds, of the worst; null where something was not measured. */
  readonly value: number | null
  /** The median of what was divided, where that was time; null where nothing was divided, or not measured. */
  readonly dividend: number | null
  /** Half the distance between the quartiles of the rounds, as a part of the median. */
  readonly spread: number
  readonly passed: boolean
}

/** Judges one gate. What was not measured does not pass. */
export function judge(gate: Gate, samples: Samples): Verdict {
  const measured = gate.judged.map((judged) => ({ judged, rounds: roundsOf(judged, samples) }))
  const [worst] = measured.toSorted((a, b) => (isWorse(gate, median(a.rounds), median(b.rounds)) ? -1 : 1))
  if (worst === undefined || measured.some(({ rounds }) => rounds.length === 0))
    return { gate, value: null, dividend: null, spread: 0, passed: false }
  const value = median(worst.rounds)
  const passed = value <= (gate.atMost ?? Infinity) && value >= (gate.atLeast ?? -Infinity)
  const dividend = gate.unit === 'floors' ? median(samples.get(worst.judged.of) ?? []) : null
  return { gate, value, dividend, spread: spread(worst.rounds), passed }
}

function roundsOf({ of, over }: Judged, samples: Samples): readonly number[] {
  const taken = samples.get(of) ?? []
  if (over === undefined) return taken
  const others = samples.get(over) ?? []
  return others.length === taken.length ? taken.map((each, round) => each / (others[round] ?? NaN)) : []
}

function isWorse({ atLeast }: Gate, a: number, b: number): boolean {
  return atLeast === undefined ? a > b : a < b
}
