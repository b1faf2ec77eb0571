import { measure } from 'mitata'
import type { Samples } from './samples.ts'
import { median } from './statistics.ts'

/** One thing whose cost is measured. */
export interface Subject {
  /** Unique in a run. */
  readonly id: string
  /** Does it once, on the next of its inputs. */
  readonly run: () => unknown
}

export interface MeasureOptions {
  readonly rounds: number
  /** How long each subject runs in each round, in milliseconds. */
  readonly milliseconds: number
}

/**
 * Measures subjects in turns: every round runs each of them for a moment, so that whatever else slows the machine down slows all of them down.
 * The first rounds are thrown away: the compiler needs to see every subject for a while before any of them counts.
 *
 * @see docs/decisions/0013-gates-in-floors.md
 */
export async function measureInTurns(
  subjects: readonly Subject[],
  { rounds, milliseconds }: MeasureOptions,
): Promise<Samples> {
  const samples = new Map<string, number[]>(subjects.map(({ id }) => [id, []]))
  for (let round = -Math.ceil(rounds * WARM_UP); round < rounds; round++) {
    for (const { id, run } of subjects) {
      const taken = await measure(run, { ...OPTIONS, min_cpu_time: milliseconds * NANOSECONDS })
      if (round >= 0) samples.get(id)?.push(median(taken.samples))
    }
  }
  return samples
}

const NANOSECONDS = 1e6

/** How many rounds do not count, as a part of those that do. */
const WARM_UP = 0.5

/**
 * Processor time of this process in nanoseconds: while another process has the processor, it stands still, which a clock on the wall does not.
 * It moves in microseconds, hence the batches.
 */
function now(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1_000
}

/** No collection by hand, as servers have none. */
const OPTIONS = { now, min_samples: 3, batch_samples: 1_024, gc: false } as const
