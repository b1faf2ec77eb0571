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
  readonly unit: 'ns' | 'ratio'
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
  /** Half the distance between the quartiles of the rounds, as a part of the median. */
  readonly spread: number
  readonly passed: boolean
}

/** Judges one gate. What was not measured does not pass. */
export function judge(gate: Gate, samples: Samples): Verdict {
  const rounds = gate.judged.map((judged) => roundsOf(judged, samples))
  if (rounds.some((each) => each.length === 0)) return { gate, value: null, spread: 0, passed: false }
  const [worst = []] = rounds.toSorted((a, b) => (isWorse(gate, median(a), median(b)) ? -1 : 1))
  const value = median(worst)
  const passed = value <= (gate.atMost ?? Infinity) && value >= (gate.atLeast ?? -Infinity)
  return { gate, value, spread: spread(worst), passed }
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
