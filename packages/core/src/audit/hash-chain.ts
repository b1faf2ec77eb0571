import { hash } from 'node:crypto'

/** A place in the chain: the hash over everything up to and including the record of that sequence. */
export interface ChainHead {
  readonly sequence: number
  /** SHA-256, in hex. */
  readonly hash: string
}

/** One record as it stands in a log. */
export interface ChainRow extends ChainHead {
  /** The record's line. */
  readonly record: string
}

/** What verifying a log came to. */
export type ChainVerdict =
  | {
      readonly ok: true
      /** How many records were read. */
      readonly records: number
      /** What the first of them follows: older ones were removed as retention asks. */
      readonly base: ChainHead
      /** Note it somewhere else: presented again, it proves that nothing up to it was changed or cut off. */
      readonly head: ChainHead
    }
  | ChainFault

/** Where a chain first breaks. */
export interface ChainFault {
  readonly ok: false
  /** The first sequence at which the log is not what was written. */
  readonly sequence: number
  /** `changed`: the record, its hash or its place; `missing`: it is not there; `damaged`: the file itself. */
  readonly problem: 'changed' | 'missing' | 'damaged'
  readonly message: string
}

/** Of SHA-256. */
const HASH_BYTES = 32

/** The hash of a record that follows `previous`. */
export function chainHash(previous: string, record: string): string {
  // One call for all of it: a hash object of its own takes as long again.
  const bytes = Buffer.alloc(HASH_BYTES + Buffer.byteLength(record))
  bytes.write(previous, 'hex')
  bytes.write(record, HASH_BYTES)
  return hash('sha256', bytes, 'hex')
}

/** Follows a chain row by row. */
export interface ChainChecker {
  /** The rows in order of sequence; answers the fault, after which there is nothing more to check. */
  check(row: ChainRow): ChainFault | undefined
  /** @param head where the log itself says that it ends */
  finish(head: ChainHead): ChainVerdict
}

/**
 * Checks that each record is the next one, and that its hash is over the one before and itself.
 *
 * @param base what the first record follows
 * @param expected a head that was noted earlier, somewhere else; one from before `base` can no longer be checked and is passed over
 */
export function createChainChecker(base: ChainHead, expected?: ChainHead): ChainChecker {
  let last = base
  let records = 0

  function contradictsExpected(): ChainFault | undefined {
    if (expected === undefined || last.sequence !== expected.sequence || last.hash === expected.hash) return undefined
    return fault(last.sequence, 'changed', 'the log up to this record is not the one whose head was noted')
  }

  return {
    check(row) {
      const next = last.sequence + 1
      if (row.sequence !== next) return fault(next, 'missing', `the next record is ${row.sequence}`)
      if (chainHash(last.hash, row.record) !== row.hash) {
        return fault(next, 'changed', 'the hash is not over this record and the one before')
      }
      last = { sequence: next, hash: row.hash }
      records++
      return contradictsExpected()
    },
    finish(head) {
      const end = Math.max(head.sequence, expected?.sequence ?? 0)
      if (last.sequence < end) return fault(last.sequence + 1, 'missing', `the log ended at ${end} and is cut`)
      if (last.sequence > head.sequence || last.hash !== head.hash) {
        return fault(last.sequence, 'changed', 'the log ends otherwise than it was written')
      }
      return (records === 0 ? contradictsExpected() : undefined) ?? { ok: true, records, base, head }
    },
  }
}

function fault(sequence: number, problem: ChainFault['problem'], message: string): ChainFault {
  return { ok: false, sequence, problem, message: `record ${sequence}: ${message}` }
}
