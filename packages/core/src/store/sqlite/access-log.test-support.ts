import type { UnplacedRecord } from '../../audit/access-record.ts'
import { formatRecord } from '../../audit/format-record.ts'
import type { SqliteAccessLogOptions } from './access-log.ts'

/** The line of a record as the recorder hands it over. */
export function aLine(more: Partial<Extract<UnplacedRecord, { readonly kind: 'decision' }>> = {}): string {
  const record: UnplacedRecord = {
    kind: 'decision',
    time: 1_000,
    requestId: 'r',
    tenant: 'acme',
    principal: { type: 'user', id: 'ada' },
    method: 'GET',
    target: '/patient/17',
    operation: 'GET:/patient/{patientId}',
    resource: { type: 'patient', id: '17' },
    outcome: 'allowed',
    code: null,
    reason: 'allowed',
    statements: [],
    revision: 1,
    facts: null,
    ...more,
  }
  return formatRecord(record)
}

/** Options of a log that keeps everything. */
export function logOptions(file: string, more: Partial<SqliteAccessLogOptions> = {}): SqliteAccessLogOptions {
  return { file, retentionDays: 90, maxBytes: 2 ** 30, synchronous: 'normal', clock: () => 2_000, ...more }
}
