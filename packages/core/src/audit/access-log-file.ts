import type { AccessPage, AccessQuery } from './access-query.ts'
import type { ChainHead, ChainVerdict } from './hash-chain.ts'

/** Where records go: a file of Wardkit's, or a function of the application's. */
export interface AccessLogWriter {
  /** Most records of one `append`. */
  readonly batchSize: number
  /**
   * Places all of the records at the end of the log, or none.
   * @param lines of records without their place
   * @throws whatever the destination fails with; the records may then be appended again
   */
  append(lines: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Reads a log that is kept. */
export interface AccessLogReader {
  /** One page; long searches leave the event loop free now and then. @throws TypeError for a query that is none */
  query(query: AccessQuery): Promise<AccessPage>
  /** @param expected a head noted earlier */
  verify(expected?: ChainHead): Promise<ChainVerdict>
}

/** A log that is kept in a file. Stores implement it. */
export interface AccessLogFile extends AccessLogWriter, AccessLogReader {}
