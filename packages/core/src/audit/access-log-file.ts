import type { AccessPage, AccessQuery } from './access-query.ts'
import type { AccessOutcome } from './access-record.ts'
import type { ErrorCode } from '../errors/index.ts'
import type { Reason } from '../decision/decision.ts'
import type { ChainHead, ChainVerdict } from './hash-chain.ts'

/** Where records go: a file of Wardkit's, or a function of the application's. */
export interface AccessLogWriter {
  /** Most records of one `append`. */
  readonly batchSize: number
  /**
   * Places records at the end of the log, in order.
   * @param lines of records without their place
   * @returns how many were placed, from the first on: at least one; the others may be appended again
   * @throws whatever the destination fails with, where none was placed
   */
  append(lines: readonly string[]): Promise<number>
  close(): Promise<void>
}

/** Reads a log that is kept. */
export interface AccessLogReader {
  /** One page; long searches leave the event loop free now and then. @throws TypeError for a query that is none */
  query(query: AccessQuery): Promise<AccessPage>
  /** @param expected a head noted earlier */
  verify(expected?: ChainHead): Promise<ChainVerdict>
}

/** Decisions that have all this in common, and how many they are. */
export interface AccessGroup {
  /** The first moment of a bucket of time. */
  readonly at: number
  readonly tenant: string | null
  readonly operation: string | null
  readonly outcome: AccessOutcome
  readonly code: ErrorCode | null
  readonly reason: Reason | null
  readonly count: number
}

/** Which records are counted, and how. */
export interface AccessSpan {
  /** Milliseconds since 1970, inclusive. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  /** One tenant; all of them when absent. */
  readonly tenant?: string
  /** How much time is counted together, in milliseconds. */
  readonly bucket: number
}

/** Counts the records of a log that is kept. */
export interface AccessCounter {
  /**
   * Counts every record of the span; long counts leave the event loop free now and then.
   * @param visit called with each group, of which several may be of one kind
   */
  count(span: AccessSpan, visit: (group: AccessGroup) => void): Promise<CountedAccess>
}

export interface CountedAccess {
  /** Decisions of that time that could not be kept. */
  readonly dropped: number
  /** Whether no record of that time was removed to make room. */
  readonly complete: boolean
}

/** A log that is kept in a file. Stores implement it. */
export interface AccessLogFile extends AccessLogWriter, AccessLogReader, AccessCounter {}
