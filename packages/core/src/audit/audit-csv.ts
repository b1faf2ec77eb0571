import { formatRecord } from './format-record.ts'
import type { AuditRecord } from './audit-record.ts'

const COLUMNS: readonly (readonly [name: string, read: (record: AuditRecord) => string | number | null])[] = [
  ['sequence', (record) => record.sequence],
  ['time', (record) => new Date(record.time).toISOString()],
  ['tenant', (record) => record.tenant],
  ['actorType', (record) => record.actor.type],
  ['actor', (record) => record.actor.id],
  ['action', (record) => record.action],
  ['targetType', (record) => record.target?.type ?? null],
  ['target', (record) => record.target?.id ?? null],
  ['revision', (record) => record.revision],
  ['requestId', (record) => record.requestId],
  ['address', (record) => record.address],
  ['details', (record) => formatRecord(record.details)],
]

/** The first line of an export as CSV. */
export const AUDIT_CSV_HEAD = `${COLUMNS.map(([name]) => name).join(',')}\r\n`

/**
 * One record as a line of CSV.
 *
 * Spreadsheets run what begins like a formula, whoever wrote it: such a cell begins with an apostrophe here, which they show as text.
 *
 * @see RFC 4180; OWASP, CSV injection
 */
export function auditCsvLine(record: AuditRecord): string {
  return `${COLUMNS.map(([, read]) => toCell(read(record))).join(',')}\r\n`
}

function toCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const inert = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
