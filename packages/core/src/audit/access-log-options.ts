import { assertKnownOptions } from '../util/known-options.ts'
import type { AccessRecord } from './access-record.ts'

/** How decisions are recorded. */
export interface AccessLogOptions {
  /** The log's own SQLite file; by default the database's path and `-access.db`. */
  readonly file?: string
  /**
   * Takes the records instead of a file, one after the other; the next comes when what this one answered is settled. Sequences then count from
   * 1 at each start, and nothing is chained, queried or removed. What it throws means that the record was not taken: it is handed over again.
   */
  readonly sink?: (record: AccessRecord) => void | Promise<void>
  /** Whether the request values that conditions read are kept, without which a changed policy over them cannot be replayed; true by default. */
  readonly values?: boolean
  /** How long records are kept, in days; 90 by default. */
  readonly retentionDays?: number
  /** How large the file may grow, in bytes; beyond it the oldest records go. 1 GiB by default, 1 MiB at least. */
  readonly maxBytes?: number
  /**
   * `normal` by default: a power cut may take the last records, and nothing is damaged. `full` syncs the disk at every batch.
   * @see https://sqlite.org/pragma.html#pragma_synchronous
   */
  readonly synchronous?: 'normal' | 'full'
  /**
   * What a log that cannot be written means for requests. `continue` by default: nothing; what finds no room is dropped and counted.
   * `refuse`: no request passes before its record is written, and it is answered 503 where that fails.
   */
  readonly onFailure?: 'continue' | 'refuse'
}

/** The options with every default in place. */
export interface AccessLogSettings {
  readonly destination:
    | {
        readonly kind: 'file'
        /** Undefined: beside the database. */
        readonly file: string | undefined
        readonly retentionDays: number
        readonly maxBytes: number
        readonly synchronous: 'normal' | 'full'
      }
    | { readonly kind: 'sink'; readonly sink: NonNullable<AccessLogOptions['sink']> }
  readonly values: boolean
  readonly onFailure: 'continue' | 'refuse'
}

const OPTIONS = [
  'file',
  'sink',
  'values',
  'retentionDays',
  'maxBytes',
  'synchronous',
  'onFailure',
] as const satisfies readonly (keyof AccessLogOptions)[]

const OWNER = '`accessLog` of createWardkit()'

/**
 * Reads the option `accessLog`: null where it is false, and no log is kept.
 *
 * @throws TypeError naming what is wrong
 */
export function readAccessLogOptions(given: AccessLogOptions | false): AccessLogSettings | null {
  if (given === false) return null
  assertKnownOptions(OWNER, given, OPTIONS)
  const { file, sink, values = true, retentionDays = 90, maxBytes = 2 ** 30 } = given
  const { synchronous = 'normal', onFailure = 'continue' } = given
  if (typeof values !== 'boolean') throw new TypeError(`${OWNER}: \`values\` is true or false`)
  assertOneOf('onFailure', onFailure, ['continue', 'refuse'])
  if (sink !== undefined) {
    if (typeof sink !== 'function') throw new TypeError(`${OWNER}: \`sink\` is a function`)
    const ofFile = (['file', 'retentionDays', 'maxBytes', 'synchronous'] as const).find(
      (name) => given[name] !== undefined,
    )
    if (ofFile !== undefined)
      throw new TypeError(`${OWNER} has a \`sink\`, so \`${ofFile}\` says nothing: leave one out`)
    return { destination: { kind: 'sink', sink }, values, onFailure }
  }
  if (file !== undefined && (typeof file !== 'string' || file.trim() === '')) {
    throw new TypeError(`${OWNER}: \`file\` is the path of a file`)
  }
  assertOneOf('synchronous', synchronous, ['normal', 'full'])
  assertNumber('retentionDays', retentionDays, 1, 36_500)
  assertNumber('maxBytes', maxBytes, 2 ** 20, 2 ** 40)
  return { destination: { kind: 'file', file, retentionDays, maxBytes, synchronous }, values, onFailure }
}

function assertOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (typeof value === 'string' && known.includes(value)) return
  throw new TypeError(
    `${OWNER}: \`${name}\` is ${known.map((each) => `\`${each}\``).join(' or ')}, not \`${String(value)}\``,
  )
}

function assertNumber(name: string, value: unknown, least: number, most: number): void {
  if (typeof value === 'number' && value >= least && value <= most) return
  throw new TypeError(`${OWNER}: \`${name}\` is a number from ${least} to ${most}, not \`${String(value)}\``)
}
