import type { Question, WorldSize } from '../clinic.ts'

/** Something that answers the clinic's questions. */
export interface Engine {
  readonly name: string
  /** The most roles of a tenant it is asked with, where more would take minutes. */
  readonly maxRoles?: number
  /** Sets the engine up for a world, everything it can prepare prepared. */
  open(size: WorldSize): Promise<OpenEngine>
}

export interface OpenEngine {
  /**
   * Puts questions into the engine's own form, as far as an application would have it at hand (the principal, the resource), and answers a
   * function that decides the one at an index.
   */
  prepare(questions: readonly Question[]): Promise<Ask>
  close(): Promise<void>
}

/** Decides one question. */
export type Ask = (index: number) => boolean | Promise<boolean>
