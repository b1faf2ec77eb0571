import type { Samples } from '../samples.ts'

/** Subjects that are measured in turns, in one run, because their numbers are compared. */
export interface Group {
  readonly name: string
  measure(effort: Effort): Promise<Samples>
}

/** How long a group measures. */
export interface Effort {
  readonly rounds: number
  /** How long each subject runs in each round, in milliseconds. */
  readonly milliseconds: number
  /** Leave the largest worlds out. */
  readonly small: boolean
}
